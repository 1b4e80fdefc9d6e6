internal import Checks
internal import Findings

/// The part of a plan that compares candidate and baseline: all that two equally good models could be
/// failed for.
struct ComparingPlan {
  let entries: [PlannedEntry]
  let heldAside: [SelftestReport.HeldAside]

  init(_ plan: Plan) {
    var kept: [PlannedEntry] = []
    var aside: [SelftestReport.HeldAside] = []
    for entry in plan.entries {
      var configuration = entry.configuration
      configuration.conditions.removeAll { condition in
        guard let reason = ComparingPlan.reason(condition, entry) else { return false }
        aside.append(.init(entry: entry.configuration.id, condition: condition, reason: reason))
        return true
      }
      guard !configuration.conditions.isEmpty else { continue }
      kept.append(
        PlannedEntry(
          configuration: configuration, kind: entry.kind, check: entry.check,
          subjects: entry.subjects, namesSlices: entry.namesSlices))
    }
    (entries, heldAside) = (kept, aside)
  }

  /// Why a condition is held aside; nil for one that is judged.
  private static func reason(_ condition: Condition, _ entry: PlannedEntry) -> String? {
    guard entry.kind.asksModels else { return "it is about the tables, not about two models" }
    guard entry.check.keys.allSatisfy(\.isDrawable) else {
      return "it asks the models again, and drawn rows have answers only"
    }
    switch condition.kind {
    case .maxRegression, .maxChange: return nil
    case .maxCreep: return "it compares with the anchor, which is not drawn"
    case .minImprovement: return "it refuses an equally good model on purpose"
    case .min, .max:
      if case .measured = entry.kind.baseline { return nil }
      return "it is about the level, not about the comparison"
    }
  }

  /// The entry whose metric measures a planted loss: the first that blocks and has a better direction.
  var primary: PlannedEntry? {
    let candidates = entries.filter {
      guard case .compared = $0.kind.baseline else { return false }
      return $0.kind.direction != .none
    }
    return candidates.first { $0.configuration.severity == .fail } ?? candidates.first
  }
}

extension Plan {
  /// A plan of some of another one's entries.
  init(of comparing: ComparingPlan) { self.init(entries: comparing.entries) }
}
