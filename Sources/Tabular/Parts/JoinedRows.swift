import Kernels

/// The rows of tables with the same columns, one behind the other.
struct JoinedRows {
  private let names: [String]
  private let hashKey = UInt64.random(in: .min ... .max)
  private var cells: [Cells]

  private enum Cells {
    case numeric([Double])
    case boolean([Int8])
    case text([Int32], LevelTable)
  }

  init(_ first: Table) {
    names = first.names
    let hashKey = hashKey
    cells = first.columns.map { column in
      switch column.values {
      case .numeric: .numeric([])
      case .boolean: .boolean([])
      case .categorical: .text([], LevelTable(key: hashKey))
      }
    }
    _ = append(first)
  }

  /// Adds the rows of `table`; returns what does not fit, if anything, in words.
  mutating func append(_ table: Table) -> String? {
    guard table.names == names else {
      let missing = names.first { table[$0] == nil }
      let extra = table.names.first { !names.contains($0) }
      return missing.map { "it has no column '\($0)'" }
        ?? extra.map { "it has a column '\($0)' more" } ?? "its columns are in another order"
    }
    for (index, column) in table.columns.enumerated() {
      // Appending in place: an array that is also held elsewhere would be copied.
      let before = cells[index]
      cells[index] = .numeric([])
      switch (before, column.values) {
      case (.numeric(var numbers), .numeric(let more)):
        numbers += more
        cells[index] = .numeric(numbers)
      case (.boolean(var flags), .boolean(let more)):
        flags += more
        cells[index] = .boolean(flags)
      case (.text(var codes, var levels), .categorical(let more, let texts)):
        let renamed = levels.codes(of: texts)
        codes.reserveCapacity(codes.count + more.count)
        for code in more { codes.append(code < 0 ? -1 : renamed[Int(code)]) }
        cells[index] = .text(codes, levels)
      case (let cells, _):
        return
          "column '\(column.name)' is \(column.typeName) where it was \(JoinedRows.word(cells))"
          + (column.strays.map { "; \($0.words)" } ?? "")
      }
    }
    return nil
  }

  private static func word(_ cells: Cells) -> String {
    switch cells {
    case .numeric: "numeric"
    case .boolean: "boolean"
    case .text: "text"
    }
  }

  /// The columns with all rows.
  func columns() -> [Column] {
    zip(names, cells).map { name, cells in
      switch cells {
      case .numeric(let numbers): Column(name: name, values: .numeric(numbers))
      case .boolean(let flags): Column(name: name, values: .boolean(flags))
      case .text(let codes, let levels):
        Column(
          name: name,
          values: .categorical(
            codes: codes, levels: Levels(bytes: levels.bytes, offsets: levels.offsets)))
      }
    }
  }
}

extension LevelTable {
  /// The numbers in this table of all levels, in their order.
  fileprivate mutating func codes(of levels: Levels) -> [Int32] {
    let text = TextBuffer()
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(levels.count)
    for index in levels.indices {
      let start = text.count
      text.append(levels.utf8(index))
      ranges.append(start..<text.count)
    }
    var codes = [Int32](repeating: -1, count: ranges.count)
    var span = codes.mutableSpan
    self.codes(of: text.view, ranges, into: &span, at: 0)
    return codes
  }
}
