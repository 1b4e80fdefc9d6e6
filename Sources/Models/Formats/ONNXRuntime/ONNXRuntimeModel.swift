package import Kernels
package import Tabular

/// An ONNX graph with operators that are not native, run by ONNX Runtime where it is installed.
package struct ONNXRuntimeModel: Model {
  package let description: ModelDescription
  private let session: ONNXRuntimeSession
  private let inputs: ONNXRuntimeInputs
  private let outputs: ONNXRuntimeOutputs

  /// Rows that are run at once. Fixed, so that sums inside the graph do not depend on the threads.
  private static let blockRows = 1024

  /// - Parameters:
  ///   - reason: what the native reader does not do: `the ONNX operator Celu`.
  ///   - advice: what else a user may do, for the message where there is no ONNX Runtime.
  ///   - choice: which outputs are scores and labels; nil to tell by their types.
  ///   - path: the model's file, where it keeps tensors in files beside it; whoever calls has checked
  ///     that they lie in its folder.
  /// - Throws: ``ModelError`` if there is no ONNX Runtime, if it refuses the model, or if the inputs
  ///   or outputs are of a kind that no table has.
  init(
    _ bytes: [UInt8], path: String? = nil, reason: String, advice: String,
    choice: ONNXOutputChoice? = nil, options: ModelOptions
  ) throws(ModelError) {
    session = try ONNXRuntimeModel.open(bytes, path, reason, advice, options.runtime)
    inputs = try ONNXRuntimeInputs(session.inputs)
    let outputs = try ONNXRuntimeOutputs(session.outputs, choice)
    // One row of zeroes shows how many scores there are and which classes they belong to.
    let (columns, classes) = try outputs.columns(
      of: session.run(inputs.blank, for: outputs.positions), rows: 1)
    self.outputs = outputs
    let task: ModelTask =
      switch columns.count {
      case 1 where !outputs.namesLabels: .regression
      case 1, 2: .binary
      default: .multiclass(classCount: columns.count)
      }
    var description = ModelDescription(
      format: "onnx", producer: "", task: task, objective: "", features: inputs.features,
      namesFeatures: inputs.areNamed, classNames: classes,
      facts: [
        ("engine", "ONNX Runtime \(session.version)"),
        ("because of", reason),
      ])
    description.outputs = choice?.outputs ?? []
    self.description = description
  }

  /// - Parameter output: ``ScoreOutput/prediction`` only: a graph has no other end.
  package func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    if output == .raw {
      throw .unsupported(
        feature: "an ONNX graph's raw scores", advice: "ask for predictions, which it ends with")
    }
    let bound = try inputs.bind(table)
    let size = Self.blockRows
    let blocks = parallel.map(count: (table.rowCount + size - 1) / size) { block in
      Result { () throws(ModelError) in
        let rows = block * size..<min(table.rowCount, (block + 1) * size)
        return try outputs.columns(
          of: session.run(bound.tensors(rows), for: outputs.positions), rows: rows.count
        ).columns
      }
    }
    var columns: [[Double]] = []
    for block in blocks {
      let part = try block.get()
      if columns.isEmpty { columns = part.map { _ in [] } }
      guard part.count == columns.count else {
        throw .malformed(place: "the graph", problem: "gives rows of different widths")
      }
      for (index, column) in part.enumerated() { columns[index] += column }
    }
    return Scores(kind: outputs.kind(of: columns), outputs: columns)
  }

  private static func open(
    _ bytes: [UInt8], _ path: String?, _ reason: String, _ advice: String,
    _ search: ONNXRuntimeSearch
  ) throws(ModelError) -> ONNXRuntimeSession {
    var failure = ""
    for library in search.candidates {
      do throws(ONNXRuntimeSession.Failure) {
        return try ONNXRuntimeSession(library: library, bytes: bytes, path: path)
      } catch {
        switch error {
        case .library(let problem): failure = problem
        case .model(let problem): throw .malformed(place: "ONNX Runtime", problem: problem)
        }
      }
    }
    throw .unsupported(
      feature: reason,
      advice: "ONNX Runtime would run it: install it with 'pip install onnxruntime', or name its "
        + "library in TOLLGATE_ONNXRUNTIME"
        + (search.named.map { " ('\($0)' cannot be loaded: \(failure))" } ?? "") + "; or " + advice)
  }
}
