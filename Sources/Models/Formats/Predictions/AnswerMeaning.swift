/// What the numbers of a table of predictions are; the raw value is the word behind `answers:`.
package enum AnswerMeaning: String, Sendable, CaseIterable {
  /// Of the positive class, in 0…1.
  case probability
  /// The same in 0…100.
  case percent
  /// Only the order means something; what is not below 0 is decided positive.
  case margin
  /// Numbers on a scale of their own.
  case value
  /// Classes.
  case label
  /// The probability of the class that stands beside it, whichever that is.
  case predictedClass = "predicted_class"

  /// The words, for messages and the schema.
  package static var allNames: [String] { allCases.map(\.rawValue) }

  /// What the numbers are once they are read.
  var kind: Scores.Kind {
    switch self {
    case .probability, .percent, .predictedClass: .probability
    case .margin: .margin
    case .value: .value
    case .label: .label
    }
  }
}
