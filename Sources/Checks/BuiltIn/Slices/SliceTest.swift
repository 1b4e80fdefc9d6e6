internal import Findings
internal import Statistics

/// Whether slices stand out, on the rows that they are measured on.
///
/// Both ways hold for all slices together: the chance that any of them is said to exceed `tau` while
/// none does is at most alpha.
enum SliceTest {
  /// What is tested of one slice.
  struct Contrast: Sendable {
    /// By how much the slice's loss exceeds what it is compared with.
    let excess: Double
    let error: Double?
    let rows: Int
    /// The independent observations among them.
    let units: Int
    /// The one-sided p-value of a test without assumptions, where there is one.
    var signTest: Double?
  }

  struct Decision: Sendable, Equatable {
    /// Whether an excess of more than `tau` is shown.
    let isShown: Bool
    /// How many errors the limits lie away from the estimate.
    let quantile: Double
    /// The lower limit of the excess.
    let low: Double
  }

  /// Student's t with Holm's step-down procedure over the slices; limits at the level of each step.
  static func holm(_ contrasts: [Contrast], tau: Double, alpha: Double) -> [Decision] {
    func p(_ contrast: Contrast) -> Double {
      guard let error = contrast.error else { return 1 }
      guard error > 0 else { return contrast.excess > tau ? contrast.signTest ?? 0 : 1 }
      let student = StudentT(degrees: Double(max(1, contrast.units - 1)))
      return max(
        student.cumulative(-(contrast.excess - tau) / error), contrast.signTest ?? 0)
    }
    let values = contrasts.map(p)
    let order = values.indices.sorted {
      values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1]
    }
    var decisions: [Int: Decision] = [:]
    var isBroken = false
    for (step, index) in order.enumerated() {
      let level = alpha / Double(contrasts.count - step)
      isBroken = isBroken || values[index] > level
      let quantile = StudentT(degrees: Double(max(1, contrasts[index].units - 1)))
        .upperQuantile(level)
      decisions[index] = decision(
        contrasts[index], quantile: quantile, tau: tau, mayBeShown: !isBroken)
    }
    return contrasts.indices.compactMap { decisions[$0] }
  }

  /// Limits as far from the estimate as the largest of all slices goes by chance.
  static func maxT(_ contrasts: [Contrast], tau: Double, limit: Double?) -> [Decision] {
    contrasts.map {
      decision($0, quantile: limit ?? .infinity, tau: tau, mayBeShown: limit != nil)
    }
  }

  private static func decision(
    _ contrast: Contrast, quantile: Double, tau: Double, mayBeShown: Bool
  ) -> Decision {
    guard let error = contrast.error, quantile.isFinite else {
      return Decision(isShown: false, quantile: quantile, low: -.infinity)
    }
    let low = contrast.excess - quantile * error
    let isShown = mayBeShown && low > tau
    return Decision(isShown: isShown, quantile: quantile, low: isShown ? low : min(low, tau))
  }
}
