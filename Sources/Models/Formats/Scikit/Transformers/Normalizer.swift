import Tabular

/// `Normalizer`: every row is divided by its own norm; rows of zeroes stay.
struct Normalizer: Transformer {
  static let classNames: Set<String> = ["Normalizer"]

  private enum Norm: String {
    case l1, l2, max
  }

  let inputCount: Int?
  private let norm: Norm

  init(_ object: PythonObject) throws(ModelError) {
    inputCount = try object.optional("n_features_in_")?.integer()
    let name = try object.attribute("norm").text()
    guard let norm = Norm(rawValue: name) else { throw object.unsupported("norm='\(name)'") }
    self.norm = norm
  }

  func givesSparse(from isSparse: Bool) -> Bool { isSparse }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var cells = try InputNumbers(allowsMissing: false).numbers(of: columns)
    for row in 0..<rowCount {
      var size = 0.0
      for column in cells.indices {
        let cell = cells[column][row]
        switch norm {
        case .l1: size += abs(cell)
        case .l2: size += cell * cell
        case .max: size = Swift.max(size, abs(cell))
        }
      }
      if norm == .l2 { size = size.squareRoot() }
      guard size != 0 else { continue }
      for column in cells.indices { cells[column][row] /= size }
    }
    return zip(columns, cells).map { Column(name: $0.name, values: .numeric($1)) }
  }
}
