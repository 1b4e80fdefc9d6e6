/// What a node of TreeEnsembleClassifier, TreeEnsembleRegressor or TreeEnsemble says.
struct ONNXTreeNode: Sendable {
  let trees: ONNXTrees
  let aggregate: ONNXTreeSums.Aggregate
  let scoring: ONNXTreeScoring
  let labels: ONNXClassLabels?
  /// Whether the scores are doubles: the newest operator gives the type that it reads.
  let givesDoubles: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    switch node.operation {
    case "TreeEnsembleClassifier":
      let (bases, _) = try ONNXTrees.numbers("base_values", &node)
      let transform = try ONNXPostTransform(&node)
      guard
        let labels = try ONNXClassLabels(
          &node, integers: "classlabels_int64s", texts: "classlabels_strings")
      else { throw node.malformed("has no labels") }
      trees = try ONNXTrees(&node, target: "class", outputCount: labels.count)
      scoring = try ONNXTreeScoring(
        labels: labels, trees: trees, bases: bases, transform: transform, node)
      aggregate = .sum
      self.labels = labels
      givesDoubles = false
    case "TreeEnsembleRegressor":
      let (bases, _) = try ONNXTrees.numbers("base_values", &node)
      let transform = try ONNXPostTransform(&node)
      let name = try node.text("aggregate_function", default: "SUM")
      guard let aggregate = ONNXTreeSums.Aggregate(rawValue: name) else {
        throw node.malformed("has the aggregate_function '\(name)'")
      }
      let targets = try ONNXTreeNode.targetCount(&node)
      trees = try ONNXTrees(&node, target: "target", outputCount: targets)
      scoring = ONNXTreeScoring(targets: targets, bases: bases, transform: transform)
      self.aggregate = aggregate
      labels = nil
      givesDoubles = false
    default:
      let number = try node.integer("post_transform", default: 0)
      let aggregate = try node.integer("aggregate_function", default: 1)
      let aggregates: [ONNXTreeSums.Aggregate] = [.average, .sum, .smallest, .largest]
      guard ONNXPostTransform.byNumber.indices.contains(number),
        aggregates.indices.contains(aggregate)
      else { throw node.malformed("has an unknown post_transform or aggregate_function") }
      let targets = try ONNXTreeNode.targetCount(&node)
      trees = try ONNXTrees(ensemble: &node, outputCount: targets)
      scoring = ONNXTreeScoring(
        targets: targets, bases: [], transform: ONNXPostTransform.byNumber[number])
      self.aggregate = aggregates[aggregate]
      labels = nil
      givesDoubles = trees.isDouble
    }
  }

  private static func targetCount(_ node: inout ONNXNodeReader) throws(ModelError) -> Int {
    let count = try node.integer("n_targets", default: 1)
    guard (1...10_000).contains(count) else { throw node.malformed("has \(count) targets") }
    return count
  }
}
