/// Looks cells up in a list of keys and values; what is not a key becomes a default.
struct ONNXLabelEncoder: ONNXOperator {
  private let keys: ONNXElements
  private let values: ONNXElements
  /// One element of the values' type.
  private let fallback: ONNXElements

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    if node.version == 1 {
      // Texts to positions, or positions to texts.
      let classes = node.texts("classes_strings")
      let number = Int64(try node.integer("default_int64", default: -1))
      let text = try node.text("default_string", default: "_Unused")
      keys = .text(ONNXTexts(classes))
      values = .integer(classes.indices.map { Int64($0) })
      fallback = .integer([number])
      reverse = (text: text, names: classes)
      return
    }
    reverse = nil
    guard let keys = try ONNXLabelEncoder.list("keys", &node),
      let values = try ONNXLabelEncoder.list("values", &node), keys.count == values.count
    else { throw node.malformed("must have as many keys as values") }
    self.keys = keys
    self.values = values
    fallback = try ONNXLabelEncoder.fallback(for: values, &node)
  }

  /// Of version 1, which goes both ways by the type of its input.
  private let reverse: (text: String, names: [String])?

  private static func list(
    _ name: String, _ node: inout ONNXNodeReader
  ) throws(ModelError) -> ONNXElements? {
    if node.has("\(name)_tensor") { return try node.tensor("\(name)_tensor")?.elements }
    if node.has("\(name)_strings") { return .text(ONNXTexts(node.texts("\(name)_strings"))) }
    if node.has("\(name)_int64s") {
      return .integer(node.integers("\(name)_int64s").map { Int64($0) })
    }
    return node.has("\(name)_floats") ? .float(node.floats("\(name)_floats")) : nil
  }

  private static func fallback(
    for values: ONNXElements, _ node: inout ONNXNodeReader
  ) throws(ModelError) -> ONNXElements {
    let text = try node.text("default_string", default: "_Unused")
    let number = Int64(try node.integer("default_int64", default: -1))
    let float = try node.float("default_float", default: 0)
    if let tensor = try node.tensor("default_tensor") {
      guard tensor.count == 1, ONNXElements.joined([values, tensor.elements]) != nil else {
        throw node.malformed("'default_tensor' must be one element of the values' type")
      }
      return tensor.elements
    }
    return switch values {
    case .text: .text(ONNXTexts([text]))
    case .integer: .integer([number])
    case .float: .float([float])
    case .double: .double([Double(float)])
    case .truth: .truth([false])
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    _ = try budget.reserve(input.shape)
    if let reverse, case .integer(let cells) = input.elements {
      let texts = cells.map { cell in
        Int(exactly: cell).flatMap { reverse.names.indices.contains($0) ? reverse.names[$0] : nil }
          ?? reverse.text
      }
      return [ONNXTensor(input.shape, .text(ONNXTexts(texts)))]
    }
    let places: [Int]
    switch (keys, input.elements) {
    case (.text(let keys), .text(let cells)):
      let table = table((0..<keys.codes.count).map { keys[$0] })
      places = cells.map { table[$0] ?? values.count }
    case (.integer(let keys), .integer(let cells)):
      let table = table(keys)
      places = cells.map { table[$0] ?? values.count }
    case (.float(let keys), .float(let cells)): places = self.places(of: cells, keys)
    case (.double(let keys), .double(let cells)): places = self.places(of: cells, keys)
    default: throw inputs.wrongType(input.elements)
    }
    guard let all = ONNXElements.joined([values, fallback]) else {
      throw inputs.malformed("has a default of another type than its values")
    }
    return [ONNXTensor(input.shape, all.picking(places))]
  }

  /// The place of each key; the last of equal ones.
  private func table<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
    Dictionary(zip(keys, keys.indices)) { $1 }
  }

  /// NaN is a key like any other.
  private func places<Number: BinaryFloatingPoint>(of cells: [Number], _ keys: [Number]) -> [Int] {
    let table = table(keys)
    let missing = keys.lastIndex { $0.isNaN } ?? values.count
    return cells.map { $0.isNaN ? missing : table[$0] ?? values.count }
  }
}
