internal import Checks
internal import Findings
internal import Kernels
internal import Metrics
internal import Models
internal import Tabular

/// A gate with everything that it read: the way that all commands share, up to the scoring.
struct PreparedGate {
  let configuration: GateConfiguration
  /// Nil for a gate that asks nothing of labels.
  let task: TaskKind?
  let slices: [Slice]
  let plan: Plan
  private let loaded: LoadedInputs
  private let needs: Needs
  private let labels: Labels?
  private let literals: [LiteralRequest: LiteralTable]
  private let groups: [GroupRequest: GroupCodes]

  /// The evaluation rows.
  var table: Table { loaded.table }

  /// - Parameter only: Entries to run; empty runs all.
  /// - Throws: Whatever keeps the gate from being judged.
  init(_ loader: InputsLoader, only: [String]) throws(GateError) {
    configuration = loader.configuration
    let intent = try Intent(configuration, only: only)
    needs = Needs(intent)
    loaded = try loader.load(needs)
    if needs.labels {
      (task, labels) = try TaskInference(
        configuration: configuration, models: loaded.models.mapValues(\.description),
        label: configuration.labels(in: loaded.table)
      ).labels()
    } else {
      (task, labels) = (configuration.task, nil)
    }
    let reference = loaded.reference
    slices = try SliceResolver(
      configuration: configuration, reference: reference,
      slicesReference: needs.columns[.reference] != nil
    ).resolve(on: loaded.table)
    plan = try Plan(intent, task: task, slices: slices)
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
    if !needs.answers.isEmpty {
      progress("scoring \(NumberStyle.ascii.count(table.rowCount)) rows")
    }
    return try ScoredRows(
      configuration: configuration, loaded: loaded, needs: needs, task: task, labels: labels,
      plan: plan, literals: literals, groups: groups, parallel: parallel)
  }
}

extension GateConfiguration {
  /// The column of the truth.
  func labels(in table: Table) throws(GateError) -> Column {
    guard let label = data.label, let column = table[label.value] else {
      throw .unloadable("\(data.evaluation.value): lacks the label column")
    }
    return column
  }
}
