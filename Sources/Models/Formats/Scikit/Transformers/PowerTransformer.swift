import Glibc
import Tabular

/// `PowerTransformer`: the curve of Yeo and Johnson or of Box and Cox, then mean 0 and variance 1.
struct PowerTransformer: Transformer, InvertibleTransformer {
  static let classNames: Set<String> = ["PowerTransformer"]

  private let powers: [Double]
  private let isBoxCox: Bool
  private let scaler: Scaler?

  var inputCount: Int? { powers.count }
  let keepsColumns = true

  init(_ object: PythonObject) throws(ModelError) {
    powers = try object.attribute("lambdas_").finiteNumbers()
    switch try object.attribute("method").text() {
    case "yeo-johnson": isBoxCox = false
    case "box-cox": isBoxCox = true
    case let method: throw object.unsupported("method='\(method)'")
    }
    scaler =
      try object.truth("standardize", default: true) ? Scaler(object.attribute("_scaler")) : nil
    guard scaler?.inputCount ?? powers.count == powers.count else {
      throw object.malformed("scales other columns than it has")
    }
  }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for (column, power) in zip(columns, powers) {
      let cells = try InputNumbers(allowsMissing: true).numbers(of: column)
      if isBoxCox, let low = cells.first(where: { $0 <= 0 }) {
        throw .wrongColumnType(column: column.name, needed: "positive", found: "\(low) in a row")
      }
      let curved = cells.map { cell in
        isBoxCox
          ? PowerTransformer.boxCox(cell, power) : PowerTransformer.yeoJohnson(cell, power)
      }
      outputs.append(Column(name: column.name, values: .numeric(curved)))
    }
    return try scaler?.transformed(outputs, rowCount: rowCount) ?? outputs
  }

  func inverted(_ cells: [Double]) -> [Double] {
    guard let power = powers.first else { return cells }
    return (scaler?.inverted(cells) ?? cells).map { cell in
      isBoxCox
        ? PowerTransformer.inverseBoxCox(cell, power)
        : PowerTransformer.inverseYeoJohnson(cell, power)
    }
  }

  private static func yeoJohnson(_ x: Double, _ power: Double) -> Double {
    if x >= 0 {
      return abs(power) < .ulpOfOne ? log1p(x) : expm1(power * log1p(x)) / power
    }
    let rest = 2 - power
    return abs(rest) > .ulpOfOne ? -expm1(rest * log1p(-x)) / rest : -log1p(-x)
  }

  private static func inverseYeoJohnson(_ x: Double, _ power: Double) -> Double {
    if x >= 0 {
      return abs(power) < .ulpOfOne ? exp(x) - 1 : pow(x * power + 1, 1 / power) - 1
    }
    let rest = 2 - power
    return abs(rest) > .ulpOfOne ? 1 - pow(-rest * x + 1, 1 / rest) : 1 - exp(-x)
  }

  private static func boxCox(_ x: Double, _ power: Double) -> Double {
    if abs(power) < 1e-19 { return log(x) }
    let exponent = power * log(x)
    guard exponent >= 709.78 else { return expm1(exponent) / power }
    return (power < 0 ? -1 : 1) * exp(exponent - log(abs(power))) - 1 / power
  }

  private static func inverseBoxCox(_ x: Double, _ power: Double) -> Double {
    power == 0 ? exp(x) : exp(log1p(power * x) / power)
  }
}
