internal import Findings
internal import Metrics
internal import Statistics

/// A metric as a check: its value for both models and their paired difference.
struct MetricCheck<Rows: RowOutcomes>: Check {
  let metric: Metric<Rows>
  /// The outcomes of the metric's task, or nil for another task.
  let rows: @Sendable (Outcomes) -> Rows?

  typealias Inputs = (candidate: Rows, baseline: Rows?, identity: RowIdentity)

  var limits: ClosedRange<Double>? { metric.range }

  var demand: Demand<(candidate: Rows, baseline: Rows?, identity: RowIdentity)> {
    let (rows, id) = (rows, metric.id)
    let models = Demand.both(.outcomes(.candidate), .ifGiven(.outcomes(.baseline)))
    return Demand.both(models, .rowIdentity(hasKeys: metric.interval == .bootstrap)).map {
      (models, identity) throws(Unavailable) in
      guard let candidate = rows(models.0) else {
        throw Unavailable(reason: "'\(id)' is not for this task", isAbsent: false)
      }
      return (candidate: candidate, baseline: models.1.flatMap(rows), identity: identity)
    }
  }

  func measure(
    _ inputs: (candidate: Rows, baseline: Rows?, identity: RowIdentity), settings: MeasureSettings
  ) -> [Measurement] {
    let result = MetricComparison(
      alpha: settings.alpha, seed: settings.seed, identity: inputs.identity,
      parallel: settings.parallel
    ).measure(metric, candidate: inputs.candidate, baseline: inputs.baseline)
    var measurement = Measurement(
      direction: metric.direction, unit: metric.unit, candidate: result.candidate,
      baseline: result.baseline, difference: result.difference)
    for (name, notes) in [
      ("candidate_notes", result.candidateNotes), ("baseline_notes", result.baselineNotes),
    ] where !notes.isEmpty {
      measurement.detail[name] = .array(notes.map { .string($0) })
    }
    if let error = result.monteCarloError {
      measurement.detail["monte_carlo_error"] = .number(error)
    }
    return [measurement.within(metric.range)]
  }
}

extension CheckKind {
  init(binary metric: Metric<BinaryOutcomes>) {
    self.init(binary: metric, options: []) { _ in metric }
  }

  init(multiclass metric: Metric<MulticlassOutcomes>) {
    self.init(metric, task: .multiclass, options: []) { _ in
      MetricCheck(
        metric: metric, rows: { if case .multiclass(let rows) = $0 { rows } else { nil } })
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
        metric: try metric(&reader), rows: { if case .binary(let rows) = $0 { rows } else { nil } })
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
        rows: { if case .regression(let rows) = $0 { rows } else { nil } })
    }
  }

  /// The same for rankings.
  init(
    ranking example: Metric<RankingOutcomes>, options: [CheckOption],
    metric: @escaping @Sendable (inout OptionReader) throws(OptionError) -> Metric<RankingOutcomes>
  ) {
    self.init(example, task: .ranking, options: options) { reader throws(OptionError) in
      MetricCheck(
        metric: try metric(&reader), rows: { if case .ranking(let rows) = $0 { rows } else { nil } }
      )
    }
  }

  private init<Rows: RowOutcomes>(
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
    limits = metric.range
    self.task = task
    self.options = options
    baseline =
      metric.interval == .unavailable
      ? .comparedWithoutInterval : .compared(metric.comparisonMethod)
    self.make = make
  }
}
