/// Chooses among a graph's outputs those that are its scores and its labels, by what they are.
///
/// An input that is handed through, as it is or prepared, is neither. Of several values that may be
/// scores the one called a probability is taken, else the only one of a classifier, else a column for
/// each class beside labels; what remains must be chosen by name.
struct ONNXOutputChoice {
  /// Names of outputs: one, or one for each class; none where labels are all that there is.
  let scores: [String]
  let label: String?
  /// The column of the scores that was asked for.
  let column: Int?
  /// All outputs, for people.
  let outputs: [ModelOutput]

  init(_ graph: ONNXGraphMessage, _ options: ModelOptions) throws(ModelError) {
    let origins = ONNXOutputOrigins(graph)
    let (numbers, others) = ONNXOutputChoice.sorted(graph.outputs)
    let isAlone = graph.outputs.count == 1
    var models: [String: Set<Int>] = [:]
    for output in graph.outputs where !isAlone {
      models[output.name] = origins.models(behind: output.name)
    }
    let behindOutputs = models
    func hasModel(_ output: ONNXValueMessage) -> Bool {
      isAlone || !(behindOutputs[output.name] ?? []).isEmpty
    }
    let (asked, column) = try ONNXOutputChoice.asked(options.output, among: graph.outputs)
    let labels = others.filter(hasModel)
    let chosen: [ONNXValueMessage]
    var isPlain = true
    if let asked {
      chosen = numbers.filter { $0.name == asked }
    } else {
      let candidates = ONNXOutputChoice.distinct(numbers.filter(hasModel), origins)
      let found = ONNXOutputChoice.plain(candidates, hasLabels: !labels.isEmpty, origins)
      isPlain = found != nil
      chosen = found ?? Array(candidates.prefix(1))
      if !isPlain, !options.isInspected { throw ONNXOutputChoice.ambiguous(candidates) }
    }
    let behind = chosen.reduce(into: Set<Int>()) { $0.formUnion(models[$1.name] ?? []) }
    // Labels belong to the scores if the same model gives both.
    let own = labels.filter {
      chosen.isEmpty
        ? asked == nil || asked == $0.name
        : isAlone || !behind.isDisjoint(with: models[$0.name] ?? [])
    }
    if chosen.isEmpty, own.count > 1, !options.isInspected { throw ONNXOutputChoice.ambiguous(own) }
    guard !graph.outputs.isEmpty else {
      throw .malformed(place: "the graph", problem: "has no outputs")
    }
    guard !chosen.isEmpty || !own.isEmpty else {
      throw .unsupported(
        feature: "a graph whose outputs are its inputs",
        advice: "export it with its scores as an output")
    }
    let open = isPlain ? [] : Set(numbers.filter(hasModel).map(\.name))
    let (scores, label) = (chosen.map(\.name), own.first?.name)
    var outputs: [ModelOutput] = []
    for output in graph.outputs {
      let role: String
      if open.contains(output.name) {
        role = "may be the scores: 'output' must choose"
      } else if scores.contains(output.name) {
        role = "the scores"
      } else if output.name == label {
        role = "the labels"
      } else {
        role = hasModel(output) ? "not read" : "an input handed through"
      }
      outputs.append(ModelOutput(name: output.name, shape: output.shapeText, role: role))
    }
    (self.scores, self.label, self.column, self.outputs) = (scores, label, column, outputs)
  }

  /// Numbers and lists of maps, which may be scores, and what may be labels.
  private static func sorted(
    _ outputs: [ONNXValueMessage]
  ) -> (numbers: [ONNXValueMessage], others: [ONNXValueMessage]) {
    var (numbers, others): ([ONNXValueMessage], [ONNXValueMessage]) = ([], [])
    for output in outputs {
      switch output.kind {
      case .tensor(let type, _) where type == 1 || type == 11: numbers.append(output)
      case .sequence: numbers.append(output)
      case .tensor, .other: others.append(output)
      }
    }
    return (numbers, others)
  }

  /// The output that was asked for, and the column of it: `NAME`, `NAME[1]`, or `1` of the scores.
  private static func asked(
    _ text: String?, among outputs: [ONNXValueMessage]
  ) throws(ModelError) -> (name: String?, column: Int?) {
    guard let text else { return (nil, nil) }
    let names = outputs.map(\.name)
    if names.contains(text) { return (text, nil) }
    if let column = Int(text), column >= 0 { return (nil, column) }
    if text.hasSuffix("]"), let bracket = text.lastIndex(of: "["),
      let column = Int(text[text.index(after: bracket)...].dropLast()), column >= 0,
      names.contains(String(text[..<bracket]))
    {
      return (String(text[..<bracket]), column)
    }
    throw .badOption(
      option: "output",
      problem: "names '\(text)', which is no output of the graph; it has "
        + outputs.prefix(10).map { "'\($0.name)' (\($0.shapeText))" }.joined(separator: ", ")
        + (outputs.count > 10 ? ", …" : ""))
  }

  /// Without those that are another in another form.
  private static func distinct(
    _ outputs: [ONNXValueMessage], _ origins: ONNXOutputOrigins
  ) -> [ONNXValueMessage] {
    var seen: Set<String> = []
    return outputs.filter { seen.insert(origins.source(of: $0.name)).inserted }
  }

  /// The scores among `candidates`; nil where that is not plain.
  private static func plain(
    _ candidates: [ONNXValueMessage], hasLabels: Bool, _ origins: ONNXOutputOrigins
  ) -> [ONNXValueMessage]? {
    guard candidates.count > 1 else { return candidates }
    let named = candidates.filter { $0.name.lowercased().contains("prob") }
    if named.count == 1 { return named }
    let scored = candidates.filter { origins.isOfClassifier($0.name) }
    if scored.count == 1 { return scored }
    return hasLabels && candidates.allSatisfy { $0.columns == 1 } ? candidates : nil
  }

  private static func ambiguous(_ candidates: [ONNXValueMessage]) -> ModelError {
    .badOption(
      option: "output",
      problem: "beside 'path' (predict: --output) must say which output of the graph is the score: "
        + candidates.prefix(10).map { "'\($0.name)' (\($0.shapeText))" }.joined(separator: ", ")
        + (candidates.count > 10 ? ", …" : ""))
  }
}

extension ONNXValueMessage {
  /// The number of columns as far as the file tells.
  var columns: Int? {
    guard case .tensor(_, let dimensions?) = kind else { return nil }
    if dimensions.count == 1 { return 1 }
    return dimensions.count == 2 ? dimensions[1].map { Int($0) } : nil
  }

  /// For people: `float, rows × 3`.
  var shapeText: String {
    switch kind {
    case .sequence: return "a map for each row"
    case .other: return "no tensor"
    case .tensor(let type, let dimensions):
      let name = ONNXValueMessage.typeNames[type] ?? "type \(type)"
      guard let dimensions else { return name }
      let sizes = dimensions.enumerated().map { axis, size in
        axis == 0 ? "rows" : size.map { String($0) } ?? "?"
      }
      return sizes.isEmpty ? name : "\(name), " + sizes.joined(separator: " × ")
    }
  }

  private static let typeNames: [Int64: String] = [
    1: "float", 2: "uint8", 3: "int8", 4: "uint16", 5: "int16", 6: "int32", 7: "int64",
    8: "text", 9: "boolean", 10: "float16", 11: "double", 12: "uint32", 13: "uint64",
  ]
}
