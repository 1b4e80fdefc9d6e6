internal import Checks
internal import Findings
internal import Kernels
internal import Models
internal import Statistics

/// Both models' answers on the evaluation rows: all that measuring needs.
struct ScoredRows {
  let evidence: Evidence
  /// The files, with what was found out while scoring.
  let inputs: [Report.Input]

  init(
    configuration: GateConfiguration, loaded: LoadedInputs, task: TaskKind, labels: Labels,
    plan: Plan, literals: [LiteralRequest: LiteralTable] = [:], parallel: Parallel
  ) throws(GateError) {
    let weights = try ColumnRoles(configuration).weights(of: loaded.table)
    let resamples = plan.entries.contains { $0.check.keys.contains(.rowKeys) }
    let identity = try RowIdentityBuilder(
      configuration: configuration, table: loaded.table, parallel: parallel
    ).identity(hasKeys: resamples)
    let queries =
      task == .ranking
      ? try QueriesBuilder(configuration: configuration, table: loaded.table)
        .queries(weights: weights, clusters: identity.clusters) : nil
    let builder = OutcomesBuilder(
      configuration: configuration, task: task, labels: labels, weights: weights, queries: queries,
      table: loaded.table, parallel: parallel)
    var outcomes: [Role: Outcomes] = [:]
    outcomes[.candidate] = try builder.outcomes(of: loaded.candidate, role: .candidate)
    if let baseline = loaded.baseline {
      outcomes[.baseline] = try builder.outcomes(of: baseline, role: .baseline)
    }
    // An entry that nobody asked for does not pay for it.
    if let anchor = loaded.anchor, plan.comparesWith(.anchor) {
      outcomes[.anchor] = try builder.outcomes(of: anchor, role: .anchor)
    }
    let decided = try DecisionResolver(configuration: configuration).resolve(outcomes)
    evidence = Evidence(
      outcomes: decided.outcomes.mapValues { .success($0) }, identity: identity,
      literals: literals)
    inputs = decided.facts(on: loaded.inputs)
  }
}
