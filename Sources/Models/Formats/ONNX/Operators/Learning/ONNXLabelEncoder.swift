/// Looks cells up in a list of keys and values; what is not a key becomes a default.
struct ONNXLabelEncoder: ONNXOperator {
  /// The place of each key; the last of equal ones. NaN is a key like any other.
  private enum Keys: Sendable {
    case texts([String: Int])
    case integers([Int64: Int])
    case floats([Float: Int], missing: Int?)
    case doubles([Double: Int], missing: Int?)

    /// Nil for truth values, which are no keys.
    init?(_ elements: ONNXElements) {
      switch elements {
      case .text(let keys): self = .texts(Keys.places(keys.map { $0 }))
      case .integer(let keys): self = .integers(Keys.places(keys))
      case .float(let keys):
        self = .floats(Keys.places(keys), missing: keys.lastIndex(where: \.isNaN))
      case .double(let keys):
        self = .doubles(Keys.places(keys), missing: keys.lastIndex(where: \.isNaN))
      case .truth: return nil
      }
    }

    private static func places<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
      Dictionary(zip(keys, keys.indices)) { $1 }
    }

    /// The place of each cell's key, nil where there is none; nil for cells of another type.
    func places(of cells: ONNXElements) -> [Int?]? {
      switch (self, cells) {
      case (.texts(let places), .text(let cells)): cells.map { places[$0] }
      case (.integers(let places), .integer(let cells)): cells.map { places[$0] }
      case (.floats(let places, let missing), .float(let cells)):
        cells.map { $0.isNaN ? missing : places[$0] }
      case (.doubles(let places, let missing), .double(let cells)):
        cells.map { $0.isNaN ? missing : places[$0] }
      default: nil
      }
    }
  }

  private let keys: Keys
  /// The values by place, then the default.
  private let values: ONNXElements
  /// Of version 1, which goes both ways by the type of its input: the names and the default.
  private let reverse: (names: [String], fallback: String)?

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    if node.version == 1 {
      let names = node.texts("classes_strings")
      let number = Int64(try node.integer("default_int64", default: -1))
      reverse = (names, try node.text("default_string", default: "_Unused"))
      keys = .texts(Dictionary(zip(names, names.indices)) { $1 })
      values = .integer(names.indices.map { Int64($0) } + [number])
      return
    }
    reverse = nil
    guard let list = try ONNXLabelEncoder.list("keys", &node), let keys = Keys(list),
      let values = try ONNXLabelEncoder.list("values", &node), list.count == values.count
    else { throw node.malformed("must have as many keys as values") }
    let fallback = try ONNXLabelEncoder.fallback(for: values, &node)
    guard let all = ONNXElements.joined([values, fallback]) else {
      throw node.malformed("has a default of another type than its values")
    }
    self.keys = keys
    self.values = all
  }

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
        reverse.names.indices.contains(Int(cell)) ? reverse.names[Int(cell)] : reverse.fallback
      }
      return [ONNXTensor(input.shape, .text(ONNXTexts(texts)))]
    }
    guard let places = keys.places(of: input.elements) else {
      throw inputs.wrongType(input.elements)
    }
    return [
      ONNXTensor(input.shape, values.picking(places.map { $0 ?? values.count - 1 }))
    ]
  }
}
