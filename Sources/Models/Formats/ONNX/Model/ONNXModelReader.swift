/// Decides how a graph is run and says so in the model's description.
struct ONNXModelReader {
  private let file: ONNXModelMessage
  private let graph: ONNXGraph

  init(_ file: ONNXModelMessage, _ graph: ONNXGraph) {
    self.file = file
    self.graph = graph
  }

  /// Trees as one ensemble where the graph is little else, else the graph itself.
  func model(options: ModelOptions) throws(ModelError) -> any Model {
    let outputs = try ONNXOutputs(graph)
    let trace = ONNXTrace(graph)
    var inputs = try ONNXTableInputs(
      graph, width: { graph.number(of: $0.name).flatMap(trace.width) }, metadata: file.metadata,
      options: options)
    inputs.categories = try ONNXCategories(graph, inputs.inputs).byFeature()
    if let parts = try ONNXTreeModel(graph, inputs: inputs, outputs: outputs).parts() {
      return BoostedModel(
        description: description(inputs, outputs, facts: parts.facts),
        booster: .trees(parts.booster), link: parts.link, preparation: parts.preparation)
    }
    let wanted =
      outputs.usesLabels ? [outputs.labels ?? outputs.scores.first ?? -1] : outputs.scores
    let program = try ONNXProgram(
      graph, from: inputs.inputs.compactMap { graph.number(of: $0.name) }, to: wanted)
    let engine = "native: graph of \(program.count) operator\(program.count == 1 ? "" : "s")"
    return ONNXGraphModel(
      description: description(inputs, outputs, facts: [("engine", engine)]), inputs: inputs,
      program: program, task: outputs.task, kind: outputs.kind,
      isMirrored: outputs.isMirrored,
      labelNames: outputs.usesLabels ? outputs.classNames : nil)
  }

  private func description(
    _ inputs: ONNXTableInputs, _ outputs: ONNXOutputs, facts: [(name: String, value: String)]
  ) -> ModelDescription {
    let opsets = file.opsets.sorted { $0.key < $1.key }
      .map { "\($0.key.isEmpty ? "ai.onnx" : $0.key) \($0.value)" }
    let names = [file.producer, file.producerVersion].filter { !$0.isEmpty }
    return ModelDescription(
      format: ONNXFormat.id, producer: names.joined(separator: " "), task: outputs.task,
      objective: "", features: inputs.features, namesFeatures: inputs.areNamed,
      classNames: outputs.classNames,
      facts: facts + [("operator sets", opsets.joined(separator: ", "))])
  }
}
