import Glibc

/// What the models of `ai.onnx.ml` do with their scores at the end, as ONNX Runtime computes it.
enum ONNXPostTransform: String, Sendable {
  case none = "NONE"
  case softmax = "SOFTMAX"
  case logistic = "LOGISTIC"
  case softmaxZero = "SOFTMAX_ZERO"
  case probit = "PROBIT"

  /// By the numbers of `TreeEnsemble`.
  static let byNumber: [ONNXPostTransform] = [.none, .softmax, .logistic, .softmaxZero, .probit]

  /// Reads `post_transform` of a node.
  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    let name = try node.text("post_transform", default: "NONE")
    guard let transform = ONNXPostTransform(rawValue: name) else {
      throw node.unsupported("the post_transform '\(name)'")
    }
    self = transform
  }

  /// Whether each score is transformed by itself.
  var isElementwise: Bool { self != .softmax && self != .softmaxZero }

  /// Transforms the scores of one row.
  func apply(_ scores: inout [Float]) {
    switch self {
    case .none: return
    case .logistic: for index in scores.indices { scores[index] = Self.logistic(scores[index]) }
    case .probit: for index in scores.indices { scores[index] = Self.probit(scores[index]) }
    case .softmax, .softmaxZero: softmax(&scores)
    }
  }

  /// Transforms the scores of one row of a linear model, which goes another way to the logistic.
  func applyToLinear(_ scores: inout [Float]) {
    guard self == .logistic else { return apply(&scores) }
    for index in scores.indices { scores[index] = ONNXApproximation.logistic(scores[index]) }
  }

  /// The two scores that a single one of a binary classifier stands for.
  ///
  /// - Parameter addsToOne: Whether a score is a probability as it is: weights are all positive.
  func pair(_ score: Float, addsToOne: Bool) -> [Float] {
    switch self {
    case .logistic: [Self.logistic(-score), Self.logistic(score)]
    case .none, .softmax, .softmaxZero, .probit: addsToOne ? [1 - score, score] : [-score, score]
    }
  }

  private func softmax(_ scores: inout [Float]) {
    let largest = scores.max() ?? 0
    let keepsZeros = self == .softmaxZero
    var sum: Float = 0
    for index in scores.indices {
      if keepsZeros, scores[index].magnitude <= 1e-7 {
        scores[index] *= expf(-largest)
      } else {
        scores[index] = expf(scores[index] - largest)
        sum += scores[index]
      }
    }
    for index in scores.indices { scores[index] /= sum }
  }

  /// 1 / (1 + e^−x), the exponential of a negative number on both sides: what trees and support
  /// vectors use. Everything else uses ``ONNXApproximation/logistic(_:)``.
  static func logistic(_ x: Float) -> Float {
    let value = 1 / (1 + expf(-x.magnitude))
    return x < 0 ? 1 - value : value
  }

  /// The same in double.
  static func logistic(_ x: Double) -> Double {
    let value = 1 / (1 + exp(-x.magnitude))
    return x < 0 ? 1 - value : value
  }

  /// √2 · erf⁻¹(2x − 1) by Winitzki's approximation.
  private static func probit(_ x: Float) -> Float {
    let argument = 2 * x - 1
    let sign: Float = argument < 0 ? -1 : 1
    let logarithm = logf((1 - argument) * (1 + argument))
    let a = 2 / (Float.pi * 0.147) + 0.5 * logarithm
    let b = 1 / 0.147 * logarithm
    return 1.41421356 * sign * (-a + (a * a - b).squareRoot()).squareRoot()
  }
}
