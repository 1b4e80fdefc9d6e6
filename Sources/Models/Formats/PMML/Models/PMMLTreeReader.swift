extension PMMLTree {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    var reader = try PMMLTreeReader(context)
    return (try reader.tree(), reader.classes)
  }
}

/// Reads the nodes of a tree, breadth first so that children stand together.
struct PMMLTreeReader {
  private let context: PMMLModelContext
  private let names: Names
  let classes: PMMLClasses
  private var nodes: [PMMLTree.Node] = []
  private var distributions: [Double] = []
  private var confidences: [Double] = []

  /// The numbers of the names that every node uses.
  private struct Names {
    let node, score, recordCount, distribution, id: Int32

    init(_ document: PMMLDocument) {
      func code(_ name: String) -> Int32 { document.code(ofName: name) ?? -2 }
      node = code("Node")
      score = code("score")
      recordCount = code("recordCount")
      distribution = code("ScoreDistribution")
      id = code("id")
    }
  }

  init(_ context: PMMLModelContext) throws(ModelError) {
    self.context = context
    names = Names(context.element.document)
    guard context.function == .classification else {
      classes = .none
      return
    }
    classes = try .of(PMMLTreeReader.categories(context.element, names), context)
  }

  /// Every class that a node scores or counts, in the document's order.
  private static func categories(_ model: PMMLElement, _ names: Names) -> [String] {
    var seen: Set<Int32> = []
    var texts: [String] = []
    let value = model.document.code(ofName: "value") ?? -2
    func add(_ code: Int32) {
      if code >= 0, seen.insert(code).inserted { texts.append(model.document.text(code)) }
    }
    var open = model.children.filter { $0.nameCode == names.node }
    while let element = open.popLast() {
      add(element.valueCode(names.score))
      var inner: [PMMLElement] = []
      for child in element.children {
        if child.nameCode == names.distribution { add(child.valueCode(value)) }
        if child.nameCode == names.node { inner.append(child) }
      }
      open += inner.reversed()
    }
    return texts
  }

  mutating func tree() throws(ModelError) -> PMMLTree {
    let element = context.element
    var missing: PMMLTree.MissingStrategy = try element.choice(
      "missingValueStrategy", default: PMMLTree.MissingStrategy.none)
    guard let root = element.child("Node") else { throw element.malformed("the tree has no Node") }
    var elements = [root]
    nodes.append(try node(root))
    var index = 0
    while index < nodes.count {
      try readChildren(of: index, &elements)
      index += 1
    }
    if missing == .defaultChild, nodes.count == 1 { missing = .none }
    return PMMLTree(
      nodes: nodes, distributions: distributions, confidences: confidences,
      classCount: classes.count, missing: missing,
      penalty: try element.number("missingValuePenalty") ?? 1,
      noTrueChild: try element.choice("noTrueChildStrategy", default: .returnNullPrediction))
  }

  private mutating func readChildren(
    of index: Int, _ elements: inout [PMMLElement]
  ) throws(ModelError) {
    let element = elements[index]
    let wanted = element["defaultChild"]
    nodes[index].firstChild = nodes.count
    for child in element.children where child.nameCode == names.node {
      if let wanted, child["id"] == wanted { nodes[index].defaultChild = nodes.count }
      nodes.append(try node(child))
      elements.append(child)
    }
    nodes[index].childCount = nodes.count - nodes[index].firstChild
    if let wanted, nodes[index].defaultChild < 0, nodes[index].childCount > 0 {
      throw element.malformed("the default child '\(wanted)' is none of the node's children")
    }
    for name in ["Regression", "DecisionTree"] where element.child(name) != nil {
      throw element.unsupported("a model inside a tree's node (\(name))")
    }
  }

  private mutating func node(_ element: PMMLElement) throws(ModelError) -> PMMLTree.Node {
    let document = element.document
    // Numbers of records are often absent, and then all weigh alike.
    let records = document.number(element.valueCode(names.recordCount))
    let code = element.valueCode(names.id)
    var node = PMMLTree.Node(
      predicate: try context.scope.predicate(in: element), score: .nan, recordCount: records ?? 1,
      id: code < 0 ? .nan : Double(context.compiler.symbols.code(of: document.text(code))))
    let score = element.valueCode(names.score)
    if classes.count == 0 {
      if score >= 0 {
        guard let number = document.number(score) else {
          throw element.malformed("the score '\(document.text(score))' is no number")
        }
        node.score = context.rounded(number)
      }
      return node
    }
    if score >= 0 { node.score = classes[document.text(score)].map(Double.init) ?? .nan }
    try readDistribution(element, &node)
    return node
  }

  private mutating func readDistribution(
    _ element: PMMLElement, _ node: inout PMMLTree.Node
  ) throws(ModelError) {
    guard element.children.contains(where: { $0.nameCode == names.distribution }) else { return }
    try context.compiler.spend(cells: 2 * classes.count, at: element)
    var counts = [Double](repeating: 0, count: classes.count)
    var probabilities = counts
    var certainties = [Double](repeating: .nan, count: classes.count)
    var isGiven = false
    var hasProbabilities = false
    for child in element.children where child.nameCode == names.distribution {
      guard let index = classes[try child.required("value")] else { continue }
      isGiven = true
      counts[index] = try child.number("recordCount") ?? 0
      if let probability = try child.number("probability") {
        probabilities[index] = probability
        hasProbabilities = true
      }
      certainties[index] = try child.number("confidence") ?? .nan
    }
    guard isGiven else { return }
    let total = counts.reduce(0, +)
    if !hasProbabilities {
      guard total > 0 else { return }
      probabilities = counts.map { $0 / total }
    }
    node.distribution = distributions.count
    distributions += probabilities
    confidences += certainties.enumerated().map { $1.isNaN ? probabilities[$0] : $1 }
    if node.score.isNaN {
      var best = 0
      for index in probabilities.indices where probabilities[index] > probabilities[best] {
        best = index
      }
      node.score = Double(best)
    }
  }
}
