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
    for step in steps {
      let next = step.inputUses(count: count)
      for index in uses.indices where uses[index] == .handedOn && index < next.count {
        uses[index] = next[index]
      }
      guard step.keepsColumns else { return uses }
    }
    for index in uses.indices where uses[index] == .handedOn && index < last.count {
      uses[index] = last[index]
    }
    return uses
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
