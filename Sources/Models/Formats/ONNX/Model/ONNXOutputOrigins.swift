/// What stands behind the outputs of a graph, as far as its operators tell.
struct ONNXOutputOrigins {
  private var producers: [String: Int] = [:]
  private let nodes: [ONNXNodeMessage]

  /// Operators that bring cells into another form and hold no model.
  private static let preparing: Set<String> = [
    "Add", "ArrayFeatureExtractor", "Binarizer", "Cast", "CastLike", "CategoryMapper", "Concat",
    "Constant", "ConstantOfShape", "Div", "Expand", "FeatureVectorizer", "Flatten", "Gather",
    "Identity", "Imputer", "IsNaN", "LabelEncoder", "LpNormalization", "Mul", "Normalizer", "Not",
    "OneHotEncoder", "Reshape", "Scaler", "Shape", "Slice", "Split", "Squeeze", "Sub", "Transpose",
    "Unsqueeze", "Where",
  ]
  /// Operators that leave scores what they are.
  private static let reshaping: Set<String> = [
    "Cast", "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze",
  ]
  private static let classifying: Set<String> = [
    "LinearClassifier", "SVMClassifier", "Sigmoid", "Softmax", "TreeEnsembleClassifier", "ZipMap",
  ]
  private static let longest = 64

  init(_ graph: ONNXGraphMessage) {
    nodes = graph.nodes
    for (index, node) in graph.nodes.enumerated() {
      for output in node.outputs where !output.isEmpty && producers[output] == nil {
        producers[output] = index
      }
    }
  }

  /// The nodes behind `value` that may be a model; none for a value that is an input, or made of
  /// inputs by ``preparing`` them alone.
  func models(behind value: String) -> Set<Int> {
    var found: Set<Int> = []
    var seen: Set<Int> = []
    var pending = [value]
    while let value = pending.popLast() {
      guard let index = producers[value], seen.insert(index).inserted else { continue }
      let node = nodes[index]
      if !ONNXOutputOrigins.preparing.contains(node.operation) { found.insert(index) }
      pending += node.inputs
    }
    return found
  }

  /// Whether `value` is what a classifier scores.
  func isOfClassifier(_ value: String) -> Bool {
    guard let index = producers[source(of: value)] else { return false }
    return ONNXOutputOrigins.classifying.contains(nodes[index].operation)
  }

  /// The value behind operators that leave it what it is.
  func source(of value: String) -> String {
    var value = value
    for _ in 0..<ONNXOutputOrigins.longest {
      guard let index = producers[value], nodes[index].outputs.count == 1,
        ONNXOutputOrigins.reshaping.contains(nodes[index].operation),
        let first = nodes[index].inputs.first, !first.isEmpty
      else { return value }
      value = first
    }
    return value
  }
}
