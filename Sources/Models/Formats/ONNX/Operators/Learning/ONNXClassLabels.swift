/// The labels of a classifier: whole numbers or texts.
enum ONNXClassLabels: Sendable {
  case integers([Int64])
  case texts([String])

  /// Reads the labels of a node under either of two names.
  ///
  /// - Returns: nil where the node has none.
  init?(_ node: inout ONNXNodeReader, integers: String, texts: String) throws(ModelError) {
    let numbers = node.integers(integers)
    let names = node.texts(texts)
    guard numbers.isEmpty || names.isEmpty else { throw node.malformed("has labels of two types") }
    guard !numbers.isEmpty || !names.isEmpty else { return nil }
    self = names.isEmpty ? .integers(numbers.map { Int64($0) }) : .texts(names)
  }

  var count: Int {
    switch self {
    case .integers(let labels): labels.count
    case .texts(let labels): labels.count
    }
  }

  /// The labels as text.
  var names: [String] {
    switch self {
    case .integers(let labels): labels.map { String($0) }
    case .texts(let labels): labels
    }
  }

  /// The label of each row, from positions.
  ///
  /// - Precondition: `places` are positions of labels.
  func elements(at places: [Int]) -> ONNXElements {
    switch self {
    case .integers(let labels): .integer(places.map { labels[$0] })
    case .texts(let labels): .text(ONNXTexts(codes: places.map { Int32($0) }, levels: labels))
    }
  }
}
