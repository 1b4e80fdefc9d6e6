internal import Checks
internal import Findings
internal import Models
internal import Tabular

/// Where the positive class stands among the two classes of a model that names none.
///
/// Such a model was trained on 0 and 1, and its score is that of 1. Of labels that are numbers or truth
/// values the larger one is 1; of texts it is the positive one, whatever they are, unless the two are
/// words for no and yes.
enum PositiveSide {
  /// Whether the positive class is the model's class 0.
  static func isFirst(_ label: Column?, positive: String?) -> Bool {
    guard let label, let positive else { return false }
    switch label.values {
    case .boolean: return ["false", "0"].contains(positive.lowercased())
    case .numeric(let numbers):
      guard let value = Double(positive) else { return false }
      return numbers.contains { $0 > value } && !numbers.contains { $0 < value }
    case .categorical(_, let levels):
      guard let other = levels.first(where: { $0 != positive }) else { return false }
      return isBelow(positive, other)
    }
  }

  /// A note for each model file without class names where the labels are texts of which the positive
  /// one sorts first: by the order of the texts, which many programs number classes by, its score would
  /// be the other one's.
  static func notes(
    _ task: TaskKind, _ label: Column?, _ configuration: GateConfiguration,
    _ model: (Role) -> ModelDescription?
  ) -> [Report.Note] {
    guard task == .binary, let positive = configuration.data.positive?.value,
      case .categorical(_, let levels)? = label?.values,
      let other = levels.first(where: { $0 != positive }), positive < other,
      !isBelow(positive, other), !isBelow(other, positive)
    else { return [] }
    return Role.allCases.compactMap { role in
      guard let description = model(role), description.classNames == nil,
        !description.isKnownByAnswersOnly
      else {
        return nil
      }
      return Report.Note(
        text:
          "the \(role.rawValue) names no classes; its score is taken as that of '\(positive)', the "
          + "positive one")
    }
  }

  private static func isBelow(_ text: String, _ other: String) -> Bool {
    if let number = Double(text), let otherNumber = Double(other) { return number < otherNumber }
    let pair = [text.lowercased(), other.lowercased()]
    return words.contains { $0 == pair }
  }

  /// The word that stands for 0, then the one that stands for 1.
  private static let words = [
    ["no", "yes"], ["n", "y"], ["false", "true"], ["f", "t"], ["negative", "positive"],
    ["neg", "pos"], ["off", "on"],
  ]
}
