import Tabular

/// `StandardScaler`, `RobustScaler`, `MaxAbsScaler` and `MinMaxScaler`, in their own order of
/// operations.
struct Scaler: Transformer, InvertibleTransformer {
  static let classNames: Set<String> = [
    "StandardScaler", "RobustScaler", "MaxAbsScaler", "MinMaxScaler",
  ]

  let inputCount: Int?
  let keepsColumns = true
  /// Taken from every cell first.
  private var centers: [Double]?
  /// What cells are divided by then.
  private var scales: [Double]?
  /// `x · factor + offset` instead of both.
  private var lines: (factors: [Double], offsets: [Double])?
  private var range: ClosedRange<Double>?

  init(_ object: PythonObject) throws(ModelError) {
    let count = try object.attribute("n_features_in_").integer()
    inputCount = count
    func numbers(_ name: String) throws(ModelError) -> [Double] {
      try object.attribute(name).finiteNumbers(count: count)
    }
    switch object.className {
    case "StandardScaler":
      if try object.truth("with_mean", default: true) { centers = try numbers("mean_") }
      if try object.truth("with_std", default: true) { scales = try numbers("scale_") }
    case "RobustScaler":
      if try object.truth("with_centering", default: true) { centers = try numbers("center_") }
      if try object.truth("with_scaling", default: true) { scales = try numbers("scale_") }
    case "MaxAbsScaler":
      scales = try numbers("scale_")
      if try object.truth("clip", default: false) { range = -1...1 }
    default:
      lines = (try numbers("scale_"), try numbers("min_"))
      if try object.truth("clip", default: false) {
        let bounds = try object.attribute("feature_range").finiteNumbers(count: 2)
        guard bounds[0] <= bounds[1] else { throw object.malformed("has an empty feature_range") }
        range = bounds[0]...bounds[1]
      }
    }
    if let scales, scales.contains(0) { throw object.malformed("has a scale of 0") }
  }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for (index, column) in columns.enumerated() {
      var cells = try InputNumbers(allowsMissing: true).numbers(of: column)
      if let lines {
        let (factor, offset) = (lines.factors[index], lines.offsets[index])
        for row in cells.indices { cells[row] = cells[row] * factor + offset }
      }
      if let center = centers?[index] { for row in cells.indices { cells[row] -= center } }
      if let scale = scales?[index] { for row in cells.indices { cells[row] /= scale } }
      if let range {
        for row in cells.indices where !cells[row].isNaN {
          cells[row] = min(max(cells[row], range.lowerBound), range.upperBound)
        }
      }
      outputs.append(Column(name: column.name, values: .numeric(cells)))
    }
    return outputs
  }

  /// What was cut off at the ends of the range does not come back.
  func inverted(_ cells: [Double]) -> [Double] {
    var cells = cells
    if let lines, let offset = lines.offsets.first, let factor = lines.factors.first {
      for row in cells.indices { cells[row] = (cells[row] - offset) / factor }
    }
    if let scale = scales?.first { for row in cells.indices { cells[row] *= scale } }
    if let center = centers?.first { for row in cells.indices { cells[row] += center } }
    return cells
  }
}
