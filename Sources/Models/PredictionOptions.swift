/// What a user may say about a table of predictions.
package struct PredictionOptions: Sendable, Equatable {
  /// The column of scores; nil to find it by name.
  package var score: String?
  /// The column that both tables have and rows are joined by; nil to join by position.
  package var id: String?
  /// What the numbers are; nil to infer it.
  package var kind: Scores.Kind?

  package init() {}
}
