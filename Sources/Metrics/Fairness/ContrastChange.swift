internal import Findings
import Glibc
import Statistics

/// How much the extreme contrast of the candidate differs from the baseline's, on the same rows.
///
/// With F = max T over contrasts and p the candidate's true extreme, F_c - F_b <= T_c(p) - T_b(q)
/// whatever q is: for the same two groups (q = p) that is a paired difference, whose variance the joint
/// sums give. So the upper limit is the largest upper limit over all contrasts that may be the
/// candidate's extreme, and the lower limit likewise over those that may be the baseline's. Which may be
/// is settled first, at a tenth of alpha (Berger and Boos, "P values maximized over a confidence set for
/// the nuisance parameter", JASA 89, 1994). Another tenth is for the two models' separate intervals,
/// which bound the change where many pairs are alike.
struct ContrastChange {
  let candidate: ContrastSet
  let baseline: ContrastSet
  let alpha: Double

  private typealias Contrast = ContrastSet.Contrast

  /// Nil where either model has no contrast.
  var difference: Difference? {
    guard let ours = candidate.extreme, let theirs = baseline.extreme else { return nil }
    let value = ours.value - theirs.value
    let settled = alpha / 10
    let (p, q) = (candidate.plausible(alpha: settled), baseline.plausible(alpha: settled))
    // For a minimum the two models change places: F_c - F_b >= T_c(p) - T_b(p) then.
    let isMinimum = candidate.disparity.seeksSmallest
    let ofCandidate = ends(p, in: candidate, against: baseline, q, alpha: alpha - 2 * settled)
    let ofBaseline = ends(q, in: baseline, against: candidate, p, alpha: alpha - 2 * settled)
    guard let ofCandidate, let ofBaseline else {
      return Difference(value: value, method: "too few rows for paired influence values")
    }
    var (low, high) = isMinimum ? (ofCandidate, -ofBaseline) : (-ofBaseline, ofCandidate)
    // Many pairs may be extreme, and little is won by pairing: two intervals then say more.
    if let ours = candidate.interval(alpha: settled / 2),
      let theirs = baseline.interval(alpha: settled / 2)
    {
      (low, high) = (max(low, ours.low - theirs.high), min(high, ours.high - theirs.low))
    }
    let gradient = candidate.gradient(ours) - baseline.gradient(theirs)
    return Difference(
      value: value, low: min(value, low), high: max(value, high),
      standardError: candidate.covariance.standardError(gradient),
      method: p.count == 1 && q.count == 1
        ? "paired influence function" : "paired influence function over pairs of groups")
  }

  /// How far one model's extreme may lie beyond the other's: for a maximum the largest upper limit of
  /// T - T', for a minimum the smallest lower limit. Nil where a contrast rests on a single observation.
  private func ends(
    _ plausible: [Contrast], in own: ContrastSet, against other: ContrastSet,
    _ others: [Contrast], alpha: Double
  ) -> Double? {
    let sign = own.disparity.seeksSmallest ? -1.0 : 1.0
    let known = Dictionary(
      uniqueKeysWithValues: zip(other.contrasts.map(\.key), other.contrasts))
    let limits = Dictionary(
      uniqueKeysWithValues: zip(other.contrasts.map(\.key), other.limits(alpha: alpha / 10)))
    var end = -Double.infinity
    for contrast in plausible {
      // The same groups, in the direction that the other model has, and its extreme if that is sure.
      var partners = [contrast.key, contrast.key.reversed].filter { key in
        known[key] != nil && (limits[key] ?? nil).map { other.mayBeExtreme($0) } ?? true
      }
      if others.count == 1, !partners.contains(others[0].key) { partners.append(others[0].key) }
      let level = alpha / Double(max(1, partners.count))
      var nearest = Double.infinity
      for partner in partners.compactMap({ known[$0] }) {
        guard
          let half = halfWidth(contrast, own, partner, other, alpha: level)
        else { return nil }
        nearest = min(nearest, sign * (contrast.value - partner.value) + half)
      }
      guard nearest.isFinite else { return nil }
      end = max(end, nearest)
    }
    return end.isFinite ? sign * end : nil
  }

  private func halfWidth(
    _ contrast: Contrast, _ own: ContrastSet, _ partner: Contrast, _ other: ContrastSet,
    alpha: Double
  ) -> Double? {
    let rows = min(own.effectiveRows(contrast), other.effectiveRows(partner))
    guard rows > 1,
      let error = own.covariance.standardError(own.gradient(contrast) - other.gradient(partner))
    else { return nil }
    guard error > 0 else { return unseen(contrast, rows: rows) }
    return StudentT(degrees: rows - 1).upperQuantile(alpha) * error
  }

  /// Where no row varies, what all rows agreeing could still hide; a share's own scale.
  private func unseen(_ contrast: Contrast, rows: Double) -> Double {
    guard case .share = candidate.disparity.statistics[contrast.statistic].scale else { return 0 }
    return 1 - pow(alpha, 1 / max(1, rows))
  }
}
