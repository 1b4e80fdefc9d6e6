internal import Checks
internal import Findings
internal import Kernels
internal import Metrics
internal import Models
internal import Tabular

/// A gate with everything that it read: the way that all commands share, up to the scoring.
struct PreparedGate {
  let configuration: GateConfiguration
  let task: TaskKind
  let slices: [Slice]
  let plan: Plan
  private let loaded: LoadedInputs
  private let labels: Labels
  private let literals: [LiteralRequest: LiteralTable]
  private let groups: [GroupRequest: GroupCodes]

  /// The evaluation rows.
  var table: Table { loaded.table }

  /// - Parameter only: Entries to run; empty runs all.
  /// - Throws: Whatever keeps the gate from being judged.
  init(_ loader: InputsLoader, only: [String]) throws(GateError) {
    configuration = loader.configuration
    loaded = try loader.load()
    guard let labelColumn = loaded.table[configuration.data.label.value] else {
      throw .unloadable("\(configuration.data.evaluation.value): lacks the label column")
    }
    (task, labels) = try TaskInference(
      configuration: configuration, candidate: loaded.candidate.description,
      baseline: loaded.baseline?.description, anchor: loaded.anchor?.description,
      label: labelColumn
    ).labels()
    let reference = loaded.reference
    slices = try SliceResolver(configuration: configuration, reference: reference)
      .resolve(on: loaded.table)
    plan = try Plan(configuration, task: task, slices: slices, only: only)
    literals = try LiteralsBuilder(
      configuration: configuration, table: loaded.table, reference: reference,
      parallel: loader.parallel
    ).tables(for: plan)
    groups = try GroupsBuilder(
      configuration: configuration, table: loaded.table, reference: reference
    ).codes(for: plan)
  }

  /// Ends the programs that answered; nothing may be asked afterwards.
  func finish() throws(GateError) { try loaded.finish(configuration) }

  /// All models' answers.
  func scored(
    parallel: Parallel, progress: (String) -> Void
  ) throws(GateError) -> ScoredRows {
    progress("scoring \(NumberStyle.ascii.count(table.rowCount)) rows")
    return try ScoredRows(
      configuration: configuration, loaded: loaded, task: task, labels: labels, plan: plan,
      literals: literals, groups: groups, parallel: parallel)
  }
}
