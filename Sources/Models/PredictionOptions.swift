/// What is known about a table of predictions.
package struct PredictionOptions: Sendable, Equatable {
  /// The column of scores; nil to find it by name.
  package var score: String?
  /// The column that both tables have and rows are joined by; nil to join by position.
  package var id: String?
  /// What the numbers are; nil to infer it.
  package var answers: AnswerMeaning?
  /// The label's values in the order of the numbers that stand for them, as the user says beside
  /// this model.
  package var classes: [String]?
  /// The same as the user says for all models.
  package var sharedClasses: [String]?
  /// What the answers will be held against; nil where nobody judges them.
  package var label: LabelValues?

  package init() {}
}
