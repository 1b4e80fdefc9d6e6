package import Kernels
package import Models
internal import Tabular

/// SHAP values of any model, by sampling (Štrumbelj and Kononenko 2014; shap's permutation explainer).
///
/// For each row and each background row the features are exchanged one after another in a random
/// order, and once more in the reverse order (antithetic); a feature gets the mean of what the score
/// moved when it was exchanged. Each background row is used once for every row, so values and base add
/// up to the score exactly; what is random are the orders alone, and the standard error over background
/// rows holds for the background as a sample, too. A model that only adds its features up gets exact
/// values for any order.
package struct SampledShapley: Sendable {
  /// The rows that are scored in one call.
  private static let batchRows = 1 << 15

  private let seed: UInt64
  private let parallel: Parallel

  package init(seed: UInt64, parallel: Parallel) {
    self.seed = seed
    self.parallel = parallel
  }

  /// The values of `rows`, in the units of ``ScorableRows/output``.
  ///
  /// - Parameters:
  ///   - background: Rows of the same columns. Each costs twice as many scores a row as there are
  ///     features.
  /// - Throws: ``ExplanationError`` if the background is empty, its columns differ, or the model cannot
  ///   score a mixed row.
  package func attributions(
    _ rows: ScorableRows, background: ScorableRows
  ) throws(ExplanationError) -> Attributions {
    guard background.rowCount > 0 else {
      throw .unfit("the background has no rows to compare with")
    }
    let mixed = try MixedRows(rows, background)
    let outputs = try scored { () throws(ModelError) in
      try rows.model.scores(for: rows.table, output: rows.output, parallel: parallel)
    }.outputs.count
    let players = mixed.players.count
    var sums = Moments(outputs: outputs, players: players, rows: rows.rowCount)
    var bases = [Double](repeating: 0, count: outputs)
    // Walks of one background row and one explained row: there and back through all features.
    let walkLength = 2 * players + 2
    let perBatch = max(1, SampledShapley.batchRows / walkLength)
    let walks = rows.rowCount * background.rowCount
    for start in stride(from: 0, to: walks, by: perBatch) {
      let batch = start..<min(walks, start + perBatch)
      let orders = batch.map { order(ofWalk: $0, background.rowCount, players) }
      let table = mixed.table(
        walks: batch, orders: orders, backgroundCount: background.rowCount)
      let scores = try scored { () throws(ModelError) in
        try rows.model.scores(for: table, output: rows.output, parallel: parallel)
      }
      guard scores.outputs.count == outputs else {
        throw .unfit("the model gives different numbers of scores for different rows")
      }
      for (position, walk) in batch.enumerated() {
        let row = walk / background.rowCount
        for output in 0..<outputs {
          let scores = scores.outputs[output][position * walkLength..<(position + 1) * walkLength]
          if row == 0 {
            bases[output] += scores[scores.startIndex] / Double(background.rowCount)
          }
          sums.add(scores, order: orders[position], output: output, row: row)
        }
      }
    }
    let (values, errors) = sums.finished(draws: background.rowCount)
    let names = rows.model.description.features.map(\.name)
    return Attributions(
      method: .sampling,
      features: names.isEmpty ? mixed.players.map { rows.table.names[$0] } : names,
      rowCount: rows.rowCount, bases: bases,
      values: values.map { mixed.byFeature($0, featureCount: names.count, rows.rowCount) },
      standardErrors: errors.map { mixed.byFeature($0, featureCount: names.count, rows.rowCount) })
  }

  private func scored(
    _ body: () throws(ModelError) -> Scores
  ) throws(ExplanationError) -> Scores {
    do throws(ModelError) { return try body() } catch { throw .model(error) }
  }

  /// The order in which a walk exchanges the players.
  private func order(ofWalk walk: Int, _ backgroundCount: Int, _ players: Int) -> [Int] {
    var generator = SeededGenerator.stream(seed, "shapley", walk)
    var order = Array(0..<players)
    for last in stride(from: players - 1, to: 0, by: -1) {
      order.swapAt(last, generator.index(below: last + 1))
    }
    return order
  }
}
