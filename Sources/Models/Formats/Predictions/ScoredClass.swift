import Tabular

/// A score that stands beside a predicted class, as pipelines of Hugging Face, PyCaret, Autopilot and Weka
/// write it: is it the probability of that class, or that of one class in every row?
///
/// ``ScoreSides`` decides where class and score make it certain; anything else is refused unless the user
/// says what it is.
struct ScoredClass {
  /// The label's classes.
  let names: [String]
  /// By class and row; empty where only the classes can be used.
  let probabilities: [[Double]]
  /// By row, the index of ``names``.
  let places: [Int]
  /// The column of the classes.
  let column: String

  /// - Parameter score: the column of the scores.
  /// - Returns: nil if there is no class beside it, or its scores are those of the positive class.
  /// - Throws: ``ModelError`` where both may be meant.
  init?(
    beside score: Column, _ scores: [Double], in table: Table, _ options: PredictionOptions
  ) throws(ModelError) {
    let isStated = options.answers == .predictedClass
    // Percent say how large the numbers are, not whose.
    guard isStated || options.answers == nil || options.answers == .percent else { return nil }
    guard let label = options.label, label.classes.count > 1,
      let found = PredictedClassColumn.find(beside: score.name, in: table, options, label)
    else {
      if isStated { throw ScoredClass.noClass(score.name) }
      return nil
    }
    // Margins and amounts are nobody's probability.
    if let row = scores.firstIndex(where: { $0 < 0 || $0 > 1 }) {
      if isStated { throw ScoredClass.noProbability(score.name, row, scores[row]) }
      return nil
    }
    guard let places = found.places else {
      if isStated || ScoredClass.needsNames(found, scores, label) {
        throw ScoredClass.unknown(score.name, found, label)
      }
      return nil
    }
    names = label.classes
    self.places = found.codes.map { places[$0] }
    column = found.name
    guard names.count == 2 else {
      guard isStated || found.name != label.column else { return nil }
      probabilities = []
      return
    }
    switch isStated ? .predicted : ScoreSides(scores, self.places) {
    case .predicted where isStated || found.name != label.column:
      probabilities = (0...1).map { place in
        zip(scores, found.codes).map { score, code in places[code] == place ? score : 1 - score }
      }
    case .one(let place) where found.name != label.column:
      let mirrored = scores.map { 1 - $0 }
      probabilities = place == 1 ? [mirrored, scores] : [scores, mirrored]
    // The truth follows from no score.
    case .neither where !found.isCertain, .one: return nil
    default: throw ScoredClass.unclear(score.name, found.name)
    }
  }

  /// Whether it cannot be left open which of the label's classes those of `column` are.
  private static func needsNames(
    _ column: PredictedClassColumn, _ scores: [Double], _ label: LabelValues
  ) -> Bool {
    guard label.classes.count == 2, column.name != label.column else { return false }
    guard column.own.count <= 2 else {
      return column.isCertain && Double(column.own[0]) == nil
    }
    switch ScoreSides(scores, column.codes) {
    case .predicted, .both: return true
    // The score of class 1 is that of the positive class: so is any score without a class.
    case .one(1) where ClassName.areZeroAndOne(column.own): return false
    case .one(let place) where column.own.count == 1:
      return column.own[0] != (place == 0 ? "1" : "0")
    case .one, .neither: return column.isCertain
    }
  }
}

extension ScoredClass {
  private static func unclear(_ score: String, _ column: String) -> ModelError {
    .malformed(
      place: "columns '\(score)' and '\(column)'",
      problem:
        "do not tell whose probability '\(score)' is; beside 'path', 'answers: predicted_class' "
        + "says that of the class in '\(column)', 'answers: probability' that of the positive class"
    )
  }

  private static func unknown(
    _ score: String, _ column: PredictedClassColumn, _ label: LabelValues
  ) -> ModelError {
    let own = column.own.prefix(6).map { "'\($0)'" }.joined(separator: ", ")
    return .malformed(
      place: "columns '\(score)' and '\(column.name)'",
      problem: "are a score and a class, and the classes \(own) are not those of label "
        + "'\(label.column)', \(label.listed); 'classes' beside 'path' lists the label's values in the "
        + "order of the file's, or 'answers: probability' says that the score is the positive class's"
    )
  }

  private static func noClass(_ score: String) -> ModelError {
    .malformed(
      place: "table of predictions",
      problem: "has no column of classes beside '\(score)'; 'answers: predicted_class' "
        + "needs one called 'label', 'prediction_label', 'predicted_label' or 'predicted'")
  }

  private static func noProbability(_ score: String, _ row: Int, _ value: Double) -> ModelError {
    .malformed(
      place: "row \(row + 1), column '\(score)'",
      problem: "is \(value); a probability is in 0…1")
  }
}
