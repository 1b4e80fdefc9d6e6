internal import Checks
internal import Findings

extension Plan {
  /// What the entries judged on the whole table have to show; of equal ids the first.
  func exhibits(of evidence: Evidence, _ configuration: GateConfiguration) -> [Exhibit] {
    let settings = MeasureSettings(
      alpha: configuration.statistics.alpha, seed: configuration.statistics.seed)
    var seen: Set<String> = []
    return entries.filter {
      $0.subjects.contains(.whole) && $0.configuration.comparesWith == .baseline
    }
    .flatMap { entry in
      entry.check.exhibits(
        on: evidence, conditions: entry.configuration.conditions, settings: settings)
    }
    .filter { seen.insert($0.id).inserted }
  }
}
