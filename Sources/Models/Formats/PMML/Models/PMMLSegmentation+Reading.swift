extension PMMLSegmentation {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    let element = context.element
    guard let segmentation = element.child("Segmentation") else {
      if element.child("Regression") != nil || element.child("DecisionTree") != nil {
        throw element.unsupported(
          "models inside a MiningModel without Segmentation, as PMML 3 had them",
          "write them as segments of a modelChain or selectFirst")
      }
      throw element.malformed("the MiningModel holds no Segmentation")
    }
    let method: Method = try segmentation.choice("multipleModelMethod", default: nil)
    let reader = PMMLSegmentReader(context, method)
    var segments = try withExtendedLifetime(reader) { () throws(ModelError) in
      try reader.segments(segmentation)
    }
    let classes = try mapClasses(of: &segments, method, context)
    if classes.count > 0, [.sum, .weightedSum, .weightedMedian].contains(method) {
      throw segmentation.malformed("'\(method.rawValue)' has no meaning for classes")
    }
    return (
      PMMLSegmentation(
        segments: segments, method: method, classCount: classes.count,
        missing: try segmentation.choice("missingPredictionTreatment", default: .continue),
        missingThreshold: try segmentation.number("missingThreshold") ?? 1,
        isFloat: context.isFloat), classes
    )
  }

  /// Brings the segments' classes together.
  private static func mapClasses(
    of segments: inout [Segment], _ method: Method, _ context: PMMLModelContext
  ) throws(ModelError) -> PMMLClasses {
    if method == .modelChain, let last = segments.last {
      for index in segments.indices {
        segments[index].isAnswer =
          segments[index].model.targetName == last.model.targetName
          && (segments[index].model.classes.count > 0) == (last.model.classes.count > 0)
      }
    }
    guard context.function == .classification, method != .selectAll, method != .multiModelChain
    else { return .none }
    let texts = segments.filter(\.isAnswer).flatMap(\.model.classes.texts)
    let classes = try PMMLClasses.of(texts, context)
    for index in segments.indices where segments[index].isAnswer {
      segments[index].classes = segments[index].model.classes.texts.compactMap { classes[$0] }
    }
    guard segments.filter(\.isAnswer).allSatisfy({ $0.model.classes.count > 0 }) else {
      throw context.element.malformed("a classification has a segment that predicts no class")
    }
    return classes
  }
}

/// Compiles the segments of a `Segmentation`, in order; in a chain, each sees the outputs of those
/// before it.
private final class PMMLSegmentReader {
  private let context: PMMLModelContext
  private let isChain: Bool
  /// The outputs of the segments so far, and the fields that their models see.
  private var readers: [PMMLOutputReader?] = []
  private var scopes: [PMMLScope] = []
  /// By name of an output, the segments that have one.
  private var owners: [String: [Int]] = [:]

  init(_ context: PMMLModelContext, _ method: PMMLSegmentation.Method) {
    self.context = context
    isChain = method == .modelChain || method == .multiModelChain
  }

  func segments(_ element: PMMLElement) throws(ModelError) -> [PMMLSegmentation.Segment] {
    var segments: [PMMLSegmentation.Segment] = []
    for (number, segment) in element.children("Segment").enumerated() {
      segments.append(try self.segment(segment, number, surroundings()))
    }
    guard !segments.isEmpty else { throw element.malformed("the Segmentation is empty") }
    for index in segments.indices {
      segments[index].model.outputs = readers[index]?.outputs ?? []
      // An output that a later segment asked for may have needed more derived fields.
      segments[index].model.steps = scopes[index].steps
    }
    return segments
  }

  /// What the next segment sees around it. Each has surroundings of its own, with the outputs of those
  /// before it and no others, whenever a field is looked up: also where that happens late, because a
  /// later segment asks for one of its outputs.
  private func surroundings() -> PMMLScope {
    let surroundings = PMMLScope(context.compiler, parent: context.scope)
    let position = readers.count
    if isChain {
      surroundings.outside = { [weak self] name throws(ModelError) in
        try self?.output(name, before: position)
      }
    }
    return surroundings
  }

  /// The output of that name of the latest segment before a position that has it.
  private func output(_ name: String, before position: Int) throws(ModelError) -> PMMLField? {
    guard let owners = owners[name] else { return nil }
    for owner in owners.reversed() where owner < position {
      if let field = try readers[owner]?.field(name) { return field }
    }
    return nil
  }

  private func segment(
    _ element: PMMLElement, _ number: Int, _ surroundings: PMMLScope
  ) throws(ModelError) -> PMMLSegmentation.Segment {
    let predicate = try surroundings.predicate(in: element)
    let (inner, kind) = try PMMLModelCatalog.model(in: element)
    let scope = PMMLScope(context.compiler, parent: surroundings)
    try scope.declare(innerSchema: inner.child("MiningSchema"))
    let (model, innerContext) = try PMMLModelContext.compile(inner, kind, scope: scope)
    let reader = isChain ? try PMMLOutputReader(model, innerContext) : nil
    for name in reader?.names ?? [] { owners[name, default: []].append(readers.count) }
    readers.append(reader)
    scopes.append(scope)
    let weight = try element.number("weight") ?? 1
    guard weight.isFinite, weight >= 0 else {
      throw element.malformed("the weight of a segment is a finite number of 0 or more")
    }
    return PMMLSegmentation.Segment(
      id: element["id"] ?? "\(number + 1)", predicate: predicate, weight: weight, model: model)
  }
}
