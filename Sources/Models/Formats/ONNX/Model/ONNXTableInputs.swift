import Kernels
import Tabular

/// The inputs of a graph as columns of a table: one of many columns, or many of one each.
///
/// Inputs of one column bind by their names. A matrix knows no names of its columns, unless the
/// file's metadata lists them, so it takes the table's columns in order.
struct ONNXTableInputs: Sendable {
  /// How cells become elements.
  enum Kind: Sendable {
    case float, double, integer, truth, text

    /// Nil for an element type that no column can be.
    init?(elementType: Int64) {
      switch elementType {
      case 1: self = .float
      case 11: self = .double
      case 2, 3, 4, 5, 6, 7, 12, 13: self = .integer
      case 9: self = .truth
      case 8: self = .text
      default: return nil
      }
    }
  }

  struct Input: Sendable {
    let name: String
    let kind: Kind
    /// The features it takes, as positions.
    let features: Range<Int>
    /// Whether the graph wants a list, not a matrix of one column.
    let isVector: Bool
  }

  let inputs: [Input]
  let binding: FeatureBinding
  let areNamed: Bool
  /// The number of rows that the graph is made for; nil for any.
  let fixedRows: Int?
  /// By position of a feature, the categories that the graph knows.
  var categories: [Int: [String]] = [:]

  var features: [Feature] { binding.features }

  /// - Parameter width: the columns of a matrix whose width the file leaves open.
  init(
    _ graph: ONNXGraph, width: (ONNXValueMessage) -> Int?, metadata: [(key: String, value: String)],
    options: ModelOptions
  ) throws(ModelError) {
    var inputs: [Input] = []
    var features: [Feature] = []
    var fixed: Set<Int> = []
    let isSingle = graph.inputs.count == 1
    for message in graph.inputs {
      let place = "input '\(message.name)'"
      guard case .tensor(let type, let dimensions) = message.kind,
        let kind = Kind(elementType: type)
      else {
        throw .unsupported(feature: "\(place) of this type", advice: ONNXFormat.advice)
      }
      let shape = dimensions ?? [nil, nil]
      guard (1...2).contains(shape.count) else {
        throw .unsupported(
          feature: "\(place) of \(shape.count) axes", advice: "rows and columns are read")
      }
      if let rows = shape[0], shape.count == 2 || !isSingle { fixed.insert(Int(rows)) }
      let columns = shape.count == 1 ? 1 : try ONNXTableInputs.columns(shape[1], message, width)
      let names =
        columns == 1 && !isSingle
        ? [message.name] : (0..<columns).map { isSingle ? "f\($0)" : "\(message.name)[\($0)]" }
      let first = features.count
      features += names.map { Feature(name: $0, kind: kind == .text ? .text : .numeric) }
      guard features.count <= Limits.Models.features else {
        throw .tooLarge(what: "the number of features", limit: "\(Limits.Models.features)")
      }
      inputs.append(
        Input(
          name: message.name, kind: kind, features: first..<features.count,
          isVector: shape.count == 1))
    }
    var areNamed = !isSingle && inputs.allSatisfy { $0.features.count == 1 }
    if !areNamed, let names = ONNXFeatureNames.of(metadata, count: features.count) {
      features = zip(names, features).map { Feature(name: $0, kind: $1.kind) }
      areNamed = true
    }
    guard fixed.count <= 1 else {
      throw .malformed(place: "the graph's inputs", problem: "have different numbers of rows")
    }
    if let rows = fixed.first, rows > Limits.Models.onnxRows {
      throw .tooLarge(
        what: "the number of rows that the graph is made for", limit: "\(Limits.Models.onnxRows)")
    }
    self.inputs = inputs
    self.areNamed = areNamed
    fixedRows = fixed.first
    binding = try FeatureBinding(
      features: features, areNamed: areNamed, options: options, refusesUnknown: false,
      replacesBlanks: true)
  }

  private static func columns(
    _ size: Int64?, _ message: ONNXValueMessage, _ width: (ONNXValueMessage) -> Int?
  ) throws(ModelError) -> Int {
    guard let columns = size.map({ Int($0) }) ?? width(message) else {
      throw .unsupported(
        feature: "input '\(message.name)' of an unknown number of columns",
        advice: "export the model with the number of its features")
    }
    guard (1...Limits.Models.features).contains(columns) else {
      throw .tooLarge(
        what: "the number of columns of '\(message.name)'", limit: "\(Limits.Models.features)")
    }
    return columns
  }

  /// Whether the graph reads one matrix of numbers, so that columns are its features as they are.
  var isMatrix: Bool {
    guard inputs.count == 1, let kind = inputs.first?.kind else { return false }
    return kind == .float || kind == .double
  }
}
