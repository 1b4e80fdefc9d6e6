internal import Findings
internal import Statistics

/// The uncertainty of a number as its interval tells it, to each side.
///
/// The error of a side is the distance to its limit over the quantile that made the limit. P-values and
/// interval then agree by construction, for skewed intervals (Newcombe's, Wilson's, a bootstrap's) as
/// for symmetric ones, and a correction for many tests never sees less doubt than the interval does.
struct ErrorLimits {
  private let value: Double
  private let lowError: Double
  private let highError: Double
  private let student: StudentT?
  private let alpha: Double

  /// - Parameters:
  ///   - low: The limits of the two-sided interval at confidence 1 - 2 · alpha.
  ///   - degrees: Of Student's distribution; nil means normal.
  init(value: Double, low: Double, high: Double, degrees: Double?, alpha: Double) {
    self.value = value
    self.alpha = alpha
    student = degrees.map { StudentT(degrees: max(1, $0)) }
    let quantile = student?.upperQuantile(alpha) ?? -Normal.quantile(alpha)
    lowError = (value - low) / quantile
    highError = (high - value) / quantile
  }

  /// The p-value of "the true number is at least `bound`".
  func isBelow(_ bound: Double) -> Double {
    guard highError > 0 else { return value < bound ? 0 : 1 }
    return cumulative((value - bound) / highError)
  }

  /// The p-value of "the true number is at most `bound`".
  func isAbove(_ bound: Double) -> Double {
    guard lowError > 0 else { return value > bound ? 0 : 1 }
    return cumulative((bound - value) / lowError)
  }

  /// The smallest true effect that is found with probability 0.8.
  var detectableEffect: Double {
    Power.minimalDetectableEffect(standardError: (lowError + highError) / 2, alpha: alpha)
  }

  /// About how many rows would show an effect of `gap`; nil where no realistic number would.
  func rowsNeeded(gap: Double, rows: Int) -> Int? {
    let needed = Power.rowsNeeded(
      margin: gap, standardError: (lowError + highError) / 2, rows: rows, alpha: alpha)
    return needed.flatMap { $0 < 1_000_000_000 ? $0 : nil }
  }

  private func cumulative(_ x: Double) -> Double {
    student?.cumulative(x) ?? Normal.cumulative(x)
  }
}
