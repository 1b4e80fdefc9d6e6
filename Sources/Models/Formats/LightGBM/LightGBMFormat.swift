/// LightGBM's text models (`save_model("model.txt")`), versions v2 to v4.
///
/// Raw scores of a random forest are sums over its rounds, as the library's are; its predictions rest
/// on their means.
package enum LightGBMFormat: ModelFormat {
  package static let id = "lightgbm-text"
  package static let title = "LightGBM text"
  package static let summary = "LightGBM model as text, all objectives, linear trees, forests"

  package static func recognizes(prefix: ArraySlice<UInt8>) -> Bool {
    prefix.starts(with: "tree\n".utf8) || prefix.starts(with: "tree\r\n".utf8)
  }

  package static func read(
    _ source: ModelSource, options: ModelOptions
  ) throws(ModelError) -> any Model {
    try LightGBMReader(source.bytes).model(options: options)
  }
}

/// Walks through the file: header, trees, and what follows them.
private struct LightGBMReader {
  private let header: LightGBMHeader
  private let trees: [LightGBMSection]
  private let extent: LightGBMExtent
  private let tail: LightGBMTail

  init(_ bytes: [UInt8]) throws(ModelError) {
    var lines = LightGBMLines(bytes)
    _ = lines.next()
    var header = LightGBMSection(of: lines)
    var trees: [LightGBMSection] = []
    var current: LightGBMSection?
    var extent = LightGBMExtent(end: bytes.count)
    while let line = lines.next() {
      if line.isEmpty {
        continue
      } else if lines.starts(line, with: "end of trees") {
        extent.close(at: line.lowerBound)
        break
      } else if lines.starts(line, with: "feature importances:") {
        // Before there was a closing line, this one followed the trees.
        extent.follow(at: line.lowerBound)
        break
      } else if lines.starts(line, with: "Tree=") {
        extent.starts.append(line.lowerBound)
        if let current { trees.append(current) }
        current = LightGBMSection(of: lines)
        let number = try lines.text(line.lowerBound + 5..<line.upperBound)
        guard Int(number) == trees.count else {
          throw lines.malformed("tree \(trees.count) is expected, not '\(number)'")
        }
      } else if current == nil {
        try header.add(line, of: lines)
      } else {
        try current?.add(line, of: lines)
      }
    }
    if let current { trees.append(current) }
    try extent.check(header, bytes, lines)
    self.header = try LightGBMHeader(header)
    self.trees = trees
    self.extent = extent
    tail = try LightGBMTail(&lines)
  }

  func model(options: ModelOptions) throws(ModelError) -> BoostedModel {
    let width = header.treesPerRound
    guard trees.count % width == 0 else {
      throw .malformed(
        place: "trees", problem: "\(trees.count) are not a whole number of rounds of \(width)")
    }
    let total = trees.count / width
    let rounds = try rounds(of: total, options)
    var builder = TreeEnsembleBuilder(
      featureCount: header.featureNames.count, outputCount: width, comparison: .lessOrEqual,
      precision: .float64, categoryRule: .lightgbm)
    var isLinear = false
    for section in trees where try section.text("is_linear") == "1" { isLinear = true }
    var tested: Set<Int> = []
    for (index, section) in trees.enumerated() {
      let tree = try LightGBMTree(section).converted(into: &builder, isLinearModel: isLinear)
      for split in tree.nodes where split.categorySet >= 0 { tested.insert(Int(split.feature)) }
      if index < rounds * width { try builder.append(tree, output: index % width) }
    }
    let ensemble = try builder.build()
    try extent.checkSizes()
    let categories = try LightGBMCategories(
      header: header, declared: tail.categorical.filter { $0 < header.featureNames.count },
      tested: tested, json: tail.pandasCategories, options: options)
    let features = header.featureNames.enumerated().map { index, name in
      Feature(name: name, kind: categories.kinds[index] ?? .numeric)
    }
    var binding = try FeatureBinding(
      features: features, areNamed: !header.namesAreMadeUp, options: options,
      refusesUnknown: false, replacesBlanks: true,
      zeroBound: TreeEnsemble.zeroBound)
    binding.listedCodes = header.listedCodes
    let facts =
      [("booster", tail.boosting), ("rounds used", "\(rounds) of \(total)")]
      + (isLinear ? [("leaves are", "linear")] : []) + EnsembleShape(of: ensemble).facts
    let description = ModelDescription(
      format: LightGBMFormat.id, producer: "LightGBM (text format \(header.version))",
      task: header.objective.task(outputCount: width), objective: header.objective.name,
      features: binding.features, namesFeatures: !header.namesAreMadeUp, facts: facts)
    let link: any Link =
      header.averages && rounds > 0
      ? LightGBMForestLink(objective: header.objective, rounds: rounds) : header.objective
    return BoostedModel(
      description: description, booster: .trees(CompiledEnsemble(ensemble)), link: link,
      preparation: binding)
  }

  /// The file holds no best iteration: the library saves the trees up to it and no more.
  private func rounds(of total: Int, _ options: ModelOptions) throws(ModelError) -> Int {
    guard case .first(let count) = options.rounds else { return total }
    guard count >= 1, count <= total else {
      throw .badOption(
        option: "rounds", problem: "asks for \(count) rounds; the model has \(total)")
    }
    return count
  }
}

/// What follows the trees: parameters and pandas' categories.
private struct LightGBMTail {
  private(set) var categorical: [Int] = []
  private(set) var pandasCategories: [UInt8] = []
  private(set) var boosting = "gbdt"

  init(_ lines: inout LightGBMLines) throws(ModelError) {
    while let line = lines.next() {
      if lines.starts(line, with: "pandas_categorical:") {
        pandasCategories = Array(lines.bytes[line.lowerBound + 19..<line.upperBound])
      } else if lines.starts(line, with: "[categorical_feature: ") {
        categorical = try value(of: line, key: 22, lines).split(separator: ",")
          .compactMap { Int($0) }.filter { $0 >= 0 }.sorted()
      } else if lines.starts(line, with: "[boosting: ") {
        boosting = try value(of: line, key: 11, lines)
      }
    }
  }

  /// The text between the key's `count` bytes and the closing bracket.
  private func value(
    of line: Range<Int>, key count: Int, _ lines: LightGBMLines
  ) throws(ModelError) -> String {
    let start = line.lowerBound + count
    return try lines.text(start..<max(start, line.upperBound - 1))
  }
}
