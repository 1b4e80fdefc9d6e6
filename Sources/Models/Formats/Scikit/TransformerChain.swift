import Tabular

/// Transformers one after another: the steps of a pipeline, pipelines within it unfolded.
struct TransformerChain: Sendable {
  private(set) var steps: [any Transformer] = []

  /// - Parameter object: a transformer, a pipeline of them, or the text `passthrough`.
  init(_ object: PythonObject) throws(ModelError) {
    try append(object)
  }

  init() {}

  mutating func append(_ object: PythonObject) throws(ModelError) {
    if try object.isNone { return }
    if try object.textIfAny() == "passthrough" { return }
    if let inner = try object.held { return try append(inner) }
    guard object.className == "Pipeline" else {
      steps.append(try TransformerCatalog.transformer(object))
      return
    }
    for step in try TransformerChain.steps(of: object) { try append(step) }
  }

  /// The objects in a pipeline's steps.
  static func steps(of pipeline: PythonObject) throws(ModelError) -> [PythonObject] {
    var steps: [PythonObject] = []
    for pair in try pipeline.attribute("steps").items() {
      let parts = try pair.items()
      guard parts.count == 2 else { throw pair.malformed("is no pair of a name and a step") }
      steps.append(parts[1])
    }
    guard !steps.isEmpty else { throw pipeline.malformed("has no steps") }
    return steps
  }

  /// The number of columns that the first step was fitted on, nil if none of them says.
  var inputCount: Int? { steps.lazy.compactMap(\.inputCount).first }

  /// Whether scikit-learn hands the chain's output on as a sparse matrix.
  func givesSparse(from isSparse: Bool) -> Bool {
    steps.reduce(isSparse) { $1.givesSparse(from: $0) }
  }

  /// What the chain does with its inputs; `last` is what follows it.
  func inputUses(count: Int, last: [InputUse]) -> [InputUse] {
    var uses = Array(repeating: InputUse.handedOn, count: count)
    // By column so far, the input that it comes from.
    var origins = Array(0..<count)
    for step in steps {
      for (origin, use) in zip(origins, step.inputUses(count: origins.count))
      where uses[origin] == .handedOn {
        uses[origin] = use
      }
      guard let next = TransformerChain.followed(origins, through: step) else { return uses }
      origins = next
    }
    for (origin, use) in zip(origins, last) where uses[origin] == .handedOn { uses[origin] = use }
    return uses
  }

  /// By output of the chain, the one of `count` inputs that it comes from alone; nil where outputs come
  /// from several.
  func origins(count: Int) -> [Int]? {
    var origins = Array(0..<count)
    for step in steps {
      guard let next = TransformerChain.followed(origins, through: step) else { return nil }
      origins = next
    }
    return origins
  }

  private static func followed(_ origins: [Int], through step: any Transformer) -> [Int]? {
    guard let next = step.origins(count: origins.count),
      next.allSatisfy(origins.indices.contains)
    else { return nil }
    return next.map { origins[$0] }
  }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var columns = columns
    for step in steps {
      guard step.inputCount ?? columns.count == columns.count else {
        throw .malformed(
          place: "pipeline",
          problem: "a step was fitted on \(step.inputCount ?? 0) columns and is given "
            + "\(columns.count)")
      }
      columns = try step.transformed(columns, rowCount: rowCount)
    }
    return columns
  }
}
