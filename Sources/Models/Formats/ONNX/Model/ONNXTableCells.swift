import Kernels
import Tabular

/// The cells that a graph reads, found and checked for a whole table, handed out in blocks of rows.
struct ONNXTableCells: Sendable {
  private enum Source: Sendable {
    case numbers([Double])
    case texts(Column)
  }

  private let inputs: [ONNXTableInputs.Input]
  private let sources: [Source]

  /// - Throws: ``ModelError`` if a column is absent, of the wrong type, or holds numbers with
  ///   fractions or gaps where the graph reads whole numbers.
  init(_ inputs: ONNXTableInputs, of table: Table) throws(ModelError) {
    self.inputs = inputs.inputs
    let columns = try inputs.binding.matched(table)
    var sources: [Source] = []
    for input in inputs.inputs {
      for feature in input.features {
        let column = columns[feature]
        if input.kind == .text {
          sources.append(.texts(column))
          continue
        }
        let numbers = try inputs.binding.cells(of: column, asFeature: feature)
        try ONNXTableCells.check(numbers, of: column, as: input.kind)
        sources.append(.numbers(numbers))
      }
    }
    self.sources = sources
  }

  private static func check(
    _ numbers: [Double], of column: Column, as kind: ONNXTableInputs.Kind
  ) throws(ModelError) {
    guard kind == .integer || kind == .truth,
      let row = numbers.firstIndex(where: { Int64(exactly: $0) == nil })
    else { return }
    let found = numbers[row].isNaN ? "missing" : "\(numbers[row])"
    throw .wrongColumnType(
      column: column.name, needed: "whole numbers without gaps", found: "\(found) in row \(row + 1)"
    )
  }

  /// The tensors of the graph's inputs for some rows.
  ///
  /// - Parameter padding: the number of rows to fill up to, by copies of the last one.
  func tensors(of rows: Range<Int>, padding: Int? = nil) -> [ONNXTensor] {
    var positions = Array(rows)
    if let padding, let last = positions.last {
      while positions.count < padding { positions.append(last) }
    }
    return inputs.map { input in
      let shape = input.isVector ? [positions.count] : [positions.count, input.features.count]
      return ONNXTensor(shape, elements(of: input, positions))
    }
  }

  private func elements(of input: ONNXTableInputs.Input, _ rows: [Int]) -> ONNXElements {
    switch input.kind {
    case .float: .float(gathered(input, rows) { Float($0) })
    case .double: .double(gathered(input, rows) { $0 })
    case .integer: .integer(gathered(input, rows) { Int64(exactly: $0) ?? 0 })
    case .truth: .truth(gathered(input, rows) { $0 != 0 })
    case .text: .text(texts(input, rows))
    }
  }

  private func gathered<Element>(
    _ input: ONNXTableInputs.Input, _ rows: [Int], _ convert: (Double) -> Element
  ) -> [Element] {
    let columns = sources[input.features].map { source -> [Double] in
      if case .numbers(let numbers) = source { numbers } else { [] }
    }
    if columns.count == 1 { return rows.map { convert(columns[0][$0]) } }
    var elements: [Element] = []
    elements.reserveCapacity(rows.count * columns.count)
    for row in rows {
      for column in columns { elements.append(convert(column[row])) }
    }
    return elements
  }

  /// Only the texts of these rows: a table may have a million levels.
  private func texts(_ input: ONNXTableInputs.Input, _ rows: [Int]) -> ONNXTexts {
    let columns = sources[input.features].compactMap { source -> Column? in
      if case .texts(let column) = source { column } else { nil }
    }
    return ONNXTexts(rows.flatMap { row in columns.map { ONNXTableCells.text(of: $0, row) } })
  }

  /// A cell as Python's `str` writes it, which is what such a model was trained on.
  private static func text(of column: Column, _ row: Int) -> String {
    switch column.values {
    case .boolean(let flags) where flags[row] >= 0: flags[row] == 1 ? "True" : "False"
    case .boolean, .numeric, .categorical: column.text(at: row) ?? "nan"
    }
  }
}
