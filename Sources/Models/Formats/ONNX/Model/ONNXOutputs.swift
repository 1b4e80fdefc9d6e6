/// Which values of a graph are its scores and its labels, and what they mean.
struct ONNXOutputs {
  /// One value with a column for each score, or several values of one column each.
  let scores: [Int]
  let labels: Int?
  /// What the scores are; nil to be told by their values.
  let kind: Scores.Kind?
  let task: ModelTask
  let classNames: [String]?
  /// Whether of two scores the first is the second class's.
  let isMirrored: Bool
  /// Whether labels stand for scores that say nothing about a class alone.
  var usesLabels: Bool { kind == .label || scores.isEmpty }

  init(_ graph: ONNXGraph) throws(ModelError) {
    var floats: [ONNXValueMessage] = []
    var labels: ONNXValueMessage?
    for output in graph.outputs {
      switch output.kind {
      case .tensor(let type, _) where type == 1 || type == 11: floats.append(output)
      case .sequence: floats.append(output)
      case .tensor, .other: labels = labels ?? output
      }
    }
    guard !floats.isEmpty || labels != nil else {
      throw .malformed(place: "the graph", problem: "has no outputs")
    }
    let chosen = ONNXOutputs.scores(among: floats, hasLabels: labels != nil)
    scores = chosen.compactMap { graph.number(of: $0.name) }
    self.labels = labels.flatMap { graph.number(of: $0.name) }
    try graph.requireNative(graph.nodes(for: scores.isEmpty ? [self.labels ?? -1] : scores))
    let trace = ONNXTrace(graph)
    let source = try scores.count == 1 ? trace.scores(scores[0]) : ONNXTrace.Source()
    var names = source.classNames
    if names == nil, let label = self.labels { names = try trace.classNames(ofLabels: label) }
    let declared = ONNXOutputs.width(chosen)
    let count = source.classNames?.count ?? declared ?? names?.count ?? 1
    let isClassifier = labels != nil || source.isClassifier
    task =
      !isClassifier
      ? .regression
      : (names?.count ?? count) > 2 ? .multiclass(classCount: names?.count ?? count) : .binary
    classNames = isClassifier ? names : nil
    isMirrored = source.isMirrored
    kind = scores.isEmpty ? .label : isClassifier ? source.kind : .value
  }

  /// The outputs that hold scores: one matrix, or a column for each class beside labels.
  private static func scores(
    among floats: [ONNXValueMessage], hasLabels: Bool
  ) -> [ONNXValueMessage] {
    if let named = floats.first(where: { $0.name.lowercased().contains("prob") }) { return [named] }
    let areColumns = floats.allSatisfy { width([$0]) == 1 }
    return hasLabels && areColumns ? floats : Array(floats.prefix(1))
  }

  /// The number of scores as far as the file tells.
  private static func width(_ outputs: [ONNXValueMessage]) -> Int? {
    if outputs.count > 1 { return outputs.count }
    guard case .tensor(_, let dimensions?)? = outputs.first?.kind else { return nil }
    if dimensions.count == 1 { return 1 }
    return dimensions.count == 2 ? dimensions[1].map { Int($0) } : nil
  }
}
