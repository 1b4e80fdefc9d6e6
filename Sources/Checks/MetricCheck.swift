internal import Findings
internal import Metrics

/// A metric as a check: its value for both models and their paired difference.
struct MetricCheck<Rows: Sendable>: Check {
  let metric: Metric<Rows>
  /// The outcomes of the metric's task, or nil for another task.
  let rows: @Sendable (Outcomes) -> Rows?
  /// The weights of outcomes, for standard errors.
  let weights: @Sendable (Rows) -> [Double]?

  typealias Inputs = (candidate: Rows, baseline: Rows?)

  var demand: Demand<(candidate: Rows, baseline: Rows?)> {
    let (rows, id) = (rows, metric.id)
    return Demand.both(.outcomes(.candidate), .ifGiven(.outcomes(.baseline))).map {
      (candidate, baseline) throws(Unavailable) in
      guard let candidate = rows(candidate) else {
        throw Unavailable(reason: "'\(id)' is not for this task", isAbsent: false)
      }
      return (candidate: candidate, baseline: baseline.flatMap(rows))
    }
  }

  func measure(
    _ inputs: (candidate: Rows, baseline: Rows?), settings: MeasureSettings
  ) -> [Measurement] {
    let weights = weights(inputs.candidate)
    let candidate = metric.evaluate(inputs.candidate)
    let baseline = inputs.baseline.map(metric.evaluate)
    var measurement = Measurement(
      direction: metric.direction, unit: metric.unit,
      candidate: metric.estimate(
        of: candidate, weights: weights, alpha: settings.alpha),
      baseline: baseline.map {
        metric.estimate(of: $0, weights: weights, alpha: settings.alpha)
      })
    if case .defined(let new) = candidate, case .defined(let old)? = baseline {
      measurement.difference = metric.difference(
        candidate: new, baseline: old, weights: weights, alpha: settings.alpha)
    }
    let notes = [("candidate_notes", candidate), ("baseline_notes", baseline)]
    for (name, result) in notes {
      if case .defined(let value)? = result, !value.notes.isEmpty {
        measurement.detail[name] = .array(value.notes.map { .string($0) })
      }
    }
    return [measurement]
  }
}

extension CheckKind {
  init(binary metric: Metric<BinaryOutcomes>) {
    self.init(metric, task: .binary) {
      if case .binary(let rows) = $0 { rows } else { nil }
    } weights: {
      $0.weights
    }
  }

  init(multiclass metric: Metric<MulticlassOutcomes>) {
    self.init(metric, task: .multiclass) {
      if case .multiclass(let rows) = $0 { rows } else { nil }
    } weights: {
      $0.weights
    }
  }

  init(regression metric: Metric<RegressionOutcomes>) {
    self.init(metric, task: .regression) {
      if case .regression(let rows) = $0 { rows } else { nil }
    } weights: {
      $0.weights
    }
  }

  private init<Rows: Sendable>(
    _ metric: Metric<Rows>, task: TaskKind, rows: @escaping @Sendable (Outcomes) -> Rows?,
    weights: @escaping @Sendable (Rows) -> [Double]?
  ) {
    id = metric.id
    title = metric.name
    summary = metric.summary
    formula = metric.formula
    reference = metric.reference
    direction = metric.direction
    unit = metric.unit
    self.task = task
    options = []
    baseline = metric.interval == .unavailable ? .comparedWithoutInterval : .compared
    make = { _ in MetricCheck(metric: metric, rows: rows, weights: weights) }
  }
}
