internal import Checks
internal import Tabular

/// The task and the positive rows as far as the table and the configuration tell, without a model.
struct UnscoredLabels {
  let configuration: GateConfiguration

  /// - Returns: 1 for a positive row; nil for another task.
  func labels(_ column: Column) throws(GateError) -> (task: TaskKind, labels: [UInt8]?) {
    let task = configuration.task ?? natural(column)
    guard task == .binary else { return (task, nil) }
    do throws(LabelError) {
      guard
        case .binary(let labels) = try Labels.binary(
          column, positive: configuration.data.positive?.value)
      else { return (task, nil) }
      return (task, labels)
    } catch {
      let data = configuration.data
      if error.isInData { throw .unloadable("\(data.evaluation.value): \(error.message)") }
      throw .configuration(configuration, data.positive?.place ?? data.label?.place, error.message)
    }
  }

  private func natural(_ column: Column) -> TaskKind {
    if configuration.data.query != nil { return .ranking }
    if configuration.data.positive != nil { return .binary }
    if configuration.data.classes != nil { return .multiclass }
    switch column.values {
    case .boolean: return .binary
    case .numeric: return AnsweredTask(configuration: configuration, label: column).ofLabel
    case .categorical: return .multiclass
    }
  }
}
