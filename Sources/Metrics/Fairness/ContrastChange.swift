internal import Findings
import Glibc
import Statistics

/// How much the extreme contrast of the candidate differs from the baseline's, on the same rows.
///
/// With F = max T over contrasts and p the candidate's true extreme, F_c - F_b is the smallest
/// T_c(p) - T_b(q) over q; with q the baseline's, the largest over p. Each of these is a paired
/// difference of two contrasts, whose variance the joint sums give. Which contrasts may be the true extremes is settled first, at a tenth
/// of alpha (Berger and Boos, "P values maximized over a confidence set for the nuisance parameter",
/// JASA 89, 1994); the limits are the extremes over those, at the rest.
struct ContrastChange {
  let candidate: ContrastSet
  let baseline: ContrastSet
  let alpha: Double

  /// Above this many pairs of contrasts the limits are those of two separate intervals.
  private static let limit = 40_000

  /// Nil where either model has no contrast.
  var difference: Difference? {
    guard let ours = candidate.extreme, let theirs = baseline.extreme else { return nil }
    let value = ours.value - theirs.value
    let settled = alpha / 10
    let (p, q) = (candidate.plausible(alpha: settled), baseline.plausible(alpha: settled))
    guard p.count * q.count <= Self.limit else { return separate(value) }
    guard let paired = limits(p, q, alpha: alpha - settled), paired.low.isFinite,
      paired.high.isFinite
    else { return Difference(value: value, method: "too few rows for paired influence values") }
    let (low, high) = (min(value, paired.low), max(value, paired.high))
    let gradient = candidate.gradient(ours) - baseline.gradient(theirs)
    let error = candidate.covariance.standardError(gradient)
    return Difference(
      value: value, low: low, high: high, standardError: error, p: nil,
      method: p.count == 1 && q.count == 1
        ? "paired influence function"
        : "paired influence function over \(p.count) × \(q.count) contrasts")
  }

  private func limits(
    _ p: [ContrastSet.Contrast], _ q: [ContrastSet.Contrast], alpha: Double
  ) -> Interval? {
    let (gradientsOfP, gradientsOfQ) = (p.map(candidate.gradient), q.map(baseline.gradient))
    // Few rows have the larger quantile, so the larger of two is that of the fewer rows.
    let highs = quantiles(p, q, alpha: alpha / Double(q.count))
    let lows = quantiles(p, q, alpha: alpha / Double(p.count))
    guard let highs, let lows else { return nil }
    // For a minimum both contrasts change their sign, and so do the limits at last.
    let sign = candidate.disparity.seeksSmallest ? -1.0 : 1.0
    var low = [Double](repeating: -.infinity, count: q.count)
    var high = -Double.infinity
    for i in p.indices {
      var ownHigh = Double.infinity
      for j in q.indices {
        guard
          let error = candidate.covariance.standardError(gradientsOfP[i] - gradientsOfQ[j])
        else { return nil }
        let value = sign * (p[i].value - q[j].value)
        let unseen = error > 0 ? 0 : self.unseen(p[i], q[j])
        ownHigh = min(ownHigh, value + max(highs.p[i], highs.q[j]) * error + unseen)
        low[j] = max(low[j], value - max(lows.p[i], lows.q[j]) * error - unseen)
      }
      high = max(high, ownHigh)
    }
    guard let low = low.min() else { return nil }
    return sign > 0 ? Interval(low: low, high: high) : Interval(low: -high, high: -low)
  }

  /// Student's quantiles by contrast; nil where one rests on a single observation.
  private func quantiles(
    _ p: [ContrastSet.Contrast], _ q: [ContrastSet.Contrast], alpha: Double
  ) -> (p: [Double], q: [Double])? {
    var known: [Double: Double] = [:]
    func quantile(_ rows: Double) -> Double? {
      guard rows > 1 else { return nil }
      if let found = known[rows] { return found }
      let found = StudentT(degrees: rows - 1).upperQuantile(alpha)
      known[rows] = found
      return found
    }
    let ofP = p.compactMap { quantile(candidate.effectiveRows($0)) }
    let ofQ = q.compactMap { quantile(baseline.effectiveRows($0)) }
    return ofP.count == p.count && ofQ.count == q.count ? (ofP, ofQ) : nil
  }

  /// Where no row varies, what all rows agreeing could still hide; a share's own scale.
  private func unseen(_ ours: ContrastSet.Contrast, _ theirs: ContrastSet.Contrast) -> Double {
    guard case .share = candidate.disparity.statistics[ours.statistic].scale else { return 0 }
    let rows = min(candidate.effectiveRows(ours), baseline.effectiveRows(theirs))
    return 1 - pow(alpha, 1 / max(1, rows))
  }

  private func separate(_ value: Double) -> Difference {
    guard let ours = candidate.interval(alpha: alpha / 2),
      let theirs = baseline.interval(alpha: alpha / 2)
    else { return Difference(value: value, method: "too many groups to compare") }
    return Difference(
      value: value, low: ours.low - theirs.high, high: ours.high - theirs.low,
      method: "two separate intervals: too many groups to pair")
  }
}
