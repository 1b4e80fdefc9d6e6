import Kernels

/// The confusion matrix of several classes, over all declared classes.
struct MulticlassConfusion: Sendable {
  let classes: [String]
  /// `cells[true · classes + predicted]`, weights.
  let cells: [Double]
  /// Weight that is called right, by class.
  let right: [Double]
  /// Weight by true class.
  let actual: [Double]
  /// Weight by predicted class.
  let predicted: [Double]
  /// Rows of positive weight by true class.
  let actualRows: [Int]
  /// Rows of positive weight by predicted class.
  let predictedRows: [Int]
  let total: Double
  let rows: Int

  init(_ outcomes: MulticlassOutcomes) throws(Undefined) {
    let count = outcomes.classes.count
    let (labels, decisions) = (outcomes.labels, outcomes.decisions)
    let sums = CellSums(
      count: outcomes.count, cells: count * count, weights: outcomes.weights
    ) { row in Int(labels[row]) * count + Int(decisions[row]) }
    let all = 0..<count
    let counts = sums.rows(outcomes.weightMeaning)
    classes = outcomes.classes
    cells = sums.masses
    right = all.map { sums.masses[$0 * count + $0] }
    actual = all.map { k in Sums.unordered(count: count) { sums.masses[k * count + $0] } }
    predicted = all.map { k in Sums.unordered(count: count) { sums.masses[$0 * count + k] } }
    actualRows = all.map { k in all.reduce(0) { $0 + counts[k * count + $1] } }
    predictedRows = all.map { k in all.reduce(0) { $0 + counts[$1 * count + k] } }
    total = Sums.unordered(actual)
    rows = counts.reduce(0, +)
    guard rows > 0 else { throw .noRows }
  }

  /// The weight that is called right over all weight.
  var accuracy: Double { Sums.unordered(right) / total }

  /// A value with the influence of each row, from the value's slopes.
  func value(
    _ value: Double, slopes: ConfusionSlopes, outcomes: MulticlassOutcomes, limits: [Int] = [],
    notes: [String] = []
  ) -> MetricValue {
    MetricValue(
      value: value, rows: rows, limitingRows: limits.min() ?? rows,
      influence: outcomes.labels.indices.map { row in
        let (label, decision) = (Int(outcomes.labels[row]), Int(outcomes.decisions[row]))
        let margins = slopes.actual[label] + slopes.predicted[decision]
        return total * (label == decision ? margins + slopes.right[label] : margins)
      }, notes: notes)
  }
}

/// The slopes of a number by the diagonal and the two margins of a confusion matrix.
///
/// Every metric of single-label decisions here depends on nothing else, so a row's influence takes
/// three looks at arrays as long as the number of classes. The formulas do not change when all
/// weights are scaled, so the slopes have mean zero.
struct ConfusionSlopes: Sendable {
  var right: [Double]
  var actual: [Double]
  var predicted: [Double]

  /// All slopes 0.
  init(classes: Int) {
    right = [Double](repeating: 0, count: classes)
    actual = right
    predicted = right
  }

  /// Adds a slope by the sum of all weights.
  mutating func addTotal(_ slope: Double) {
    for k in actual.indices { actual[k] += slope }
  }
}
