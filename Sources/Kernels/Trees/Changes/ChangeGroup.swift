/// Some ways of some changes that are worked on together.
struct ChangeGroup: Sendable {
  /// Ways of one change.
  struct Part: Sendable {
    /// The change's index.
    let plan: Int
    let ways: Range<Int>
  }

  private(set) var parts: [Part] = []
  private(set) var wayCount = 0

  /// Sums of all outputs that a group may hold: they stay in the second-level cache.
  private static let sumLimit = 512

  /// All ways of all changes in order, in as few groups as the sums allow; one group at least.
  static func groups(of plans: [ChangePlan], outputCount: Int) -> [ChangeGroup] {
    let most = max(1, sumLimit / max(1, outputCount))
    var groups = [ChangeGroup()]
    for (index, plan) in plans.enumerated() {
      var first = 0
      while first < plan.donors.count {
        if groups[groups.count - 1].wayCount == most { groups.append(ChangeGroup()) }
        let room = most - groups[groups.count - 1].wayCount
        let end = min(plan.donors.count, first + room)
        groups[groups.count - 1].parts.append(Part(plan: index, ways: first..<end))
        groups[groups.count - 1].wayCount += end - first
        first = end
      }
    }
    return groups
  }
}
