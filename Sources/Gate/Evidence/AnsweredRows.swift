internal import Checks
internal import Findings
internal import Kernels
internal import Metrics
internal import Models
internal import Statistics
internal import Tabular

/// What the models say of rows whose truth is known.
struct AnsweredRows {
  private(set) var outcomes: [Role: Outcomes] = [:]
  /// The models that some check asks again.
  private(set) var scorables: [Role: Result<Scorable, Unavailable>] = [:]
  /// Of thresholds and of the order of scores.
  private(set) var notes: [Report.Note] = []
  /// Of models that name no classes.
  private(set) var lateNotes: [Report.Note] = []
  private var thresholds: [Role: Report.Fact] = [:]

  /// Of a gate that asks nothing of labels.
  init() {}

  /// - Parameters:
  ///   - roles: the models that are asked.
  ///   - asked: those that are asked again, about changed columns.
  init(
    configuration: GateConfiguration, loaded: LoadedInputs, rows: ModelRows, task: TaskKind,
    labels: Labels, roles: Set<Role>, asked: Set<Role>, identity: RowIdentity, parallel: Parallel
  ) throws(GateError) {
    let queries =
      task == .ranking
      ? try QueriesBuilder(configuration: configuration, table: loaded.table)
        .queries(weights: rows.weights, clusters: identity.clusters) : nil
    let builder = OutcomesBuilder(
      configuration: configuration, task: task, labels: labels, queries: queries, rows: rows,
      parallel: parallel, nestedColumns: loaded.nestedColumns)
    let models = loaded.models.filter { roles.contains($0.key) }
    var given: [Role: Outcomes] = [:]
    for role in Role.allCases {
      guard let model = models[role] else { continue }
      given[role] = try builder.outcomes(of: model, role: role)
    }
    let decided = try DecisionResolver(
      configuration: configuration, own: builder.ownThresholds(of: models)
    ).resolve(given)
    outcomes = decided.outcomes
    thresholds = decided.facts
    for role in Role.allCases where asked.contains(role) {
      guard let model = models[role], let outcomes = outcomes[role] else { continue }
      scorables[role] = builder.scorable(model, role: role, outcomes: outcomes, identity: identity)
    }
    notes =
      decided.notes
      + BackwardScores(
        configuration: configuration, identity: identity,
        naming: Set(Role.allCases.filter { models[$0]?.description.classNames != nil })
      ).notes(outcomes)
    let label = configuration.data.label.flatMap { loaded.table[$0.value] }
    lateNotes = PositiveSide.notes(task, label, configuration) { models[$0]?.description }
  }

  /// The inputs of a report, with the facts of the models among them.
  func facts(on inputs: [Report.Input]) -> [Report.Input] {
    inputs.map { input in
      var input = input
      if let fact = Role(rawValue: input.role).flatMap({ thresholds[$0] }) {
        input.facts.append(fact)
      }
      return input
    }
  }
}
