/// Reads the JSON form.
struct CatBoostJSONReader {
  private let document: DocumentNode

  init(_ bytes: [UInt8]) throws(ModelError) {
    var reading = DocumentReading()
    reading.keepsDoubles = true
    document = DocumentNode(try JSONReader.read(bytes, reading))
  }

  func contents() throws(ModelError) -> CatBoostContents {
    var contents = CatBoostContents()
    let features = try CatBoostJSONFeatures(document.member("features_info"))
    features.fill(&contents)
    try readTables(of: features, into: &contents)
    let ending = try document.member("scale_and_bias")
    let numbers = try ending.elements()
    guard numbers.count == 2 else { throw ending.malformed("must be a scale and the biases") }
    contents.scale = try numbers[0].number()
    let symmetric = try document.optional("oblivious_trees")
    let others = try document.optional("trees")
    guard (symmetric == nil) != (others == nil) else {
      throw document.malformed("must hold either 'oblivious_trees' or 'trees'")
    }
    for node in try symmetric?.elements() ?? [] { contents.trees.append(try tree(node)) }
    for node in try others?.elements() ?? [] { contents.trees.append(try nodes(node)) }
    contents.biases = try biases(numbers[1], trees: contents.trees)
    if let info = try document.optional("model_info") {
      let facts = try CatBoostFacts(
        version: info.optional("catboost_version_info")?.string(),
        parameters: CatBoostFacts.document(info.optional("params")),
        classes: CatBoostFacts.document(info.optional("class_params")),
        threshold: CatBoostFacts.text(info.optional("binclass_probability_threshold")))
      facts.fill(&contents)
    }
    return contents
  }

  /// One number for each output; models before 0.24 have one for all.
  private func biases(
    _ node: DocumentNode, trees: [CatBoostTree]
  ) throws(ModelError) -> [Double] {
    guard let bias = node.value.number else { return try node.doubles() }
    guard let first = trees.first else { return [bias] }
    return [Double](
      repeating: bias, count: max(1, first.leafValues.count / max(1, first.leafCount)))
  }

  private func tree(_ node: DocumentNode) throws(ModelError) -> CatBoostTree {
    var splits: [Int] = []
    for split in try node.optional("splits")?.elements() ?? [] {
      splits.append(try split.member("split_index").integer())
    }
    return CatBoostTree(
      shape: .symmetric(splits: splits), leafValues: try node.member("leaf_values").doubles(),
      leafWeights: try node.optional("leaf_weights")?.doubles() ?? [])
  }

  /// The nodes of a nested tree, parents first. The document's nesting is limited, so a walk ends.
  private func nodes(_ root: DocumentNode) throws(ModelError) -> CatBoostTree {
    var nodes: [CatBoostTree.Node] = []
    var leafValues: [Double] = []
    var leafWeights: [Double] = []
    var pending: [(node: DocumentNode, parent: Int, isLeft: Bool)] = [(root, -1, false)]
    while let (node, parent, isLeft) = pending.popLast() {
      let index = nodes.count
      if parent >= 0, case .test(let split, let left, let right) = nodes[parent] {
        nodes[parent] = .test(
          split: split, left: isLeft ? index : left, right: isLeft ? right : index)
      }
      if let split = try node.optional("split") {
        nodes.append(
          .test(split: try split.member("split_index").integer(), left: -1, right: -1))
        pending.append((try node.member("right"), index, false))
        pending.append((try node.member("left"), index, true))
      } else {
        nodes.append(.leaf(value: leafValues.count))
        leafWeights.append(try node.optional("weight")?.number() ?? .nan)
        let value = try node.member("value")
        if let number = value.value.number {
          leafValues.append(number)
        } else {
          leafValues += try value.doubles()
        }
      }
    }
    return CatBoostTree(
      shape: .nodes(nodes), leafValues: leafValues,
      leafWeights: leafWeights.contains(where: \.isNaN) ? [] : leafWeights)
  }

  /// The tables that statistics name.
  private func readTables(
    of features: CatBoostJSONFeatures, into contents: inout CatBoostContents
  ) throws(ModelError) {
    guard !features.statistics.isEmpty else { return }
    let tables = try document.member("ctr_data")
    for (statistic, identifier) in features.statistics {
      guard contents.tables[statistic.source] == nil else { continue }
      contents.tables[statistic.source] = try table(
        tables.member(identifier), kind: statistic.source.kind)
    }
  }

  private func table(
    _ node: DocumentNode, kind: CatBoostStatistic.Kind
  ) throws(ModelError) -> CatBoostStatisticTable {
    let strideNode = try node.member("hash_stride")
    let stride = try strideNode.integer()
    let map = try node.member("hash_map")
    guard case .array(let cells) = map.value else { throw map.malformed("must be an array") }
    let fits =
      switch kind {
      case .borders, .buckets: stride >= 2
      case .binarizedMean, .floatMean: stride == 3
      case .counter, .frequency: stride == 2
      }
    guard fits, cells.count % stride == 0 else {
      throw strideNode.malformed(
        "is \(stride), which does not fit \(kind.name) and a map of \(cells.count) elements")
    }
    var entries: [(key: UInt64, position: UInt32)] = []
    entries.reserveCapacity(cells.count / stride)
    var numbers: [Double] = []
    numbers.reserveCapacity(cells.count - cells.count / stride)
    for (index, cell) in cells.enumerated() {
      switch cell {
      case .string(let text) where index % stride == 0 && UInt64(text) != nil:
        if let key = UInt64(text), key != CatBoostStatisticTable.filler {
          entries.append((key, UInt32(clamping: index / stride)))
        }
      case .integer(let number) where index % stride > 0: numbers.append(Double(number))
      case .number(let number) where index % stride > 0: numbers.append(number)
      default: throw map.malformed("element \(index) is not a hash or number in its turn")
      }
    }
    let denominator = try node.optional("counter_denominator")?.integer() ?? 0
    return try CatBoostStatisticTable(
      entries: entries, counts: try counts(numbers, kind: kind, width: stride - 1, map),
      denominator: Int32(clamping: denominator), place: map.path.description)
  }

  private func counts(
    _ numbers: [Double], kind: CatBoostStatistic.Kind, width: Int, _ map: DocumentNode
  ) throws(ModelError) -> CatBoostStatisticTable.Counts {
    func whole(_ numbers: some Sequence<Double>) throws(ModelError) -> [Int32] {
      var whole: [Int32] = []
      for number in numbers {
        guard let count = Int32(exactly: number) else {
          throw map.malformed("holds \(number), which is no count")
        }
        whole.append(count)
      }
      return whole
    }
    switch kind {
    case .borders, .buckets: return .classes(try whole(numbers), width: width)
    case .counter, .frequency: return .rows(try whole(numbers))
    case .binarizedMean, .floatMean:
      let pairs = stride(from: 0, to: numbers.count, by: 2)
      return .means(
        sums: pairs.map { Float(numbers[$0]) }, counts: try whole(pairs.map { numbers[$0 + 1] }))
    }
  }
}

extension CatBoostTree {
  /// The number of leaves, 0 if it cannot be.
  var leafCount: Int {
    switch shape {
    case .symmetric(let splits): splits.count < Int.bitWidth - 2 ? 1 << splits.count : 0
    case .nodes(let nodes):
      nodes.count {
        if case .leaf = $0 { true } else { false }
      }
    }
  }
}
