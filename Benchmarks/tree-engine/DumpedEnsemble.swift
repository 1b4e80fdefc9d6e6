extension TreeEnsemble {
  /// An ensemble as `benchmark.py` writes it: a line `features comparison width base`, then for each
  /// tree its number of nodes and a line per node, `feature left right threshold missing default` or
  /// `-1 value`.
  package init(dumped text: String) throws(ModelError) {
    var lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }[...]
    func number(_ line: [String], _ field: Int) throws(ModelError) -> Double {
      guard field < line.count, let number = Double(line[field]) else {
        throw .malformed(place: line.joined(separator: " "), problem: "holds too few numbers")
      }
      return number
    }
    guard let header = lines.popFirst() else {
      throw .malformed(place: "line 1", problem: "is missing")
    }
    var builder = TreeEnsembleBuilder(
      featureCount: Int(try number(header, 0)), outputCount: 1,
      comparison: header[1] == "<" ? .less : .lessOrEqual,
      precision: header[2] == "float32" ? .float32 : .float64, categoryRule: .lightgbm)
    builder.baseScores = [try number(header, 3)]
    while let count = lines.popFirst() {
      var tree = TreeEnsembleBuilder.Tree()
      for line in lines.prefix(Int(try number(count, 0))) {
        let isLeaf = line[0] == "-1"
        tree.nodes.append(
          Node(
            feature: Int32(try number(line, 0)),
            left: isLeaf ? Int32(tree.leafValues.count) : Int32(try number(line, 1)),
            right: isLeaf ? -1 : Int32(try number(line, 2)), categorySet: -1,
            threshold: isLeaf ? 0 : try number(line, 3),
            missing: MissingRule(rawValue: isLeaf ? 0 : UInt8(try number(line, 4))) ?? .nan,
            defaultLeft: isLeaf ? false : try number(line, 5) == 1))
        if isLeaf { tree.leafValues.append(try number(line, 1)) }
      }
      lines = lines.dropFirst(tree.nodes.count)
      try builder.append(tree, output: 0)
    }
    self = try builder.build()
  }
}
