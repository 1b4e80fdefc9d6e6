import Kernels

/// The categories that a graph's encoders know, by the feature whose cells they look up.
///
/// An encoder counts where its input is one column of the table, with nothing on the way that changes
/// cells; what comes out of arithmetic or of another encoder is no category of the table.
struct ONNXCategories {
  private let graph: ONNXGraph
  private let inputs: [ONNXTableInputs.Input]
  private static let longest = 64

  init(_ graph: ONNXGraph, _ inputs: [ONNXTableInputs.Input]) {
    self.graph = graph
    self.inputs = inputs
  }

  /// By position of the feature.
  func byFeature() throws(ModelError) -> [Int: [String]] {
    var found: [Int: [String]] = [:]
    for node in graph.nodes {
      guard let categories = try categories(of: node), let value = node.inputs.first,
        let feature = feature(behind: value), found[feature] == nil
      else { continue }
      found[feature] = categories
    }
    return found
  }

  /// What the node knows, if it is an encoder that lets unknown cells through.
  private func categories(of node: ONNXGraph.Node) throws(ModelError) -> [String]? {
    guard node.message.domain == "ai.onnx.ml" else { return nil }
    let keys: (texts: String, integers: String)
    switch node.message.operation {
    case "OneHotEncoder": keys = ("cats_strings", "cats_int64s")
    case "CategoryMapper": keys = ("cats_strings", "")
    case "LabelEncoder": keys = ("keys_strings", "keys_int64s")
    default: return nil
    }
    var reader = try graph.reader(of: node)
    guard try reader.integer("zeros", default: 1) != 0 else { return nil }
    let texts = reader.texts(keys.texts)
    if !texts.isEmpty { return texts }
    guard !keys.integers.isEmpty else { return nil }
    let integers = reader.integers(keys.integers)
    return integers.isEmpty ? nil : integers.map { String($0) }
  }

  /// The feature whose cells `value` holds as they are; nil if it is none, or several.
  private func feature(behind value: Int) -> Int? {
    var value = value
    var column: Int?
    for _ in 0..<ONNXCategories.longest {
      if let input = inputs.first(where: { graph.number(of: $0.name) == value }) {
        guard let column = column ?? (input.features.count == 1 ? 0 : nil),
          column >= 0, column < input.features.count
        else { return nil }
        return input.features.lowerBound + column
      }
      guard let node = graph.producer(of: value), let first = node.inputs.first, first >= 0 else {
        return nil
      }
      switch node.message.operation {
      case "Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten": value = first
      case "ArrayFeatureExtractor":
        guard column == nil, let place = place(node) else { return nil }
        (value, column) = (first, place)
      case "Concat":
        guard let wanted = column, let part = part(of: node, holding: wanted) else { return nil }
        (value, column) = part
      default: return nil
      }
    }
    return nil
  }

  /// The one column that an extractor takes.
  private func place(_ node: ONNXGraph.Node) -> Int? {
    guard node.inputs.count == 2, let indices = graph.constants[node.inputs[1]],
      case .integer(let places) = indices.elements, places.count == 1
    else { return nil }
    return Int(exactly: places[0])
  }

  /// The part of a row of inputs that holds the column, and its place there.
  private func part(of node: ONNXGraph.Node, holding column: Int) -> (value: Int, column: Int?)? {
    var rest = column
    for value in node.inputs {
      guard let width = width(of: value) else { return nil }
      if rest < width { return (value, rest) }
      rest -= width
    }
    return nil
  }

  /// The columns of an input, perhaps of another type.
  private func width(of value: Int) -> Int? {
    var value = value
    for _ in 0..<ONNXCategories.longest {
      if let input = inputs.first(where: { graph.number(of: $0.name) == value }) {
        return input.features.count
      }
      guard let node = graph.producer(of: value), let first = node.inputs.first, first >= 0,
        ["Identity", "Cast"].contains(node.message.operation)
      else { return nil }
      value = first
    }
    return nil
  }
}
