/// What `inspect` says about a PMML model.
enum PMMLDescription {
  static func of(
    _ document: PMMLDocument, _ model: PMMLCompiledModel, _ inputs: [PMMLInput], derived: Int,
    engine: String, facts: [(name: String, value: String)] = []
  ) -> ModelDescription {
    let version = document.root["version"] ?? "of no version"
    let application = document.root.child("Header")?.child("Application")
    let producer = [application?["name"], application?["version"]].compactMap { $0 }
      .joined(separator: " ")
    return ModelDescription(
      format: PMMLFormat.id, producer: producer, task: model.task,
      objective: model.function.rawValue, features: inputs.map(feature), namesFeatures: true,
      classNames: model.classes.count > 0 ? model.classes.texts : nil,
      facts: [("PMML", version), ("model", model.kind)] + facts
        + [("derived fields", "\(derived)"), ("engine", engine)]
        + [PMMLStatedCounts.fact(of: document)].compactMap { $0 })
  }

  private static func feature(_ input: PMMLInput) -> Feature {
    let data = input.data
    if data.type.isText {
      return Feature(
        name: data.name,
        kind: data.valueTexts.isEmpty ? .text : .categorical(names: data.valueTexts))
    }
    let isListed = data.type.opType != .continuous && !data.valueTexts.isEmpty
    return Feature(
      name: data.name, kind: isListed ? .categorical(names: data.valueTexts) : .numeric)
  }
}

extension PMMLCompiledModel {
  /// Whether the model says how likely each class is.
  var hasProbabilities: Bool { classes.count > 0 && scorer.hasProbabilities }

  /// Whether a row has more than one answer (`selectAll`, `multiModelChain`).
  var answersSeveral: Bool {
    guard let segments = scorer as? PMMLSegmentation else { return false }
    return segments.method == .selectAll || segments.method == .multiModelChain
  }

  var task: ModelTask {
    switch classes.count {
    case 0: .regression
    case 2: .binary
    default: .multiclass(classCount: classes.count)
    }
  }
}
