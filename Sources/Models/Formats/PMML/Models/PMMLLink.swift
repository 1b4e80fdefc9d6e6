import Glibc

/// Functions from a linear predictor to a mean: the `normalizationMethod` of regressions and the
/// inverse of a `linkFunction`.
enum PMMLLink: Sendable {
  case identity, logit, probit, cauchit, cloglog, loglog, exp
  case logc
  case power(Double)
  case oddsPower(Double)
  case negativeBinomial(Double)

  func mean(_ predictor: Double) -> Double {
    let y = predictor
    switch self {
    case .identity: return y
    case .exp: return Glibc.exp(y)
    case .logc: return 1 - Glibc.exp(y)
    case .logit: return 1 / (1 + Glibc.exp(-y))
    case .probit: return PMMLNormal.cdf(y)
    case .cauchit: return 0.5 + Glibc.atan(y) / Double.pi
    case .cloglog: return -Glibc.expm1(-Glibc.exp(y))
    case .loglog: return Glibc.exp(-Glibc.exp(-y))
    case .power(let d): return d == 0 ? Glibc.exp(y) : Glibc.pow(y, 1 / d)
    case .oddsPower(let d):
      return d == 0 ? 1 / (1 + Glibc.exp(-y)) : 1 / (1 + Glibc.pow(1 + d * y, -1 / d))
    case .negativeBinomial(let c): return 1 / (c * (Glibc.exp(-y) - 1))
    }
  }

  /// Softmax of a row's values, in place.
  static func softmax(_ values: inout [Double]) {
    let largest = values.max() ?? 0
    var sum = 0.0
    for index in values.indices {
      values[index] = Glibc.exp(values[index] - largest)
      sum += values[index]
    }
    for index in values.indices { values[index] /= sum }
  }

  /// Values divided by their sum, in place.
  static func simplemax(_ values: inout [Double]) {
    let sum = values.reduce(0, +)
    for index in values.indices { values[index] /= sum }
  }
}
