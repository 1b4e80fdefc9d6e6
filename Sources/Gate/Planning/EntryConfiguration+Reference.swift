internal import Checks
internal import Findings

extension EntryConfiguration {
  /// Whether many small losses are limited.
  var limitsCreep: Bool { conditions.contains { $0.kind == .maxCreep } }

  /// The entry as it is compared with the baseline, and then as it is compared with the anchor.
  ///
  /// The two are findings of their own: each has one difference.
  var byReference: [EntryConfiguration] {
    guard limitsCreep, comparesWith == .baseline else { return [self] }
    var own = self
    var anchored = self
    own.conditions.removeAll { $0.kind == .maxCreep }
    anchored.conditions.removeAll { $0.kind != .maxCreep }
    anchored.comparesWith = .anchor
    return [own, anchored]
  }
}

extension PlannedEntry {
  /// The same with one check for both parts.
  var byReference: [PlannedEntry] {
    configuration.byReference.map {
      PlannedEntry(
        configuration: $0, kind: kind, check: check, subjects: subjects, namesSlices: namesSlices)
    }
  }
}

extension Plan {
  /// Whether any entry needs the model of `role` as its reference.
  func comparesWith(_ role: Role) -> Bool {
    entries.contains { $0.configuration.comparesWith == role }
  }
}
