/// The name that a reader most likely meant.
package enum NearestName {
  /// The candidate with the smallest edit distance from `name`, the first one of equals; nil if all
  /// are too far to be a typo (more than a third of the longer name, and at least 1).
  ///
  /// The distance counts insertions, deletions, replacements and swaps of neighbours (optimal
  /// string alignment, the restricted Damerau-Levenshtein distance), and ignores ASCII case at no
  /// cost.
  package static func of(_ name: String, in candidates: [String]) -> String? {
    let wanted = folded(name)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let other = folded(candidate)
      let allowed = max(1, max(wanted.count, other.count) / 3)
      guard abs(wanted.count - other.count) <= allowed else { continue }
      let distance = self.distance(wanted, other)
      if distance <= allowed, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// Long names are cut: the cost is quadratic, and a name from a hostile file must not stop the
  /// run.
  private static func folded(_ name: String) -> [Character] { Array(name.lowercased().prefix(100)) }

  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var cost = min(previous[j + 1], current[j]) + 1
        cost = min(cost, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[b.count]
  }
}
