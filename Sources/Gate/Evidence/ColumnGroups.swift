internal import Kernels
internal import Tabular

/// Rows with equal values of one column.
struct ColumnGroups: Sendable {
  /// The group of each row, numbered from 0 in the order in which the values first occur.
  let codes: [Int32]
  let count: Int

  /// A row without a value.
  struct Missing: Error { let row: Int }

  /// Fails with the first row whose value is missing.
  static func of(_ column: Column) -> Result<ColumnGroups, Missing> {
    var numbers: [UInt64: Int32] = [:]
    var codes: [Int32] = []
    codes.reserveCapacity(column.count)
    for row in 0..<column.count {
      guard let cell = cell(column, row) else { return .failure(Missing(row: row)) }
      if let number = numbers[cell] {
        codes.append(number)
      } else {
        let number = Int32(truncatingIfNeeded: numbers.count)
        numbers[cell] = number
        codes.append(number)
      }
    }
    return .success(ColumnGroups(codes: codes, count: numbers.count))
  }

  /// A number that equal cells share and others do not; nil for a missing one.
  private static func cell(_ column: Column, _ row: Int) -> UInt64? {
    switch column.values {
    case .numeric(let numbers):
      numbers[row].isNaN ? nil : (numbers[row] + 0).bitPattern
    case .categorical(let codes, _): codes[row] < 0 ? nil : UInt64(codes[row])
    case .boolean: column.text(at: row).map { SeededGenerator.stableHash($0) }
    }
  }
}
