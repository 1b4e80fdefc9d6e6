/// Follows values of a graph back to the operators that say what they mean.
struct ONNXTrace {
  /// What is known about scores.
  struct Source {
    var classNames: [String]?
    var kind: Scores.Kind?
    var isClassifier = false
    /// Whether of two scores the first is the second class's: the votes of a support vector machine
    /// go to the first class where its decision is positive, and the pair of scores says the reverse.
    var isMirrored = false
  }

  private let graph: ONNXGraph
  private static let longest = 64

  init(_ graph: ONNXGraph) { self.graph = graph }

  /// What the operators behind `value` tell about scores.
  func scores(_ value: Int) throws(ModelError) -> Source {
    var source = Source()
    var value = value
    for _ in 0..<ONNXTrace.longest {
      guard let node = graph.producer(of: value) else { return source }
      switch (node.message.domain, node.message.operation) {
      case ("ai.onnx.ml", "ZipMap"):
        var reader = try graph.reader(of: node)
        let labels = try ONNXClassLabels(
          &reader, integers: "classlabels_int64s", texts: "classlabels_strings")
        source.classNames = labels?.names
        source.isClassifier = true
      case ("", "Identity"), ("", "Cast"), ("", "Reshape"), ("", "Flatten"), ("", "Squeeze"): break
      case ("", "Mul") where isOne(node): break
      case ("", "Softmax"):
        source.kind = .probability
        source.isClassifier = true
        return source
      case ("", "Sigmoid"):
        source.isClassifier = true
        return source
      case ("ai.onnx.ml", _):
        try classify(node, &source)
        return source
      default: return source
      }
      guard let input = node.inputs.first, input >= 0 else { return source }
      value = input
    }
    return source
  }

  /// Whether a product changes nothing; LightGBM's converter writes such ones.
  private func isOne(_ node: ONNXGraph.Node) -> Bool {
    guard node.inputs.count == 2, let factor = graph.constants[node.inputs[1]] else { return false }
    return factor.count == 1 && factor.elements.doubles == [1]
  }

  private func classify(_ node: ONNXGraph.Node, _ source: inout Source) throws(ModelError) {
    var reader = try graph.reader(of: node)
    switch node.message.operation {
    case "TreeEnsembleClassifier":
      let tree = try ONNXTreeNode(&reader)
      source.kind = tree.scoring.kind
      source.classNames = source.classNames ?? tree.labels?.names
    case "LinearClassifier":
      let names = try labels(of: node)
      let hasPair = names?.count == 2 && reader.floats("intercepts").count == 1
      switch try ONNXPostTransform(&reader) {
      case .none, .probit: source.kind = .margin
      case .softmax, .softmaxZero: source.kind = hasPair ? .margin : .probability
      // One logistic for each of many classes: they need not add up to 1.
      case .logistic: source.kind = hasPair ? .probability : nil
      }
      source.classNames = source.classNames ?? names
    case "SVMClassifier":
      let names = try labels(of: node)
      let isPairwise = (names?.count ?? 0) > 2 && !reader.integers("vectors_per_class").isEmpty
      source.kind = !reader.floats("prob_a").isEmpty ? .probability : isPairwise ? .label : .margin
      source.isMirrored = source.kind == .margin && !reader.integers("vectors_per_class").isEmpty
      source.classNames = source.classNames ?? names
    default: return
    }
    source.isClassifier = true
  }

  private func labels(of node: ONNXGraph.Node) throws(ModelError) -> [String]? {
    var reader = try graph.reader(of: node)
    let integers =
      node.message.operation == "TreeEnsembleClassifier"
      ? "classlabels_int64s" : "classlabels_ints"
    return try ONNXClassLabels(&reader, integers: integers, texts: "classlabels_strings")?.names
  }

  /// The classes that the labels in `value` are taken from, in the order of the scores.
  func classNames(ofLabels value: Int) throws(ModelError) -> [String]? {
    var value = value
    for _ in 0..<ONNXTrace.longest {
      guard let node = graph.producer(of: value), let first = node.inputs.first else { return nil }
      switch node.message.operation {
      case "Identity", "Cast", "Reshape", "Flatten", "Squeeze": value = first
      case "ArrayFeatureExtractor", "Gather":
        return graph.constants[first].flatMap { ONNXTrace.names($0.elements) }
      case "TreeEnsembleClassifier", "LinearClassifier", "SVMClassifier":
        return try labels(of: node)
      default: return nil
      }
    }
    return nil
  }

  private static func names(_ elements: ONNXElements) -> [String]? {
    switch elements {
    case .integer(let values): values.map { String($0) }
    case .text(let texts): texts.map { $0 }
    case .float, .double, .truth: nil
    }
  }

  /// The number of columns that the readers of a matrix ask for, where one of them tells.
  func width(of value: Int) -> Int? {
    var pending = [value]
    var seen: Set<Int> = []
    while let value = pending.popLast() {
      guard seen.insert(value).inserted else { continue }
      for node in graph.nodes where node.inputs.contains(value) {
        if let width = width(read: node, value) { return width }
        if ["Cast", "Identity"].contains(node.message.operation) { pending += node.outputs }
      }
    }
    return nil
  }

  private func width(read node: ONNXGraph.Node, _ value: Int) -> Int? {
    do throws(ModelError) {
      var reader = try graph.reader(of: node)
      switch node.message.operation {
      case "TreeEnsembleClassifier", "TreeEnsembleRegressor", "TreeEnsemble":
        return try ONNXTreeNode(&reader).trees.featureCount
      case "LinearClassifier":
        let targets = reader.floats("intercepts").count
        return targets > 0 ? reader.floats("coefficients").count / targets : nil
      case "LinearRegressor":
        let targets = try reader.integer("targets", default: 1)
        return targets > 0 ? reader.floats("coefficients").count / targets : nil
      case "Scaler":
        let count = max(reader.floats("offset").count, reader.floats("scale").count)
        return count > 1 ? count : nil
      case "MatMul", "Gemm":
        guard node.inputs.count > 1, node.inputs[0] == value,
          let weights = graph.constants[node.inputs[1]], weights.rank == 2
        else { return nil }
        return weights.shape[try reader.integer("transB", default: 0) == 0 ? 0 : 1]
      default: return nil
      }
    } catch {
      return nil
    }
  }
}
