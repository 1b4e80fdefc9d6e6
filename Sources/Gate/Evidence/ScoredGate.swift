internal import Checks
internal import Findings
internal import Kernels

/// A gate with everything that it read and scored: the way to its findings up to the measuring.
struct ScoredGate {
  let task: TaskKind
  let slices: [Slice]
  let plan: Plan
  let rowCount: Int
  let scored: ScoredRows

  /// - Parameter only: Entries to run; empty runs all.
  /// - Throws: Whatever keeps the gate from being judged.
  init(
    _ configuration: GateConfiguration, only: [String], surroundings: Surroundings,
    parallel: Parallel, progress: @escaping @Sendable (String) -> Void
  ) throws(GateError) {
    let loaded = try InputsLoader(
      configuration: configuration, surroundings: surroundings, parallel: parallel,
      progress: progress
    ).load()
    guard let labelColumn = loaded.table[configuration.data.label.value] else {
      throw .unloadable("\(configuration.data.evaluation.value): lacks the label column")
    }
    let labels: Labels
    (task, labels) = try TaskInference(
      configuration: configuration, candidate: loaded.candidate.description,
      baseline: loaded.baseline?.description, anchor: loaded.anchor?.description,
      label: labelColumn
    ).labels()
    slices = try SliceResolver(configuration: configuration).resolve(on: loaded.table)
    plan = try Plan(configuration, task: task, slices: slices, only: only)
    rowCount = loaded.table.rowCount
    progress("scoring \(NumberStyle.ascii.count(rowCount)) rows")
    scored = try ScoredRows(
      configuration: configuration, loaded: loaded, task: task, labels: labels, plan: plan,
      parallel: parallel)
  }
}
