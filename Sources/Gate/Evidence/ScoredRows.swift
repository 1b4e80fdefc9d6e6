internal import Checks
internal import Findings
internal import Kernels
internal import Metrics
internal import Models
internal import Statistics

/// Both models' answers on the evaluation rows: all that measuring needs.
struct ScoredRows {
  let evidence: Evidence
  /// The files, with what was found out while scoring.
  let inputs: [Report.Input]
  let notes: [Report.Note]

  init(
    configuration: GateConfiguration, loaded: LoadedInputs, task: TaskKind, labels: Labels,
    plan: Plan, literals: [LiteralRequest: LiteralTable] = [:],
    groups: [GroupRequest: GroupCodes] = [:], parallel: Parallel
  ) throws(GateError) {
    let weights = try ColumnRoles(configuration).weights(of: loaded.table)
    let keys = plan.entries.reduce(into: Set<Key>()) { $0.formUnion($1.check.keys) }
    let resamples = keys.contains(.rowKeys)
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
    var scorables: [Role: Result<Scorable, Unavailable>] = [:]
    let models: [Role: (any Model)?] = [
      .candidate: loaded.candidate, .baseline: loaded.baseline, .anchor: loaded.anchor,
    ]
    for role in Role.allCases {
      let isAsked = keys.contains(.scorable(role == .anchor ? .baseline : role))
      guard isAsked, role != .anchor || plan.comparesWith(.anchor) else { continue }
      guard let model = models[role] ?? nil, let outcomes = decided.outcomes[role] else { continue }
      scorables[role] = builder.scorable(
        model, role: role, outcomes: outcomes, identity: identity)
    }
    var categories: [Role: CategoryCounts] = [:]
    for role in Role.allCases where outcomes[role] != nil {
      guard let model = models[role] ?? nil else { continue }
      categories[role] = try builder.categories(of: model, role: role)
    }
    var evidence = Evidence(
      outcomes: decided.outcomes.mapValues { .success($0) }, identity: identity,
      literals: literals, scorables: scorables,
      importances: ImportancesBuilder(configuration: configuration, parallel: parallel)
        .importances(for: plan, of: scorables), groups: groups
    ).tabulating(plan.keys(of: nil), parallel: parallel)
    evidence.categories = categories
    self.evidence = evidence
    let report = CategoryReport(counts: categories)
    inputs = report.facts(on: decided.facts(on: loaded.inputs))
    notes = report.notes
  }
}
