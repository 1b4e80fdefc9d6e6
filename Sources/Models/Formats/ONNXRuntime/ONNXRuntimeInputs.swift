import Kernels
import Tabular

/// The inputs of a graph, and the table's columns that they are.
///
/// An input of one column has the column's name. A single input of several columns takes the table's
/// columns in order: ONNX keeps no names for them.
struct ONNXRuntimeInputs: Sendable {
  let features: [Feature]
  let areNamed: Bool
  private let slots: [ONNXRuntimeSession.Slot]

  /// - Throws: ``ModelError/unsupported(feature:advice:)`` if an input is no tensor of rows, or
  ///   several of them are of several columns.
  init(_ slots: [ONNXRuntimeSession.Slot]) throws(ModelError) {
    self.slots = slots
    for slot in slots {
      guard slot.element != nil, (1...2).contains(slot.shape.count), slot.shape[0] < 0 else {
        throw .unsupported(
          feature: "the ONNX input '\(slot.name)', which is no tensor of rows",
          advice: "export the model with a free number of rows")
      }
    }
    let wide = slots.filter { ONNXRuntimeInputs.width($0) != 1 }
    areNamed = wide.isEmpty
    guard !wide.isEmpty else {
      features = slots.map { Feature(name: $0.name, kind: ONNXRuntimeInputs.kind($0)) }
      return
    }
    guard slots.count == 1, let width = ONNXRuntimeInputs.width(wide[0]), width > 0 else {
      throw .unsupported(
        feature: "ONNX inputs of several columns besides others, or of a free number of columns",
        advice: "export the model with one input for each column")
    }
    let kind = ONNXRuntimeInputs.kind(slots[0])
    features = (0..<width).map { Feature(name: "f\($0)", kind: kind) }
  }

  /// One row of zeroes and empty texts.
  var blank: [ONNXRuntimeSession.Tensor] {
    slots.map { slot in
      let width = areNamed ? 1 : features.count
      return tensor(slot, rows: 1, ONNXRuntimeInputs.blank(slot.element ?? .float, width))
    }
  }

  /// The table's columns as the graph's inputs.
  func bind(_ table: Table) throws(ModelError) -> Bound {
    let columns = try columns(of: table)
    var parts: [Bound.Part] = []
    for (index, slot) in slots.enumerated() {
      let own = areNamed ? [columns[index]] : columns
      parts.append(Bound.Part(slot: slot, cells: try cells(own, slot.element ?? .float)))
    }
    return Bound(inputs: self, parts: parts)
  }

  /// Columns that are bound already, cut into blocks.
  struct Bound: Sendable {
    struct Part: Sendable {
      let slot: ONNXRuntimeSession.Slot
      let cells: [Cells]
    }
    let inputs: ONNXRuntimeInputs
    let parts: [Part]

    func tensors(_ rows: Range<Int>) -> [ONNXRuntimeSession.Tensor] {
      parts.map { part in
        inputs.tensor(
          part.slot, rows: rows.count, ONNXRuntimeInputs.values(part.cells, rows, part.slot))
      }
    }
  }

  /// The cells of a column as the graph reads them.
  enum Cells: Sendable {
    case numbers([Double])
    case texts([Int32], levels: Levels)
  }

  /// The number of columns; nil where it is free.
  private static func width(_ slot: ONNXRuntimeSession.Slot) -> Int? {
    guard slot.shape.count == 2 else { return 1 }
    return slot.shape[1] < 0 ? nil : slot.shape[1]
  }

  private static func kind(_ slot: ONNXRuntimeSession.Slot) -> Feature.Kind {
    slot.element == .string ? .text : .numeric
  }

  private func tensor(
    _ slot: ONNXRuntimeSession.Slot, rows: Int, _ values: ONNXRuntimeSession.Values
  ) -> ONNXRuntimeSession.Tensor {
    let width = areNamed ? 1 : features.count
    return ONNXRuntimeSession.Tensor(
      name: slot.name, shape: slot.shape.count == 1 ? [rows] : [rows, width], values: values)
  }

  private func columns(of table: Table) throws(ModelError) -> [Column] {
    guard areNamed else {
      guard table.columns.count == features.count else {
        throw .wrongFeatureCount(model: features.count, table: table.columns.count)
      }
      return table.columns
    }
    let missing = features.map(\.name).filter { table[$0] == nil }
    guard missing.isEmpty else {
      throw .lacking(missing, of: features.map(\.name), in: table.names)
    }
    return features.compactMap { table[$0.name] }
  }

  private func cells(
    _ columns: [Column], _ element: ONNXRuntimeSession.Element
  ) throws(ModelError) -> [Cells] {
    var cells: [Cells] = []
    for column in columns {
      cells.append(
        element == .string
          ? ONNXRuntimeInputs.texts(of: column)
          : .numbers(try ONNXRuntimeInputs.numbers(of: column, element)))
    }
    return cells
  }

  /// Numbers become the texts that people write for them; a missing cell is an empty text.
  private static func texts(of column: Column) -> Cells {
    if case .categorical(let codes, let levels) = column.values {
      return .texts(codes, levels: levels)
    }
    var levels = Levels()
    var codes: [Int32] = []
    var known: [String: Int32] = [:]
    for row in 0..<column.count {
      guard let text = column.text(at: row) else {
        codes.append(-1)
        continue
      }
      if let code = known[text] {
        codes.append(code)
      } else {
        known[text] = Int32(clamping: levels.count)
        codes.append(Int32(clamping: levels.count))
        levels.append(text.utf8)
      }
    }
    return .texts(codes, levels: levels)
  }

  private static func numbers(
    of column: Column, _ element: ONNXRuntimeSession.Element
  ) throws(ModelError) -> [Double] {
    let numbers: [Double]
    switch column.values {
    case .numeric(let cells): numbers = cells
    case .boolean(let cells): numbers = cells.map { $0 < 0 ? .nan : Double($0) }
    case .categorical:
      throw .wrongColumnType(column: column.name, needed: "numeric", found: column.typeInWords)
    }
    let range: ClosedRange<Double>
    switch element {
    case .float, .double, .string: return numbers
    case .int64: range = -9_007_199_254_740_992...9_007_199_254_740_992
    case .int32: range = -2_147_483_648...2_147_483_647
    case .boolean: range = 0...1
    }
    if let row = numbers.firstIndex(where: { $0 != $0.rounded() || !range.contains($0) }) {
      throw .malformed(
        place: "row \(row + 1), column '\(column.name)'",
        problem: "is \(numbers[row].isNaN ? "missing" : "\(numbers[row])"); the graph wants "
          + (element == .boolean ? "a truth value" : "a whole number"))
    }
    return numbers
  }

  private static func blank(
    _ element: ONNXRuntimeSession.Element, _ count: Int
  ) -> ONNXRuntimeSession.Values {
    switch element {
    case .float: .floats(Array(repeating: 0, count: count))
    case .double: .doubles(Array(repeating: 0, count: count))
    case .int64: .integers(Array(repeating: 0, count: count))
    case .int32: .shortIntegers(Array(repeating: 0, count: count))
    case .boolean: .truths(Array(repeating: 0, count: count))
    case .string: .texts(Array(repeating: "", count: count))
    }
  }

  /// The cells of some rows in row-major order. They fit the element's type: ``bind(_:)`` checked.
  private static func values(
    _ columns: [Cells], _ rows: Range<Int>, _ slot: ONNXRuntimeSession.Slot
  ) -> ONNXRuntimeSession.Values {
    func cells<Value>(_ value: (Double) -> Value) -> [Value] {
      var values: [Value] = []
      values.reserveCapacity(rows.count * columns.count)
      for row in rows {
        for case .numbers(let numbers) in columns { values.append(value(numbers[row])) }
      }
      return values
    }
    switch slot.element ?? .float {
    case .float: return .floats(cells { Float($0) })
    case .double: return .doubles(cells { $0 })
    case .int64: return .integers(cells { Int64(exactly: $0) ?? 0 })
    case .int32: return .shortIntegers(cells { Int32(exactly: $0) ?? 0 })
    case .boolean: return .truths(cells { $0 == 0 ? 0 : 1 })
    case .string:
      var texts: [String] = []
      for row in rows {
        for case .texts(let codes, let levels) in columns {
          texts.append(codes[row] < 0 ? "" : levels[Int(codes[row])])
        }
      }
      return .texts(texts)
    }
  }
}
