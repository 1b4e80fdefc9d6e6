import Glibc
import Kernels

/// LightGBM's objectives: how a margin becomes a prediction, in Double (src/objective).
struct LightGBMObjective: Link {
  private enum Shape { case identity, square, exponential, sigmoid, softmax, sigmoids, log1pExp }

  /// The objective as the file names it, without its parameters; `custom` if it names none.
  let name: String
  private let shape: Shape
  /// The slope of the sigmoid.
  private let slope: Double

  /// Reads the `objective=` line; nil stands for a model trained with a function of the user's own.
  init(line: String?) throws(ModelError) {
    let words = line?.split(separator: " ").map(String.init) ?? []
    name = words.first ?? "custom"
    func parameter(_ key: String) -> String? {
      words.first { $0.hasPrefix(key + ":") }.map { String($0.dropFirst(key.count + 1)) }
    }
    slope = parameter("sigmoid").flatMap(Double.init) ?? 1
    guard slope > 0, slope.isFinite else {
      throw .malformed(place: "objective", problem: "the sigmoid parameter must be above 0")
    }
    let isRoot = words.contains("sqrt")
    switch name {
    case "regression", "regression_l1", "quantile", "mape", "fair":
      shape = isRoot ? .square : .identity
    case "huber", "lambdarank", "rank_xendcg", "custom": shape = .identity
    case "poisson", "gamma", "tweedie": shape = .exponential
    case "binary", "cross_entropy": shape = .sigmoid
    case "cross_entropy_lambda": shape = .log1pExp
    case "multiclass": shape = .softmax
    case "multiclassova": shape = .sigmoids
    default:
      throw .unsupported(
        feature: "the objective '\(name)'", advice: "use a table of predictions for this model")
    }
  }

  /// Without an objective several outputs are taken for classes; one output for a value.
  func task(outputCount: Int) -> ModelTask {
    switch name {
    case "binary": .binary
    case "lambdarank", "rank_xendcg": .ranking
    default: outputCount > 1 ? .multiclass(classCount: outputCount) : .regression
    }
  }

  /// One-against-all probabilities do not sum to 1 over the classes, so they are margins.
  func predictionKind(outputCount: Int) -> Scores.Kind {
    switch task(outputCount: outputCount) {
    case .binary: .probability
    case .ranking: .margin
    case .multiclass: shape == .softmax ? .probability : .margin
    case .regression: .value
    }
  }

  func predictions(from margins: [[Double]], parallel: Parallel) -> [[Double]] {
    switch shape {
    case .identity: return margins
    case .square: return map(margins, parallel: parallel) { $0 < 0 ? -($0 * $0) : $0 * $0 }
    case .exponential: return map(margins, parallel: parallel) { exp($0) }
    case .log1pExp: return map(margins, parallel: parallel) { log1p(exp($0)) }
    case .sigmoid, .sigmoids:
      let slope = slope
      return map(margins, parallel: parallel) { 1 / (1 + exp(-slope * $0)) }
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
