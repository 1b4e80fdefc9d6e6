/// Recognises a graph that is trees and little else, and makes the common ensemble of it.
struct ONNXTreeModel {
  private let graph: ONNXGraph
  private let inputs: ONNXTableInputs
  private let outputs: ONNXOutputs

  init(_ graph: ONNXGraph, inputs: ONNXTableInputs, outputs: ONNXOutputs) {
    self.graph = graph
    self.inputs = inputs
    self.outputs = outputs
  }

  /// What a boosted model needs, beside its description.
  struct Parts {
    let booster: CompiledEnsemble
    let link: ONNXTreeLink
    let preparation: any FeaturePreparation
    let facts: [(name: String, value: String)]
  }

  /// Nil for a graph of another kind: it is run operator by operator.
  func parts() throws(ModelError) -> Parts? {
    guard outputs.scores.count == 1, !outputs.usesLabels, inputs.fixedRows == nil,
      let (node, steps) = try treesBehind(outputs.scores[0])
    else { return nil }
    var reader = try graph.reader(of: node)
    let tree = try ONNXTreeNode(&reader)
    try reader.finish()
    guard !tree.trees.isDouble, tree.aggregate == .sum || tree.aggregate == .average,
      tree.aggregate == .sum || tree.scoring.bases.allSatisfy({ $0 == 0 }),
      let value = node.inputs.first, value >= 0
    else { return nil }
    let front = graph.nodes(for: [value])
    let isDirect = isMatrixOfFloats(value) && tree.trees.featureCount <= inputs.features.count
    guard !isOfDoubles(value) else { return nil }
    let width = isDirect ? inputs.features.count : tree.trees.featureCount
    guard
      let ensemble = try ONNXTreeConverter.ensemble(
        of: tree.trees, featureCount: width, kept: tree.scoring.kept, bases: tree.scoring.bases,
        divisor: tree.aggregate == .average ? Double(tree.trees.roots.count) : 1)
    else { return nil }
    let preparation: any FeaturePreparation =
      isDirect
      ? inputs.binding
      : ONNXPreparation(
        inputs: inputs,
        program: try ONNXProgram(
          graph, from: inputs.inputs.compactMap { graph.number(of: $0.name) }, to: [value]),
        featureCount: width)
    let engine =
      isDirect
      ? "native: trees as one ensemble"
      : "native: \(front.count) operator\(front.count == 1 ? "" : "s") in front, "
        + "trees as one ensemble"
    return Parts(
      booster: CompiledEnsemble(ensemble),
      link: ONNXTreeLink(
        scoring: tree.scoring, steps: steps, taskOfModel: outputs.task,
        kind: outputs.kind ?? (outputs.task == .regression ? .value : .margin)),
      preparation: preparation, facts: [("engine", engine)] + shape(ensemble, tree))
  }

  /// Base values are trees of one leaf in the ensemble, and none in the file.
  private func shape(
    _ ensemble: TreeEnsemble, _ tree: ONNXTreeNode
  ) -> [(name: String, value: String)] {
    let shape = EnsembleShape(of: ensemble)
    let added = shape.trees - tree.trees.roots.count
    return [
      ("trees", "\(shape.trees - added)"), ("depth", "\(shape.depth)"),
      ("leaves", "\(shape.leaves - added)"),
    ]
  }

  /// The trees whose scores `value` is, and what is done with them on the way.
  private func treesBehind(
    _ value: Int
  ) throws(ModelError) -> (node: ONNXGraph.Node, steps: [ONNXTreeLink.Step])? {
    var value = value
    var steps: [ONNXTreeLink.Step] = []
    for _ in 0..<64 {
      guard let node = graph.producer(of: value) else { return nil }
      switch (node.message.domain, node.message.operation) {
      case ("ai.onnx.ml", "TreeEnsembleClassifier"):
        return node.outputs.count == 2 && node.outputs[1] == value ? (node, steps) : nil
      case ("ai.onnx.ml", "TreeEnsembleRegressor"), ("ai.onnx.ml", "TreeEnsemble"):
        return (node, steps)
      case ("ai.onnx.ml", "ZipMap"), ("", "Identity"): break
      case ("", "Cast"):
        var reader = try graph.reader(of: node)
        guard [1, 11].contains(try reader.integer("to", default: 0)) else { return nil }
      case ("", "Exp"): steps.insert(.exponential, at: 0)
      case ("", "Mul"), ("", "Add"):
        guard let step = constantStep(node) else { return nil }
        steps.insert(step, at: 0)
      default: return nil
      }
      guard let input = node.inputs.first, input >= 0 else { return nil }
      value = input
    }
    return nil
  }

  private func constantStep(_ node: ONNXGraph.Node) -> ONNXTreeLink.Step? {
    guard node.inputs.count == 2, let constant = graph.constants[node.inputs[1]],
      constant.count == 1, constant.rank <= 2, case .float(let values) = constant.elements
    else { return nil }
    return node.message.operation == "Mul" ? .times(values[0]) : .plus(values[0])
  }

  /// Whether `value` is the graph's only input, a matrix of numbers, read as floats.
  private func isMatrixOfFloats(_ value: Int) -> Bool {
    guard inputs.isMatrix, let name = inputs.inputs.first?.name else { return false }
    var value = value
    while value != graph.number(of: name) {
      guard let node = graph.producer(of: value), let input = node.inputs.first, input >= 0,
        node.message.domain.isEmpty
      else { return false }
      switch node.message.operation {
      case "Identity": break
      case "Cast":
        // What follows rounds to floats anyway.
        guard node.message.attributes.first(where: { $0.name == "to" })?.integer == 1 else {
          return false
        }
      default: return false
      }
      value = input
    }
    return true
  }

  /// Whether trees would read doubles that nobody casts: their rules are the operator's.
  private func isOfDoubles(_ value: Int) -> Bool {
    inputs.inputs.contains { input in
      if case .double = input.kind { return graph.number(of: input.name) == value }
      return false
    }
  }
}
