import Glibc

/// Temperature scaling: the decision values of all classes times one number, through a softmax.
struct InverseTemperature: Sendable {
  private let factor: Double

  /// Nil for calibrators of another kind.
  init?(_ calibrators: [PythonObject], _ member: PythonObject) throws(ModelError) {
    guard let only = calibrators.first, only.className == "_TemperatureScaling" else { return nil }
    guard calibrators.count == 1 else {
      throw member.malformed("has \(calibrators.count) temperatures; one is expected")
    }
    factor = try only.attribute("beta_").number()
    guard factor.isFinite else {
      throw only.malformed("has a temperature that is no finite number")
    }
  }

  /// The shares of the classes; of two classes that of the second.
  ///
  /// - Parameter scores: Of one row: decision values or probabilities; of two classes one.
  func shares(_ scores: [Double], areMargins: Bool) -> [Double] {
    var values: [Double]
    if areMargins {
      values = scores.count == 1 ? [-scores[0], scores[0]] : scores
    } else {
      // A little is added so that no chance is 0.
      let chances = scores.count == 1 ? [1 - scores[0], scores[0]] : scores
      values = chances.map { log($0 + 1e-12) }
    }
    let largest = values.max() ?? 0
    for index in values.indices { values[index] = exp(factor * values[index] - factor * largest) }
    ScikitLink.divideBySum(&values)
    return scores.count == 1 ? [values[1]] : values
  }
}
