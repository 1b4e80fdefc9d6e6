import Glibc
import Kernels

/// XGBoost's objectives: where a margin starts and how it becomes a prediction, in Float like the
/// library (src/objective).
enum XGBoostObjective: String, Link, CaseIterable {
  case squaredError = "reg:squarederror"
  case linear = "reg:linear"
  case squaredLogError = "reg:squaredlogerror"
  case absoluteError = "reg:absoluteerror"
  case pseudoHuberError = "reg:pseudohubererror"
  case quantileError = "reg:quantileerror"
  case expectileError = "reg:expectileerror"
  case logistic = "reg:logistic"
  case binaryLogistic = "binary:logistic"
  case binaryLogitRaw = "binary:logitraw"
  case binaryHinge = "binary:hinge"
  case poisson = "count:poisson"
  case gamma = "reg:gamma"
  case tweedie = "reg:tweedie"
  case cox = "survival:cox"
  case aft = "survival:aft"
  case softmax = "multi:softmax"
  case softprob = "multi:softprob"
  case rankNDCG = "rank:ndcg"
  case rankMAP = "rank:map"
  case rankPairwise = "rank:pairwise"

  private enum Shape { case identity, sigmoid, exponential, step, softmax, argmax, expectiles }

  private var shape: Shape {
    switch self {
    case .logistic, .binaryLogistic: .sigmoid
    case .poisson, .gamma, .tweedie, .cox, .aft: .exponential
    case .binaryHinge: .step
    case .softprob: .softmax
    case .softmax: .argmax
    case .expectileError: .expectiles
    case .squaredError, .linear, .squaredLogError, .absoluteError, .pseudoHuberError,
      .quantileError, .binaryLogitRaw, .rankNDCG, .rankMAP, .rankPairwise:
      .identity
    }
  }

  /// Several targets of one binary objective are several labels; there is no such task, so they are
  /// values. `reg:logistic` is a regression onto 0…1.
  func task(outputCount: Int) -> ModelTask {
    switch self {
    case .binaryLogistic, .binaryLogitRaw, .binaryHinge:
      outputCount == 1 ? .binary : .regression
    case .softmax, .softprob: .multiclass(classCount: outputCount)
    case .rankNDCG, .rankMAP, .rankPairwise: .ranking
    case .squaredError, .linear, .squaredLogError, .absoluteError, .pseudoHuberError,
      .quantileError, .expectileError, .logistic, .poisson, .gamma, .tweedie, .cox, .aft:
      .regression
    }
  }

  func predictionKind(outputCount: Int) -> Scores.Kind {
    switch task(outputCount: outputCount) {
    case .regression: .value
    case .ranking: .margin
    case .multiclass: self == .softmax ? .label : .probability
    case .binary:
      switch self {
      case .binaryLogitRaw: .margin
      case .binaryHinge: .label
      default: .probability
      }
    }
  }

  /// The margin that a stored base score stands for; nil if the objective cannot have that value.
  func margin(ofBaseScore value: Float) -> Float? {
    guard value.isFinite else { return nil }
    switch shape {
    case .sigmoid: return value > 0 && value < 1 ? -logf(1 / value - 1) : nil
    case .exponential: return value > 0 ? logf(value) : nil
    case .identity, .step, .softmax, .argmax, .expectiles: return value
    }
  }

  /// The margins of stored base scores, one per output.
  func margins(ofBaseScores values: [Float]) -> [Float]? {
    var margins: [Float] = []
    for (output, value) in values.enumerated() {
      guard let margin = margin(ofBaseScore: value) else { return nil }
      guard self == .expectileError, output > 0 else {
        margins.append(margin)
        continue
      }
      // Expectiles are stored as steps upward from the one before.
      let step = max(value - values[output - 1] - 1e-6, 1e-6)
      margins.append(step + logf(-expm1f(-step)))
    }
    return margins
  }

  func predictions(from margins: [[Double]], parallel: Parallel) -> [[Double]] {
    switch shape {
    case .identity: margins
    case .sigmoid: map(margins, parallel: parallel) { Double(XGBoostObjective.sigmoid(Float($0))) }
    case .exponential: map(margins, parallel: parallel) { Double(expf(Float($0))) }
    case .step: map(margins, parallel: parallel) { $0 > 0 ? 1 : 0 }
    case .softmax: mapRows(margins, parallel: parallel, XGBoostObjective.softmax)
    case .argmax: [XGBoostObjective.largest(margins)]
    case .expectiles: mapRows(margins, parallel: parallel, XGBoostObjective.expectiles)
    }
  }

  /// src/common/math.h: the bound keeps the exponential finite, the last term the division.
  private static func sigmoid(_ margin: Float) -> Float {
    1 / (expf(min(-margin, 88.7)) + 1 + 1e-16)
  }

  private static func softmax(_ row: inout [Double]) {
    let largest = Float(row.max() ?? 0)
    var sum = 0.0
    for output in row.indices {
      let power = expf(Float(row[output]) - largest)
      sum += Double(power)
      row[output] = Double(power)
    }
    for output in row.indices { row[output] = Double(Float(row[output]) / Float(sum)) }
  }

  private static func expectiles(_ row: inout [Double]) {
    var last = Float(row.first ?? 0)
    for output in row.indices.dropFirst() {
      let margin = Float(row[output])
      let softplus = max(margin, 0) + log1pf(expf(-abs(margin)))
      last = last + 1e-6 + softplus
      row[output] = Double(last)
    }
  }

  /// The index of each row's first maximum.
  private static func largest(_ margins: [[Double]]) -> [Double] {
    guard let first = margins.first else { return [] }
    return first.indices.map { row in
      var best = 0
      for output in margins.indices where margins[output][row] > margins[best][row] {
        best = output
      }
      return Double(best)
    }
  }
}
