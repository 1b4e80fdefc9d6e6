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

  init(_ graph: ONNXGraph, _ choice: ONNXOutputChoice) throws(ModelError) {
    let chosen = choice.scores.compactMap { name in graph.outputs.first { $0.name == name } }
    scores = chosen.compactMap { graph.number(of: $0.name) }
    labels = choice.label.flatMap { graph.number(of: $0) }
    try graph.requireNative(graph.nodes(for: scores.isEmpty ? [labels ?? -1] : scores))
    let trace = ONNXTrace(graph)
    let source = try scores.count == 1 ? trace.scores(scores[0]) : ONNXTrace.Source()
    var names = source.classNames
    if names == nil, let labels { names = try trace.classNames(ofLabels: labels) }
    let declared = chosen.count > 1 ? chosen.count : chosen.first?.columns
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
}
