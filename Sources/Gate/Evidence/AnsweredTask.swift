internal import Checks
internal import Models
internal import Tabular

/// What a gate asks of models that are known by their answers alone: what the configuration says, else
/// what the label looks like, else what the suites can be asked of.
struct AnsweredTask {
  let configuration: GateConfiguration
  let label: Column

  /// The task by configuration and label; nil where the answers' own shape decides.
  private var stated: TaskKind? {
    if let task = configuration.task { return task }
    if configuration.data.query != nil { return .ranking }
    if configuration.data.positive != nil { return .binary }
    return configuration.data.classes != nil ? .multiclass : nil
  }

  /// The task of a gate whose candidate is such a model.
  func task(of model: ModelDescription) -> TaskKind {
    if let stated { return stated }
    if case .multiclass(let count) = model.task {
      // Two named classes are two of a kind, unless only a binary gate knows what the suites ask.
      return count == 2 && !fits(.multiclass) && fits(.binary) ? .binary : .multiclass
    }
    // A score for each of 0 and 1.
    if model.classNames?.count == 2, valueCount <= 2 { return .binary }
    return ofLabel
  }

  /// The label's values, as classes where they are some.
  ///
  /// - Parameter candidate: the candidate, where a file says what it predicts.
  func labelValues(for candidate: ModelDescription?) -> LabelValues {
    let task =
      configuration.task ?? candidate.flatMap { $0.isKnownByAnswersOnly ? nil : TaskKind($0.task) }
      ?? stated ?? ofLabel
    return LabelValues(label, areClasses: task == .binary || task == .multiclass)
  }

  /// The task that the label's values leave, or the suites where it may be several.
  var ofLabel: TaskKind {
    switch label.values {
    case .boolean: return .binary
    case .categorical: return valueCount <= 2 ? .binary : .multiclass
    case .numeric(let numbers):
      if numbers.allSatisfy({ $0 == 0 || $0 == 1 }) { return .binary }
      guard !fits(.regression), numbers.allSatisfy({ $0 == $0.rounded() }), valueCount > 0 else {
        return .regression
      }
      if valueCount == 2, fits(.binary) { return .binary }
      return fits(.multiclass) ? .multiclass : .regression
    }
  }

  /// How many values the label has; 0 for more than classes there are.
  private var valueCount: Int { LabelValues(label, areClasses: true).classes.count }

  /// Whether every check that the suites name is one of the task's. Without suites any task fits.
  private func fits(_ task: TaskKind) -> Bool {
    (configuration.entries ?? []).allSatisfy { entry in
      let kinds = CheckCatalog.kinds(entry.check.value)
      return kinds.isEmpty || kinds.contains { $0.fits(task) }
    }
  }
}

extension TaskKind {
  /// What a model's own task asks.
  init(_ task: ModelTask) {
    self =
      switch task {
      case .binary: .binary
      case .multiclass: .multiclass
      case .regression: .regression
      case .ranking: .ranking
      }
  }
}
