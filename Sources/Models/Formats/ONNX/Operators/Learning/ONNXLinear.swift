/// LinearClassifier and LinearRegressor: one weighted sum for each target.
struct ONNXLinear: ONNXOperator {
  /// `[feature][target]`, one after another.
  private let weights: [Float]
  private let intercepts: [Float]
  private let targetCount: Int
  private let featureCount: Int
  private let labels: ONNXClassLabels?
  private let transform: ONNXPostTransform

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    let isClassifier = node.operation == "LinearClassifier"
    let coefficients = node.floats("coefficients")
    intercepts = node.floats("intercepts")
    transform = try ONNXPostTransform(&node)
    // Tells how the model was trained.
    node.ignore("multi_class")
    if isClassifier {
      labels = try ONNXClassLabels(
        &node, integers: "classlabels_ints", texts: "classlabels_strings")
      targetCount = intercepts.count
      guard let labels, labels.count == targetCount || targetCount == 1 && labels.count == 2 else {
        throw node.malformed("has \(targetCount) intercepts, which do not fit its labels")
      }
      guard transform != .probit else { throw node.unsupported("the post_transform PROBIT") }
    } else {
      labels = nil
      targetCount = try node.integer("targets", default: 1)
    }
    guard targetCount > 0, targetCount <= coefficients.count,
      coefficients.count % targetCount == 0,
      intercepts.isEmpty || intercepts.count == targetCount
    else {
      throw node.malformed("has \(coefficients.count) coefficients for \(targetCount) targets")
    }
    featureCount = coefficients.count / targetCount
    weights = ONNXMatrixProduct.transposed(
      coefficients, rows: targetCount, columns: featureCount)
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let (rows, columns, elements) = try inputs.matrix(0)
    guard columns == featureCount else {
      throw inputs.malformed("reads \(featureCount) features and gets \(columns)")
    }
    guard let values = elements.floats else { throw inputs.wrongType(elements) }
    let count = try budget.reserve([rows, targetCount])
    try budget.spend(count, times: columns)
    let sums = ONNXMatrixProduct.product(
      values[...], weights[...], rows: rows, inner: columns, columns: targetCount,
      step: ONNXApproximation.fused)
    var scores: [Float] = []
    var places: [Int] = []
    var row = [Float](repeating: 0, count: targetCount)
    for index in 0..<rows {
      for target in 0..<targetCount {
        row[target] = sums[index * targetCount + target]
        if !intercepts.isEmpty { row[target] += intercepts[target] }
      }
      places.append(place(of: row))
      var made = row
      if labels?.count == 2, targetCount == 1 {
        made = transform.pair(row[0], addsToOne: false)
      } else {
        transform.applyToLinear(&made)
      }
      scores += made
    }
    let matrix = ONNXTensor([rows, scores.count / max(1, rows)], .float(scores))
    guard let labels else { return [matrix] }
    return [.vector(labels.elements(at: places)), matrix]
  }

  /// Which label a row of raw scores gets.
  private func place(of row: [Float]) -> Int {
    if row.count == 1 { return row[0] > 0 && labels?.count == 2 ? 1 : 0 }
    var best = 0
    for place in row.indices where row[place] > row[best] { best = place }
    return best
  }
}
