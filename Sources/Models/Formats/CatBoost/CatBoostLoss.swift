import Glibc
import Kernels

/// CatBoost's losses: how a raw value becomes the prediction that the library's estimator of that loss
/// gives by default, in Double.
struct CatBoostLoss: Link {
  private enum Shape { case identity, sigmoid, sigmoids, softmax, exponential, meanAndVariance }

  /// The loss as the file names it, without its parameters.
  let name: String

  /// Whether predictions of this loss are known.
  var isKnown: Bool { CatBoostLoss.shapes[name] != nil || CatBoostLoss.isRanking(name) }

  private static let shapes: [String: Shape] = [
    "Logloss": .sigmoid, "CrossEntropy": .sigmoid, "Focal": .sigmoid,
    "MultiClass": .softmax, "MultiClassOneVsAll": .sigmoids,
    "MultiLogloss": .sigmoids, "MultiCrossEntropy": .sigmoids,
    "Poisson": .exponential, "Tweedie": .exponential,
    "RMSEWithUncertainty": .meanAndVariance,
    "RMSE": .identity, "MAE": .identity, "Quantile": .identity, "MultiQuantile": .identity,
    "LogLinQuantile": .identity, "MAPE": .identity, "Huber": .identity, "Expectile": .identity,
    "Lq": .identity, "LogCosh": .identity, "MultiRMSE": .identity,
    "MultiRMSEWithMissingValues": .identity, "Cox": .identity, "SurvivalAft": .identity,
    "GroupQuantile": .identity, "PythonUserDefinedPerObject": .identity,
    "PythonUserDefinedMultiTarget": .identity, "UserPerObjMetric": .identity,
    "UserQuerywiseMetric": .identity,
  ]

  private static func isRanking(_ name: String) -> Bool {
    [
      "YetiRank", "YetiRankPairwise", "PairLogit", "PairLogitPairwise", "QueryRMSE",
      "QuerySoftMax", "QueryCrossEntropy", "StochasticFilter", "StochasticRank", "LambdaMart",
    ].contains(name)
  }

  private var shape: Shape { CatBoostLoss.shapes[name] ?? .identity }

  /// Several labels of one row are values: there is no such task. So are the shares that
  /// `CrossEntropy` is trained on, but its estimator is a classifier.
  func task(outputCount: Int) -> ModelTask {
    switch shape {
    case .sigmoid: .binary
    case .softmax: .multiclass(classCount: outputCount)
    case .sigmoids:
      name == "MultiClassOneVsAll" ? .multiclass(classCount: outputCount) : .regression
    case .identity, .exponential, .meanAndVariance:
      CatBoostLoss.isRanking(name) ? .ranking : .regression
    }
  }

  /// One-against-all probabilities do not sum to 1 over the classes, so they are margins; so are
  /// hazards and the logarithms of times.
  func predictionKind(outputCount: Int) -> Scores.Kind {
    switch task(outputCount: outputCount) {
    case .binary: .probability
    case .multiclass: shape == .softmax ? .probability : .margin
    case .ranking: .margin
    case .regression: ["Cox", "SurvivalAft"].contains(name) ? .margin : .value
    }
  }

  func predictions(from margins: [[Double]], parallel: Parallel) -> [[Double]] {
    switch shape {
    case .identity: return margins
    case .exponential: return map(margins, parallel: parallel) { exp($0) }
    case .sigmoid, .sigmoids: return map(margins, parallel: parallel) { 1 / (1 + exp(-$0)) }
    case .meanAndVariance:
      guard margins.count == 2 else { return margins }
      return [margins[0]] + map([margins[1]], parallel: parallel) { exp(2 * $0) }
    case .softmax:
      return mapRows(margins, parallel: parallel) { row in
        let largest = row.max() ?? 0
        var sum = 0.0
        for output in row.indices {
          row[output] = exp(row[output] - largest)
          sum += row[output]
        }
        for output in row.indices { row[output] /= sum }
      }
    }
  }
}
