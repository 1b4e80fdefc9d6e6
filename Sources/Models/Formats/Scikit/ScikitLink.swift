import Glibc
import Kernels

/// What scikit-learn's estimators make of their decision values.
struct ScikitLink: Link {
  enum Shape: Sendable, Equatable {
    /// A number on the label's scale.
    case identity
    case exponential
    /// A decision value without a probability: only order means something.
    case decision
    /// A probability already.
    case probability
    /// `1 / (1 + exp(−scale · x))`.
    case logistic(scale: Double)
    /// `exp(scale · x)` of every class over their sum.
    case softmax(scale: Double)
    /// Logistic for every class, divided by their sum.
    case oneVersusRest
    /// The modified Huber loss: `(clip(x, −1, 1) + 1) / 2`, over their sum for several classes.
    case modifiedHuber
  }

  let shape: Shape
  let target: EstimatorTarget

  func task(outputCount: Int) -> ModelTask { target.task }

  func predictionKind(outputCount: Int) -> Scores.Kind {
    switch shape {
    case .identity, .exponential: .value
    case .decision: .margin
    default: .probability
    }
  }

  func predictions(from margins: [[Double]], parallel: Parallel) -> [[Double]] {
    switch shape {
    case .identity, .decision, .probability: margins
    case .exponential: map(margins, parallel: parallel) { exp($0) }
    case .logistic(let scale):
      map(margins, parallel: parallel) { ScikitLink.logistic(scale * $0) }
    case .softmax(let scale):
      mapRows(margins, parallel: parallel) { ScikitLink.softmax(&$0, scale) }
    case .oneVersusRest:
      mapRows(margins, parallel: parallel) { row in
        for output in row.indices { row[output] = ScikitLink.logistic(row[output]) }
        ScikitLink.divideBySum(&row)
      }
    case .modifiedHuber:
      mapRows(margins, parallel: parallel) { row in
        for output in row.indices { row[output] = (min(max(row[output], -1), 1) + 1) / 2 }
        if row.count > 1 { ScikitLink.divideBySum(&row) }
      }
    }
  }

  /// The logistic function, without overflow on either side.
  static func logistic(_ value: Double) -> Double {
    if value >= 0 { return 1 / (1 + exp(-value)) }
    let power = exp(value)
    return power / (1 + power)
  }

  private static func softmax(_ row: inout [Double], _ scale: Double) {
    let largest = row.max() ?? 0
    for output in row.indices { row[output] = exp(scale * (row[output] - largest)) }
    divideBySum(&row)
  }

  /// Where all are 0 every class is as likely.
  static func divideBySum(_ row: inout [Double]) {
    let sum = row.reduce(0, +)
    for output in row.indices { row[output] = sum == 0 ? 1 / Double(row.count) : row[output] / sum }
  }
}
