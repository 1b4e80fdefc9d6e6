package import Findings
package import Kernels
package import Statistics

/// Measures one metric on both models and their paired difference, each by the method that fits.
///
/// | metric | method of the difference |
/// |---|---|
/// | a share of rows with a common denominator, rows counted one by one | McNemar's mid-p value, Newcombe's interval |
/// | one without a practical influence function | Poisson bootstrap, percentiles of the difference |
/// | any other, and shares with importance weights or clusters | paired influence values |
package struct MetricComparison: Sendable {
  /// One-sided error rate; intervals are two-sided at 1 - 2 · alpha.
  package let alpha: Double
  package let seed: UInt64
  package let identity: RowIdentity
  package let parallel: Parallel

  package init(
    alpha: Double, seed: UInt64 = 0, identity: RowIdentity = RowIdentity(),
    parallel: Parallel = Parallel(threads: 1)
  ) {
    self.alpha = alpha
    self.seed = seed
    self.identity = identity
    self.parallel = parallel
  }

  /// What came of one metric.
  package struct Result: Sendable {
    package let candidate: Value
    package let baseline: Value?
    /// Nil without a baseline or where either value is undefined.
    package let difference: Difference?
    /// The standard error of the difference's limits that comes from the number of replicates; nil
    /// without a bootstrap.
    package let monteCarloError: Double?
    package let candidateNotes: [String]
    package let baselineNotes: [String]
  }

  /// Both models on the same rows.
  package func measure<Outcomes>(
    _ metric: Metric<Outcomes>, candidate: Outcomes, baseline: Outcomes?
  ) -> Result {
    let new = metric.evaluate(candidate)
    let old = baseline.map(metric.evaluate)
    if metric.interval == .bootstrap, let resampling = metric.resampling {
      return bootstrapped(
        metric, resampling, (candidate, new), baseline.flatMap { o in old.map { (o, $0) } })
    }
    let sample = candidate.sample(identity)
    var difference: Difference?
    if let baseline, case .defined(let ours) = new, case .defined(let theirs)? = old {
      difference =
        shares(metric, candidate, baseline, sample)
        ?? metric.difference(
          candidate: ours, baseline: theirs, sample: sample, alpha: alpha,
          areAlike: candidate.areAlike(baseline, seeing: metric.sees))
    }
    return Result(
      candidate: metric.estimate(of: new, sample: sample, alpha: alpha),
      baseline: old.map { metric.estimate(of: $0, sample: sample, alpha: alpha) },
      difference: difference, monteCarloError: nil, candidateNotes: new.notes,
      baselineNotes: old?.notes ?? [])
  }

  /// Nil where rows do not count one by one, or not the same rows for both models.
  private func shares<Outcomes>(
    _ metric: Metric<Outcomes>, _ candidate: Outcomes, _ baseline: Outcomes, _ sample: RowSample
  ) -> Difference? {
    guard sample.countsRows, let hits = metric.hits,
      !candidate.areAlike(baseline, seeing: metric.sees)
    else {
      return nil
    }
    let (ours, theirs) = (hits(candidate), hits(baseline))
    var cells = [0.0, 0, 0, 0]
    for row in ours.indices where ours[row] < 2 && theirs[row] < 2 {
      cells[Int(ours[row]) << 1 | Int(theirs[row])] += sample.weights?[row] ?? 1
    }
    // Whole numbers: rows, or frequencies that were checked when they were read.
    let counts = cells.map { Int(exactly: $0) ?? 0 }
    let paired = NewcombePaired(
      both: counts[3], onlyFirst: counts[2], onlySecond: counts[1], neither: counts[0])
    guard let value = paired.difference, let limits = paired.interval(alpha: alpha) else {
      return nil
    }
    return Difference(
      value: value, low: limits.low, high: limits.high, standardError: paired.standardError,
      p: McNemar(onlyFirst: counts[2], onlySecond: counts[1]).midP,
      method: "McNemar mid-p, Newcombe interval")
  }
}

extension MetricResult {
  /// Diagnostics of a defined value.
  var notes: [String] {
    if case .defined(let value) = self { value.notes } else { [] }
  }
}
