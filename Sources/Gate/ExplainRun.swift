package import Checks
package import Explanations
package import Kernels
internal import Metrics
internal import Models
internal import Statistics
internal import Tabular

/// `tollgate explain`: what one model's answers rest on, without a gate's checks and conditions.
package struct ExplainRun: Sendable {
  /// Its candidate is the model, its evaluation data are the rows.
  package let configuration: GateConfiguration
  package let parallel: Parallel
  /// For external models; nothing else asks for them.
  package let surroundings: Surroundings
  /// Told what is going on, for a terminal.
  package let progress: @Sendable (String) -> Void

  package init(
    configuration: GateConfiguration, parallel: Parallel,
    surroundings: Surroundings = Surroundings(),
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.parallel = parallel
    self.surroundings = surroundings
    self.progress = progress
  }

  /// The model with its rows, labels and task.
  package func scorable() throws(GateError) -> (task: TaskKind, model: Scorable) {
    let loader = InputsLoader(
      configuration: configuration, surroundings: surroundings, parallel: parallel,
      progress: progress)
    let loaded = try loader.load(.explaining)
    guard let candidate = loaded.models[.candidate] else {
      throw .unloadable("\(path): cannot be read")
    }
    let (task, labels) = try TaskInference(
      configuration: configuration, models: [.candidate: candidate.description],
      label: configuration.labels(in: loaded.table)
    ).labels()
    let weights = try ColumnRoles(configuration).weights(of: loaded.table)
    let identity = try RowIdentityBuilder(
      configuration: configuration, table: loaded.table, parallel: parallel
    ).identity(hasKeys: true)
    progress("scoring")
    let answered = try AnsweredRows(
      configuration: configuration, loaded: loaded,
      rows: ModelRows(
        configuration: configuration, table: loaded.table, weights: weights,
        keptTexts: loaded.keptTexts), task: task, labels: labels, roles: [.candidate],
      asked: [.candidate], identity: identity, parallel: parallel)
    switch answered.scorables[.candidate] {
    case .success(let model)?: return (task, model)
    case .failure(let problem)?: throw .unloadable(problem.reason)
    case nil: throw .unloadable("\(path): gives no scores")
    }
  }

  private var path: String { configuration.models[.candidate]?.path.value ?? "the model" }

  /// The permutation importance of the model's features.
  ///
  /// - Parameters:
  ///   - metric: An id of the task's metrics; nil takes the task's default.
  ///   - features: The features or groups to permute; nil takes all.
  package func importance(
    metric: String?, repeats: Int, rows: Int?, groups: [FeatureGroup], features: [String]?,
    seed: UInt64
  ) throws(GateError) -> PermutationImportance {
    let (task, model) = try scorable()
    progress("permuting")
    let request = ImportanceRequest(
      role: .candidate, metric: metric ?? ImportanceRequest.defaultMetric(task), repeats: repeats,
      rows: rows, groups: groups)
    do throws(ExplanationError) {
      return try model.importance(
        request, of: features, seed: seed, alpha: configuration.statistics.alpha,
        keepsInfluence: false, parallel: parallel)
    } catch {
      switch error {
      case .unfit(let reason): throw .usage(reason)
      case .model(let problem):
        throw .unloadable("\(path): \(problem.description)")
      }
    }
  }
}

extension GateError {
  /// A flag that does not fit what was found.
  fileprivate static func usage(_ message: String) -> GateError {
    .configuration(
      ConfigurationError(file: nil, problems: [ConfigurationProblem(place: nil, message: message)]))
  }
}
