internal import Checks
internal import Models

/// The names of a model's classes in the words of the label.
///
/// A model that was fitted on 0 and 1 calls its classes so, whatever the label says. Truth values and
/// 0 and 1 agree by themselves; `classes` beside `path`, or for all models in `data`, says the rest.
struct ModelClasses {
  let configuration: GateConfiguration
  /// The label's values.
  let label: LabelValues

  /// - Parameter task: the gate's, binary or multiclass; for others the model's own names stay.
  /// - Returns: nil if nobody names them.
  /// - Throws: ``GateError`` if `classes` contradicts the label or the model.
  func names(
    of model: ModelDescription, _ reference: ModelReference?, task: TaskKind
  ) throws(GateError) -> [String]? {
    guard let stated = reference?.classes else {
      return shared(model, task: task)
    }
    guard task == .binary || task == .multiclass else {
      throw .configuration(
        configuration, stated.first?.place,
        "'classes' is for binary and multiclass gates, and this gate's task is \(task.rawValue)")
    }
    let names = try known(stated, task: task)
    let own = model.classNames
    let count = own?.count ?? ModelClasses.count(model.task)
    guard names.count == count else {
      throw .configuration(
        configuration, stated.first?.place,
        "'classes' names \(names.count) class\(names.count == 1 ? "" : "es"), the model has \(count)"
          + (own.map { ": \($0.prefix(10).joined(separator: ", "))" } ?? ""))
    }
    // Names that agree with the list must agree in their order, too.
    if let own, own.allSatisfy({ ClassName.place(of: $0, in: names) != nil }) {
      let places = own.map { ClassName.place(of: $0, in: names) }
      guard places == Array(names.indices) else {
        throw .configuration(
          configuration, stated.first?.place,
          "'classes' lists \(names.prefix(10).joined(separator: ", ")), and the model's own classes "
            + "are \(own.prefix(10).joined(separator: ", ")); leave it out where they are the label's"
        )
      }
    }
    return names
  }

  /// The names without a word of the user's about this model.
  private func shared(_ model: ModelDescription, task: TaskKind) -> [String]? {
    guard task == .binary || task == .multiclass else { return model.classNames }
    let all = configuration.data.classes?.map(\.value)
    guard let own = model.classNames else {
      // A multiclass gate takes classes by position anyway.
      return task == .binary ? all.map { $0.map(inLabel) } : nil
    }
    let isNumbered = own == own.indices.map(String.init) || ClassName.areZeroAndOne(own)
    if task == .binary, let all, isNumbered, all.count == own.count,
      !own.allSatisfy({ ClassName.place(of: $0, in: label.classes) != nil })
    {
      return all.map(inLabel)
    }
    return own.map(inLabel)
  }

  /// The list, whose names must be values of a binary gate's label.
  private func known(
    _ stated: [Located<String>], task: TaskKind
  ) throws(GateError) -> [String] {
    if task == .binary, !label.classes.isEmpty,
      let stray = stated.first(where: { ClassName.place(of: $0.value, in: label.classes) == nil })
    {
      throw .configuration(
        configuration, stray.place,
        "'classes' lists '\(stray.value)', which is no value of label '\(label.column)' "
          + "(\(label.listed))")
    }
    return stated.map { inLabel($0.value) }
  }

  private func inLabel(_ name: String) -> String {
    ClassName.place(of: name, in: label.classes).map { label.classes[$0] } ?? name
  }

  private static func count(_ task: ModelTask) -> Int {
    if case .multiclass(let count) = task { count } else { 2 }
  }
}
