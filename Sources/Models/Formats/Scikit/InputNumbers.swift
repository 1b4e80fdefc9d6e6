import Tabular

/// Reads columns as numbers and refuses what scikit-learn refuses.
struct InputNumbers: Sendable {
  /// Whether missing cells are let through.
  let allowsMissing: Bool
  /// Whether infinite cells are let through.
  var allowsInfinite = false
  /// Whether inputs are rounded to Float: then what a Float cannot hold is infinite too.
  var roundsToFloat = false

  func numbers(of column: Column) throws(ModelError) -> [Double] {
    let numbers: [Double]
    switch column.values {
    case .numeric(let cells): numbers = cells
    case .boolean(let cells): numbers = cells.map { $0 < 0 ? .nan : Double($0) }
    case .categorical:
      throw .wrongColumnType(column: column.name, needed: "numeric", found: column.typeInWords)
    }
    if !allowsMissing {
      let missing = numbers.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
      guard missing == 0 else { throw .missingCells(column: column.name, rows: missing) }
    }
    if !allowsInfinite {
      let infinite = numbers.reduce(0) {
        $0 + ((roundsToFloat ? Float($1).isInfinite : $1.isInfinite) ? 1 : 0)
      }
      guard infinite == 0 else {
        throw .wrongColumnType(
          column: column.name, needed: "finite" + (roundsToFloat ? " as 32-bit numbers" : ""),
          found: "infinite in \(infinite) row\(infinite == 1 ? "" : "s")")
      }
    }
    return numbers
  }

  func numbers(of columns: [Column]) throws(ModelError) -> [[Double]] {
    var numbers: [[Double]] = []
    for column in columns { numbers.append(try self.numbers(of: column)) }
    return numbers
  }
}

extension ModelError {
  /// A column with missing cells for a model that takes none.
  static func missingCells(column: String, rows: Int) -> ModelError {
    .wrongColumnType(
      column: column, needed: "complete",
      found: "missing in \(rows) row\(rows == 1 ? "" : "s")")
  }
}
