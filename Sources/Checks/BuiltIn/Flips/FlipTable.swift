internal import Metrics
internal import Statistics

/// Who of two models is right on each row, and where they differ.
struct FlipTable: Sendable {
  /// See ``BinaryOutcomes/pairing(candidate:baseline:rows:)``: 1 where a model is right.
  let rightness: BinaryOutcomes
  /// 1 for the candidate where its answer is another than the baseline's, 0 for the baseline everywhere.
  let differences: BinaryOutcomes

  /// - Parameter tolerance: regression has no right and wrong: a row is a negative flip if its absolute
  ///   error grows by more than this, a positive one if it shrinks by more, and else counts as right
  ///   for both; the models differ where their predictions are further apart.
  /// - Returns: nil for outcomes of different tasks, and for rankings.
  init?(candidate: Outcomes, baseline: Outcomes, tolerance: Double) {
    switch (candidate, baseline) {
    case (.binary(let new), .binary(let old)):
      self.init(new, labels: new.labels, candidate: new.decisions, baseline: old.decisions)
    case (.multiclass(let new), .multiclass(let old)):
      self.init(new, labels: new.labels, candidate: new.decisions, baseline: old.decisions)
    case (.regression(let new), .regression(let old)):
      let growth = new.labels.indices.map { row in
        (new.predictions[row] - new.labels[row]).magnitude
          - (old.predictions[row] - old.labels[row]).magnitude
      }
      self.init(
        new, isRight: growth.map { $0 <= tolerance }, wasRight: growth.map { $0 >= -tolerance },
        differs: new.labels.indices.map {
          (new.predictions[$0] - old.predictions[$0]).magnitude > tolerance
        })
    default: return nil
    }
  }

  private init<Label: Equatable>(
    _ rows: some RowOutcomes, labels: [Label], candidate: [Label], baseline: [Label]
  ) {
    self.init(
      rows, isRight: labels.indices.map { candidate[$0] == labels[$0] },
      wasRight: labels.indices.map { baseline[$0] == labels[$0] },
      differs: labels.indices.map { candidate[$0] != baseline[$0] })
  }

  private init(_ rows: some RowOutcomes, isRight: [Bool], wasRight: [Bool], differs: [Bool]) {
    func flags(_ values: [Bool]) -> [UInt8] { values.map { $0 ? 1 : 0 } }
    rightness = .pairing(candidate: flags(isRight), baseline: flags(wasRight), rows: rows)
    differences = .pairing(
      candidate: flags(differs), baseline: [UInt8](repeating: 0, count: differs.count), rows: rows)
  }

  /// How many rows the candidate alone, or the baseline alone, is right on; with frequencies the rows that
  /// they stand for.
  func count(isRight: Bool) -> Double {
    let sample = rightness.sample(.init())
    var count = 0.0
    for row in rightness.labels.indices
    where rightness.labels[row] == (isRight ? 0 : 1)
      && rightness.decisions[row] == (isRight ? 1 : 0)
    {
      let weight = sample.weights?[row] ?? 1
      count += sample.meaning == .frequency ? weight : weight > 0 ? 1 : 0
    }
    return count
  }
}
