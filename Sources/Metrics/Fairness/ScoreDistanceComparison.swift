package import Findings
package import Kernels
import Statistics

/// The largest distance between any two groups' score distributions, with limits that hold for all pairs
/// together.
///
/// A distance is never negative, so on few rows it is biased away from 0, and percentiles of a bootstrap
/// never cover parity. Its limits come from what it is made of instead. It is a norm: by the triangle
/// inequality it cannot be farther from the truth than the distribution functions themselves are, whose
/// deviation the bootstrap does show. That gives the lower limit, for the worst of all pairs at once
/// (each in units of √(1/n + 1/m), so that a small group hides no large one). The upper limit is that
/// of ``ScoreDistributions/upperLimits(rows:alpha:)``, which needs no correction for pairs.
package struct ScoreDistanceComparison: Sendable {
  /// One-sided error rate; intervals are two-sided at 1 - 2 · alpha.
  package let alpha: Double
  package let seed: UInt64
  package let parallel: Parallel

  package init(alpha: Double, seed: UInt64, parallel: Parallel) {
    self.alpha = alpha
    self.seed = seed
    self.parallel = parallel
  }

  /// One model's distances.
  package struct Side: Sendable {
    /// By pair of the distributions.
    package let distances: [Double]
    /// The place of the largest of them, the first of equal ones.
    package let worst: Int
    /// Limits at `alpha`; nil with too few rows.
    package let low: Double?
    package let high: Double?
    /// Limits at half of it, for the difference of two.
    let outer: Interval?

    /// The largest distance.
    package var value: Double { distances[worst] }
  }

  /// - Parameters:
  ///   - rows: The effective number of rows of each group.
  ///   - limit: No distance is larger.
  /// - Returns: nil without pairs.
  package func side(
    _ distributions: ScoreDistributions, rows: [Double], limit: Double
  ) -> Side? {
    let distances = distributions.distances
    guard let value = distances.max(), let worst = distances.firstIndex(of: value) else {
      return nil
    }
    let scales = distributions.pairs.map {
      (1 / rows[$0.first] + 1 / rows[$0.second]).squareRoot()
    }
    let bootstrap = PoissonBootstrap(seed: seed)
    let deviations = ReplicateDistribution(
      parallel.map(count: PoissonBootstrap.replicates) { number -> Double? in
        distributions.deviations(bootstrap.replicate(number)).map { deviations in
          zip(deviations, scales).reduce(0) { max($0, $1.0 / $1.1) }
        }
      })
    func interval(_ alpha: Double) -> Interval? {
      guard let reach = reach(rows, alpha), deviations.isUsable else { return nil }
      let most = deviations.quantile(1 - alpha) * reach
      let high = distributions.upperLimits(rows: rows, limit: limit, alpha: alpha).max() ?? limit
      guard high.isFinite else { return nil }
      return Interval(
        low: zip(distances, scales).reduce(0) { max($0, $1.0 - most * $1.1) },
        high: min(limit, high))
    }
    let own = interval(alpha)
    return Side(
      distances: distances, worst: worst, low: own?.low, high: own?.high,
      outer: interval(alpha / 2))
  }

  /// Candidate minus baseline, from limits of each that hold together.
  package func difference(_ candidate: Side, _ baseline: Side, areAlike: Bool) -> Difference {
    if areAlike { return .identical }
    let value = candidate.value - baseline.value
    guard let own = candidate.outer, let other = baseline.outer else {
      return Difference(value: value, method: "too few rows for a bootstrap")
    }
    return Difference(
      value: value, low: own.low - other.high, high: own.high - other.low,
      method: "limits of both models together")
  }

  /// How limits are made, for reports.
  package static let method = "Poisson bootstrap of the distribution functions"

  /// Replicates of few rows vary too little: Student's quantile and n - 1 mend it; nil for one row.
  private func reach(_ rows: [Double], _ alpha: Double) -> Double? {
    guard let least = rows.min(), least > 1 else { return nil }
    return StudentT(degrees: least - 1).upperQuantile(alpha) / -Normal.quantile(alpha)
      * (least / (least - 1)).squareRoot()
  }
}
