import Findings
import Kernels
import Statistics

extension MetricComparison {
  /// Values and difference with the percentiles of the same replicates.
  func bootstrapped<Outcomes>(
    _ metric: Metric<Outcomes>, _ resampling: Resampling<Outcomes>,
    _ candidate: (outcomes: Outcomes, result: MetricResult),
    _ baseline: (outcomes: Outcomes, result: MetricResult)?
  ) -> Result {
    let sample = candidate.outcomes.sample(identity)
    let first = replicates(candidate, resampling, sample)
    let areAlike = baseline.map { candidate.outcomes.areAlike($0.outcomes) } ?? false
    let second = areAlike ? first : baseline.flatMap { replicates($0, resampling, sample) }
    var difference: Difference?
    var monteCarloError: Double?
    if let baseline, case .defined(let ours) = candidate.result,
      case .defined(let theirs) = baseline.result
    {
      let value = ours.value - theirs.value
      let rows = limited(min(ours.limitingRows, theirs.limitingRows), sample, candidate.outcomes)
      if areAlike {
        difference = .identical
      } else if let first, let second {
        let replicated = ReplicateDistribution(
          zip(first, second).map { a, b in a.flatMap { a in b.map { a - $0 } } })
        difference = self.difference(metric, value, replicated, rows: rows, sample)
        monteCarloError = replicated.isUsable ? replicated.monteCarloError(alpha: alpha) : nil
      }
    }
    return Result(
      candidate: estimate(metric, candidate.result, first, sample, candidate.outcomes),
      baseline: baseline.map { estimate(metric, $0.result, second, sample, $0.outcomes) },
      difference: difference, monteCarloError: monteCarloError,
      candidateNotes: candidate.result.notes, baselineNotes: baseline?.result.notes ?? [])
  }

  /// The metric in each replicate; nil where it is undefined on the rows themselves.
  private func replicates<Outcomes>(
    _ model: (outcomes: Outcomes, result: MetricResult), _ resampling: Resampling<Outcomes>,
    _ sample: RowSample
  ) -> [Double?]? {
    guard case .defined = model.result else { return nil }
    let value = resampling.prepare(model.outcomes, sample)
    let bootstrap = PoissonBootstrap(seed: seed)
    return parallel.map(count: PoissonBootstrap.replicates) { value(bootstrap.replicate($0)) }
  }

  private func limited(_ rows: Int, _ sample: RowSample, _ outcomes: some RowOutcomes) -> Int {
    sample.identity.clusters == nil ? rows : min(rows, sample.units(count: outcomes.rowCount))
  }

  private func difference<Outcomes>(
    _ metric: Metric<Outcomes>, _ value: Double, _ replicated: ReplicateDistribution, rows: Int,
    _ sample: RowSample
  ) -> Difference {
    let name =
      "Poisson bootstrap, \(NumberStyle.ascii.count(PoissonBootstrap.replicates)) replicates"
      + (sample.identity.clusters == nil ? "" : ", by cluster")
    if rows > 1, replicated.isUsable, replicated.isConstant {
      return metric.withoutVariation(value, rows: rows, alpha: alpha)
    }
    guard let limits = replicated.interval(around: value, alpha: alpha, rows: rows) else {
      return Difference(value: value, method: "too few rows for a bootstrap")
    }
    return Difference(
      value: value, low: min(limits.low, value), high: max(limits.high, value),
      standardError: replicated.standardError, p: replicated.p, degrees: Double(rows - 1),
      method: name)
  }

  private func estimate<Outcomes>(
    _ metric: Metric<Outcomes>, _ result: MetricResult, _ replicates: [Double?]?,
    _ sample: RowSample, _ outcomes: Outcomes
  ) -> Value {
    switch result {
    case .undefined(let reason): return .undefined(reason)
    case .defined(let value):
      let limits = limits(metric, value, ReplicateDistribution(replicates ?? []), sample, outcomes)
      return .number(
        Estimate(
          value: value.value, low: limits.map { min($0.low, value.value) },
          high: limits.map { max($0.high, value.value) }, rows: value.rows))
    }
  }

  /// What the replicates say; for a formula of a confusion matrix at the threshold where the rows made it
  /// largest, with the lower limit as far as that of its cells: with every positive row above that threshold
  /// the replicates do not vary as the population does.
  private func limits<Outcomes>(
    _ metric: Metric<Outcomes>, _ value: MetricValue, _ replicated: ReplicateDistribution,
    _ sample: RowSample, _ outcomes: Outcomes
  ) -> Interval? {
    let rows = limited(value.limitingRows, sample, outcomes)
    let drawn =
      replicated.isConstant
      ? metric.limitsWithoutVariation(value, alpha: alpha)
      : replicated.interval(
        around: value.value, alpha: alpha, rows: rows, scale: metric.scaleOfInterval)
    guard let drawn = drawn?.clamped(to: metric.range) else { return nil }
    let bias = replicated.isConstant ? 0 : replicated.bias(from: value.value)
    let ofCells = metric.cellLimits(
      of: value, sample, error: nil, shift: -bias, alpha: alpha)
    guard let ofCells else { return drawn }
    return Interval(low: min(drawn.low, ofCells.low), high: drawn.high)
  }
}
