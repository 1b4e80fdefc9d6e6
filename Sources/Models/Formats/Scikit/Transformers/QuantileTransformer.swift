import Glibc
import Tabular

/// `QuantileTransformer`: the share of training rows below a cell, or the place in the normal
/// distribution that has such a share below it.
struct QuantileTransformer: Transformer, InvertibleTransformer {
  static let classNames: Set<String> = ["QuantileTransformer"]

  /// By input, ascending.
  private let quantiles: [[Double]]
  /// The shares that the quantiles stand for.
  private let shares: [Double]
  private let isNormal: Bool

  var inputCount: Int? { quantiles.count }
  let keepsColumns = true

  /// Shares nearer than this to 0 and 1 are cut off, which keeps the normal distribution finite.
  private static let margin = 1e-7
  private static let bounds =
    NormalQuantile.of(margin - 1.0.ulp)...NormalQuantile.of(1 - (margin - 1.0.ulp))

  init(_ object: PythonObject) throws(ModelError) {
    shares = try object.attribute("references_").finiteNumbers()
    let stored = try object.attribute("quantiles_")
    let rows = try stored.array().shape
    let numbers = try stored.numbers()
    guard rows.count == 2, rows[0] == shares.count, let width = rows.last, width > 0,
      numbers.count == shares.count * width, !shares.isEmpty, shares == shares.sorted()
    else { throw stored.malformed("does not fit the references") }
    var quantiles: [[Double]] = []
    for input in 0..<width {
      let own = shares.indices.map { numbers[$0 * width + input] }
      // A column without a value in training has none.
      guard own.allSatisfy({ !$0.isNaN }) || own.allSatisfy(\.isNaN),
        own.allSatisfy(\.isNaN)
          || own == own.sorted()
      else { throw stored.malformed("holds quantiles that do not ascend") }
      quantiles.append(own)
    }
    self.quantiles = quantiles
    switch try object.attribute("output_distribution").text() {
    case "uniform": isNormal = false
    case "normal": isNormal = true
    case let name: throw object.unsupported("output_distribution='\(name)'")
    }
  }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for (column, quantiles) in zip(columns, quantiles) {
      let cells = try InputNumbers(allowsMissing: true).numbers(of: column)
      let line = Interpolation(xs: quantiles, ys: shares)
      let mirrored = Interpolation(
        xs: quantiles.reversed().map { -$0 }, ys: shares.reversed().map { -$0 })
      let low = quantiles[0]
      let high = quantiles[quantiles.count - 1]
      let margin = isNormal ? QuantileTransformer.margin : 0
      let mapped = cells.map { cell -> Double in
        if cell.isNaN { return .nan }
        // Where quantiles repeat, the middle of the first and the last.
        var share = 0.5 * (line(cell) - mirrored(-cell))
        if isNormal ? cell + margin > high : cell == high { share = 1 }
        if isNormal ? cell - margin < low : cell == low { share = 0 }
        guard isNormal else { return share }
        let bounds = QuantileTransformer.bounds
        return min(max(NormalQuantile.of(share), bounds.lowerBound), bounds.upperBound)
      }
      outputs.append(Column(name: column.name, values: .numeric(mapped)))
    }
    return outputs
  }

  func inverted(_ cells: [Double]) -> [Double] {
    guard let quantiles = quantiles.first else { return cells }
    let line = Interpolation(xs: shares, ys: quantiles)
    let margin = isNormal ? QuantileTransformer.margin : 0
    return cells.map { cell in
      if cell.isNaN { return .nan }
      let share = isNormal ? erfc(-cell / 2.0.squareRoot()) / 2 : cell
      if isNormal ? share - margin < 0 : share == 0 { return quantiles[0] }
      if isNormal ? share + margin > 1 : share == 1 { return quantiles[quantiles.count - 1] }
      return line(share)
    }
  }
}

/// Lines between points, level beyond the ends.
private struct Interpolation {
  /// Ascending, as many as ``ys``, at least one.
  let xs: [Double]
  let ys: [Double]

  func callAsFunction(_ x: Double) -> Double {
    let next = xs.partitioningIndex { $0 > x }
    // Quantiles that are no numbers order nothing.
    guard next > 0, !xs[0].isNaN else { return xs[0].isNaN ? .nan : ys[0] }
    let last = next - 1
    if next == xs.count || xs[last] == x { return ys[last] }
    let slope = (ys[next] - ys[last]) / (xs[next] - xs[last])
    return slope * (x - xs[last]) + ys[last]
  }
}

/// The value below which a share of the standard normal distribution lies.
enum NormalQuantile {
  /// By a rational function that is right to nine digits, and one step of Halley from there; ∓infinity
  /// at 0 and 1.
  static func of(_ share: Double) -> Double {
    guard share > 0, share < 1 else {
      return share == 0 ? -.infinity : share == 1 ? .infinity : .nan
    }
    // From the nearer end, where a share has more digits.
    guard share <= 0.5 else { return -of(lower: 1 - share) }
    return of(lower: share)
  }

  private static func of(lower share: Double) -> Double {
    let start = estimate(share)
    let error = erfc(-start / 2.0.squareRoot()) / 2 - share
    let step = error * (2 * Double.pi).squareRoot() * exp(start * start / 2)
    return start - step / (1 + start * step / 2)
  }

  /// The rational approximations of Acklam.
  private static func estimate(_ share: Double) -> Double {
    if share < 0.02425 {
      let q = (-2 * log(share)).squareRoot()
      return polynomial(tail, q) / (polynomial(tailDivisor, q) * q + 1)
    }
    let q = share - 0.5
    let square = q * q
    return polynomial(middle, square) * q / (polynomial(middleDivisor, square) * square + 1)
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }

  private static let middle = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
    -3.066479806614716e+01, 2.506628277459239e+00,
  ]
  private static let middleDivisor = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
    -1.328068155288572e+01,
  ]
  private static let tail = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
    4.374664141464968e+00, 2.938163982698783e+00,
  ]
  private static let tailDivisor = [
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00,
  ]
}
