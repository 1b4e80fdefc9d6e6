internal import Checks
internal import Metrics

/// The rows whose outcome is worth a look, by what became of them.
struct ChangedRows: Sendable {
  struct Row: Sendable, Equatable {
    /// The row's place in the table.
    let place: Int
    let change: RowChange
    /// What the models said: the score of what was true, or the prediction; nil for decisions alone.
    let baseline: Double?
    let candidate: Double?
    /// By how much the candidate is worse: the fall of the score of what was true, or the growth of
    /// the absolute error; 0 where the models' scores cannot be compared.
    let loss: Double
  }

  /// Newly wrong, fixed, still wrong (larger and smaller errors for regression); in each of them the
  /// largest change first, equal ones by id.
  let rows: [Row]

  /// - Parameter ids: a text a row that names it.
  init(candidate: Outcomes, baseline: Outcomes, ids: (Int) -> String) {
    let all: [Row] =
      switch (candidate, baseline) {
      case (.binary(let new), .binary(let old)):
        new.labels.indices.compactMap { row in
          let isPositive = new.labels[row] == 1
          // A probability says of the other class what it lacks to 1; a margin is turned round.
          func score(_ scores: [Double], _ areProbabilities: Bool) -> Double? {
            guard !scores.isEmpty else { return nil }
            return isPositive ? scores[row] : areProbabilities ? 1 - scores[row] : -scores[row]
          }
          return ChangedRows.row(
            row, new.weights?[row], isRight: new.labels[row] == new.decisions[row],
            wasRight: old.labels[row] == old.decisions[row],
            candidate: score(new.scores, new.scoresAreProbabilities),
            baseline: score(old.scores, old.scoresAreProbabilities),
            isComparable: new.scoresAreProbabilities == old.scoresAreProbabilities)
        }
      case (.multiclass(let new), .multiclass(let old)):
        new.labels.indices.compactMap { row in
          let truth = Int(new.labels[row])
          return ChangedRows.row(
            row, new.weights?[row], isRight: new.labels[row] == new.decisions[row],
            wasRight: old.labels[row] == old.decisions[row],
            candidate: new.probabilities.isEmpty ? nil : new.probabilities[truth][row],
            baseline: old.probabilities.isEmpty ? nil : old.probabilities[truth][row],
            isComparable: true)
        }
      case (.regression(let new), .regression(let old)):
        new.labels.indices.compactMap { row in
          let growth =
            (new.predictions[row] - new.labels[row]).magnitude
            - (old.predictions[row] - old.labels[row]).magnitude
          guard new.weights?[row] ?? 1 > 0, growth != 0 else { return nil }
          return Row(
            place: row, change: growth > 0 ? .worse : .better, baseline: old.predictions[row],
            candidate: new.predictions[row], loss: growth)
        }
      default: []
      }
    rows = RowChange.allCases.flatMap { change in
      all.filter { $0.change == change }.map { (row: $0, id: ids($0.place)) }
        .sorted { a, b in
          if a.row.loss != b.row.loss {
            return change.isGain ? a.row.loss < b.row.loss : a.row.loss > b.row.loss
          }
          return a.id == b.id ? a.row.place < b.row.place : a.id < b.id
        }.map(\.row)
    }
  }

  /// Nil for a row that both models get right, and for one of weight 0.
  private static func row(
    _ place: Int, _ weight: Double?, isRight: Bool, wasRight: Bool, candidate: Double?,
    baseline: Double?, isComparable: Bool
  ) -> Row? {
    guard weight ?? 1 > 0, !(isRight && wasRight) else { return nil }
    var loss = 0.0
    if isComparable, let candidate, let baseline { loss = baseline - candidate }
    return Row(
      place: place, change: isRight ? .fixed : wasRight ? .newlyWrong : .stillWrong,
      baseline: baseline, candidate: candidate, loss: loss)
  }
}
