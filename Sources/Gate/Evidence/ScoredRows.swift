internal import Checks
internal import Findings
internal import Kernels
internal import Metrics
internal import Models
internal import Statistics
internal import Tabular

/// All that measuring needs: the tables, and what the models say of the evaluation rows.
struct ScoredRows {
  let evidence: Evidence
  /// The files, with what was found out while scoring.
  let inputs: [Report.Input]
  /// What was found out while scoring, and no finding is about.
  let notes: [Report.Note]

  /// - Parameters:
  ///   - task: nil, as the labels, for a gate that asks nothing of labels.
  init(
    configuration: GateConfiguration, loaded: LoadedInputs, needs: Needs, task: TaskKind?,
    labels: Labels?, plan: Plan, literals: [LiteralRequest: LiteralTable] = [:],
    groups: [GroupRequest: GroupCodes] = [:], parallel: Parallel
  ) throws(GateError) {
    let weights = try ColumnRoles(configuration).weights(of: loaded.table)
    let keys = plan.keys
    let identity = try RowIdentityBuilder(
      configuration: configuration, table: loaded.table, parallel: parallel
    ).identity(hasKeys: keys.contains(.rowKeys))
    let rows = ModelRows(
      configuration: configuration, table: loaded.table, weights: weights,
      keptTexts: loaded.keptTexts)
    var answered = AnsweredRows()
    if let task, let labels, !needs.outcomes.isEmpty {
      answered = try AnsweredRows(
        configuration: configuration, loaded: loaded, rows: rows, task: task, labels: labels,
        roles: needs.outcomes, asked: plan.askedAgain, identity: identity, parallel: parallel)
    }
    var categories: [Role: CategoryCounts] = [:]
    for role in Role.allCases where needs.answers.contains(role) {
      guard let model = loaded.models[role] else { continue }
      categories[role] = try rows.categories(of: model, role: role)
    }
    var evidence = Evidence(
      outcomes: answered.outcomes.mapValues { .success($0) }, identity: identity,
      literals: literals, scorables: answered.scorables,
      importances: ImportancesBuilder(configuration: configuration, parallel: parallel)
        .importances(for: plan, of: answered.scorables), groups: groups
    ).tabulating(plan.keys(of: .whole), parallel: parallel)
    evidence.categories = categories
    evidence.tables = try TablesBuilder(
      configuration: configuration, loaded: loaded, weights: weights, identity: identity
    ).tables(for: plan)
    self.evidence = evidence
    let report = CategoryReport(counts: categories)
    inputs = report.facts(on: answered.facts(on: loaded.inputs))
    notes =
      SameAnswers(inputs: loaded.inputs, outcomes: answered.outcomes).notes + loaded.notes
      + answered.notes + report.notes + answered.lateNotes
  }
}
