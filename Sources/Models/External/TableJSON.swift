import Tabular

/// A table's cells as JSON.
///
/// Missing cells are `null`. Numbers are the shortest text that reads back as the same double; a
/// column of whole numbers is written without fractions, any other one with them throughout, so that
/// a reader who infers types from a few rows infers the same from all.
struct TableJSON {
  let table: Table
  private let columns: [Cells]

  private enum Cells {
    case numbers([Double], areWhole: Bool)
    case truths([Int8])
    case texts([Int32], levels: [[UInt8]])
  }

  /// - Throws: ``ModelError`` if a cell is infinite, which JSON cannot say.
  init(_ table: Table) throws(ModelError) {
    self.table = table
    var columns: [Cells] = []
    for column in table.columns {
      switch column.values {
      case .numeric(let numbers):
        if let row = numbers.firstIndex(where: \.isInfinite) {
          throw .malformed(
            place: "row \(row + 1), column '\(column.name)'",
            problem: "is infinite, which JSON cannot say; only the csv protocol can")
        }
        columns.append(.numbers(numbers, areWhole: numbers.allSatisfy(TableJSON.isWhole)))
      case .boolean(let flags): columns.append(.truths(flags))
      case .categorical(let codes, let levels):
        columns.append(
          .texts(codes, levels: (0..<levels.count).map { TableJSON.quoted(levels.utf8($0)) }))
      }
    }
    self.columns = columns
  }

  /// Whether the column holds whole numbers only; missing ones do not count.
  func isWhole(_ column: Int) -> Bool {
    if case .numbers(_, areWhole: true) = columns[column] { return true }
    return false
  }

  private static func isWhole(_ number: Double) -> Bool {
    number.isNaN || number == number.rounded() && number.magnitude < 9_007_199_254_740_992
  }

  /// `"columns":[…],"data":[[…],…]` for some rows: pandas' "split" orientation.
  func appendSplit(_ rows: Range<Int>, to bytes: inout [UInt8]) {
    bytes += "\"columns\":[".utf8
    for (index, column) in table.columns.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += TableJSON.quoted(column.name.utf8)
    }
    bytes += "],\"data\":[".utf8
    for row in rows {
      if row > rows.lowerBound { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "["))
      for column in columns.indices {
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        append(row, of: column, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// The cells of one column, separated by commas.
  func appendCells(_ rows: Range<Int>, of column: Int, to bytes: inout [UInt8]) {
    for row in rows {
      if row > rows.lowerBound { bytes.append(UInt8(ascii: ",")) }
      append(row, of: column, to: &bytes)
    }
  }

  private func append(_ row: Int, of column: Int, to bytes: inout [UInt8]) {
    switch columns[column] {
    case .numbers(let numbers, let areWhole):
      let number = numbers[row]
      if number.isNaN {
        bytes += "null".utf8
      } else if areWhole, let whole = Int(exactly: number) {
        bytes += String(whole).utf8
      } else {
        bytes += number.description.utf8
      }
    case .truths(let flags):
      bytes += (flags[row] < 0 ? "null" : flags[row] == 1 ? "true" : "false").utf8
    case .texts(let codes, let levels):
      if codes[row] < 0 { bytes += "null".utf8 } else { bytes += levels[Int(codes[row])] }
    }
  }

  /// A JSON string of UTF-8.
  static func quoted(_ text: some Sequence<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = [0x22]
    let digits = Array("0123456789abcdef".utf8)
    for byte in text {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0..<0x20:
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
    return bytes
  }
}
