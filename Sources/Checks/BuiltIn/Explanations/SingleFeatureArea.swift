internal import Kernels
internal import Metrics
internal import Models
internal import Tabular

/// How well one column of numbers, by itself, ranks the positive rows above the others, or below them.
struct SingleFeatureArea {
  /// max(AUC, 1 - AUC); nil for text, for tasks without two classes, or where AUC is undefined. Rows with
  /// missing values are left out.
  let value: Double?

  init(_ model: Scorable, feature: String) {
    value = SingleFeatureArea.area(model, feature)
  }

  private static func area(_ model: Scorable, _ feature: String) -> Double? {
    guard case .binary(let rows) = model.outcomes, let column = model.rows.table[feature] else {
      return nil
    }
    let numbers: [Double]
    switch column.values {
    case .numeric(let cells): numbers = cells
    case .boolean(let flags): numbers = flags.map { $0 < 0 ? .nan : Double($0) }
    case .categorical: return nil
    }
    let known = RowMask(rowCount: numbers.count) { !numbers[$0].isNaN }
    let part = rows.restricted(to: known)
    let scores = known.selected(of: numbers)
    let alone = BinaryOutcomes(
      labels: part.labels, scores: scores, scoresAreProbabilities: false,
      decisions: part.decisions, weights: part.weights, weightMeaning: part.weightMeaning,
      threshold: part.threshold, descending: DescendingOrder.positions(of: scores))
    guard case .defined(let area) = Metric<BinaryOutcomes>.rocAUC.evaluate(alone) else {
      return nil
    }
    return max(area.value, 1 - area.value)
  }
}
