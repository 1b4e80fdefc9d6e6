internal import Checks
internal import Findings
internal import Metrics
internal import Models
internal import Statistics

/// Tells of models whose scores order the rows backwards: hardly ever is that a model's doing.
struct BackwardScores {
  let configuration: GateConfiguration
  let identity: RowIdentity
  /// The models that name their classes.
  let naming: Set<Role>

  /// A marked note for each model whose ROC AUC is shown to be below one half, asked for or not.
  func notes(_ outcomes: [Role: Outcomes]) -> [Report.Note] {
    Role.allCases.compactMap { role in
      guard case .binary(let rows)? = outcomes[role] else { return nil }
      return note(role, rows)
    }
  }

  private func note(_ role: Role, _ rows: BinaryOutcomes) -> Report.Note? {
    let metric: Metric<BinaryOutcomes> = rows.scores.isEmpty ? .balancedAccuracy : .rocAUC
    // The interval is dear, and seldom needed.
    if let area = rows.area, area >= 0.5 { return nil }
    let comparison = MetricComparison(
      alpha: configuration.statistics.alpha, identity: identity)
    let result = comparison.measure(metric, candidate: rows, baseline: nil)
    guard let estimate = result.candidate.estimate, let low = estimate.low,
      let high = estimate.high, high < 0.5
    else { return nil }
    let style = NumberStyle.ascii
    let limits = "[\(style.short(low)), \(style.short(high))]"
    return Report.Note(
      text: "the \(role.rawValue) orders the rows backwards: its \(metric.name) is "
        + "\(style.short(estimate.value)) \(limits), below 0.5, which is chance; \(cause(role))",
      isMarked: true)
  }

  private func cause(_ role: Role) -> String {
    let positive = configuration.data.positive.map { "'\($0.value)'" } ?? "1"
    let path = configuration.reference(role)?.path.value ?? role.rawValue
    if naming.contains(role) {
      return
        "most likely 'positive: \(configuration.data.positive?.value ?? "1")' names the class that is "
        + "not meant, or the labels of \(configuration.data.evaluation.value) are exchanged"
    }
    return "most likely \(path), which names no classes, scores the class that is not \(positive): "
      + "'classes' beside 'path' lists its classes in its own order"
  }
}
