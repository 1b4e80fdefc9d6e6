internal import Checks
internal import Models
internal import Tabular

/// Finds out what a gate's models predict, and reads the labels accordingly.
struct TaskInference {
  let configuration: GateConfiguration
  /// The models that the gate asks.
  let models: [Role: ModelDescription]
  let label: Column

  func labels() throws(GateError) -> (task: TaskKind, labels: Labels) {
    guard let candidate = models[.candidate] else {
      throw .unloadable("the candidate was not read")
    }
    let task = try task(of: candidate)
    let named = try names(candidate, task)
    do throws(LabelError) {
      switch task {
      case .binary:
        return (
          task, try Labels.binary(label, positive: configuration.data.positive?.value)
        )
      case .regression: return (task, try Labels.regression(label))
      case .ranking: return (task, try Labels.ranking(label))
      case .multiclass:
        return (task, try multiclass(candidate, named))
      }
    } catch {
      throw gateError(error)
    }
  }

  /// The candidate's classes in the label's words, as far as somebody names them.
  private func names(
    _ candidate: ModelDescription, _ task: TaskKind
  ) throws(GateError) -> [String]? {
    try checkClasses(task)
    guard task == .multiclass else { return nil }
    if let classes = configuration.data.classes { return classes.map(\.value) }
    return try ModelClasses(
      configuration: configuration, label: LabelValues(label, areClasses: true)
    ).names(of: candidate, configuration.models[.candidate], task: task)
  }

  private func multiclass(
    _ candidate: ModelDescription, _ named: [String]?
  ) throws(LabelError) -> Labels {
    var count = named?.count ?? 2
    // Predicted texts are the classes that occur; the gate may know more.
    if !candidate.isKnownByAnswersOnly, case .multiclass(let classCount) = candidate.task {
      count = classCount
    }
    return try Labels.multiclass(label, classes: named, classCount: count)
  }

  /// Refuses `data.classes` where it means nothing: for amounts and grades, and where a binary label has
  /// other values.
  private func checkClasses(_ task: TaskKind) throws(GateError) {
    guard let classes = configuration.data.classes else { return }
    switch task {
    case .multiclass: return
    case .regression, .ranking:
      throw .configuration(
        configuration, classes.first?.place,
        "'data.classes' is for binary and multiclass gates, and this gate's task is \(task.rawValue)"
      )
    case .binary:
      let values = LabelValues(label, areClasses: true)
      let names = classes.map(\.value)
      guard names.count == 2,
        values.classes.allSatisfy({ ClassName.place(of: $0, in: names) != nil })
      else {
        throw .configuration(
          configuration, classes.first?.place,
          "'data.classes' lists \(names.prefix(10).joined(separator: ", ")); a binary gate needs the "
            + "two values of label '\(label.name)', \(values.listed)")
      }
    }
  }

  private func gateError(_ error: LabelError) -> GateError {
    let data = configuration.data
    if error.isInData { return .unloadable("\(data.evaluation.value): \(error.message)") }
    let place: ConfigurationNode.Place? =
      switch error.subject {
      case .label: data.label?.place
      case .positive: data.positive?.place ?? data.label?.place
      case .classes: data.classes?.first?.place ?? data.label?.place
      }
    return .configuration(configuration, place, error.message)
  }

  private func task(of candidate: ModelDescription) throws(GateError) -> TaskKind {
    let task = configuration.task ?? natural(candidate)
    for role in Role.allCases {
      guard let model = models[role], let reference = configuration.models[role] else { continue }
      try check(model, reference.path, task)
    }
    try checkQuery(task)
    return task
  }

  /// Refuses rankings without queries, and queries that nothing reads.
  private func checkQuery(_ task: TaskKind) throws(GateError) {
    let data = configuration.data
    if task == .ranking, data.query == nil {
      throw .configuration(
        configuration, data.label?.place,
        "a ranking gate needs 'data.query': the column that names the query of each row")
    }
    if task != .ranking, let query = data.query {
      throw .configuration(
        configuration, query.place,
        "'data.query' is for ranking gates, and this gate's task is \(task.rawValue); "
          + "'task: ranking' ranks the rows of each query by the model's number")
    }
  }

  /// Whether the model can stand in a gate of `task`. One that is known by its answers can in any.
  private func check(
    _ model: ModelDescription, _ path: Located<String>, _ task: TaskKind
  ) throws(GateError) {
    guard !model.isKnownByAnswersOnly, natural(model) != task else { return }
    let own = natural(model)
    // Any number that orders rows ranks them.
    if task == .ranking, own == .regression || own == .binary { return }
    throw .configuration(
      configuration, path.place,
      "\(path.value) is a \(own.rawValue) model (objective '\(model.objective)'); "
        + "this gate's task is \(task.rawValue)")
  }

  private func natural(_ model: ModelDescription) -> TaskKind {
    model.isKnownByAnswersOnly
      ? AnsweredTask(configuration: configuration, label: label).task(of: model)
      : TaskKind(model.task)
  }
}
