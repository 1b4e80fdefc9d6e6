/// Confusion matrices for reports: `cells[true][predicted]`, in weight.
package enum ConfusionMatrix {
  /// Rows and columns are negative, positive.
  package static func cells(_ outcomes: BinaryOutcomes) -> [[Double]] {
    let confusion = BinaryConfusion(outcomes)
    return [
      [confusion[.trueNegatives].value, confusion[.falsePositives].value],
      [confusion[.falseNegatives].value, confusion[.truePositives].value],
    ]
  }

  /// Rows and columns are the declared classes; all 0 without rows.
  package static func cells(_ outcomes: MulticlassOutcomes) -> [[Double]] {
    let count = outcomes.classes.count
    guard let confusion = try? MulticlassConfusion(outcomes) else {
      return [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    }
    return (0..<count).map { Array(confusion.cells[$0 * count..<($0 + 1) * count]) }
  }
}
