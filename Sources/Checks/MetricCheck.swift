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
    self.init(binary: metric, options: []) { _ in metric }
  }

  init(multiclass metric: Metric<MulticlassOutcomes>) {
    self.init(metric, task: .multiclass, options: []) { _ in
      MetricCheck(
        metric: metric, rows: { if case .multiclass(let rows) = $0 { rows } else { nil } },
        weights: { $0.weights })
    }
  }

  init(regression metric: Metric<RegressionOutcomes>) {
    self.init(regression: metric, options: []) { _ in metric }
  }

  /// A metric that an entry's options choose; `example` tells the catalogue what all of them share.
  init(
    binary example: Metric<BinaryOutcomes>, options: [CheckOption],
    metric: @escaping @Sendable (inout OptionReader) throws(OptionError) -> Metric<BinaryOutcomes>
  ) {
    self.init(example, task: .binary, options: options) { reader throws(OptionError) in
      MetricCheck(
        metric: try metric(&reader), rows: { if case .binary(let rows) = $0 { rows } else { nil } },
        weights: { $0.weights })
    }
  }

  /// The same for regression.
  init(
    regression example: Metric<RegressionOutcomes>, options: [CheckOption],
    metric:
      @escaping @Sendable (inout OptionReader) throws(OptionError) -> Metric<RegressionOutcomes>
  ) {
    self.init(example, task: .regression, options: options) { reader throws(OptionError) in
      MetricCheck(
        metric: try metric(&reader),
        rows: { if case .regression(let rows) = $0 { rows } else { nil } },
        weights: { $0.weights })
    }
  }

  private init<Rows>(
    _ metric: Metric<Rows>, task: TaskKind, options: [CheckOption],
    make: @escaping @Sendable (inout OptionReader) throws(OptionError) -> any Check
  ) {
    id = metric.id
    title = metric.name
    summary = metric.summary
    formula = metric.formula
    reference = metric.reference
    direction = metric.direction
    unit = metric.unit
    self.task = task
    self.options = options
    baseline = metric.interval == .unavailable ? .comparedWithoutInterval : .compared
    self.make = make
  }
}
