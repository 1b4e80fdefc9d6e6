import Kernels
import Tabular

/// `CalibratedClassifierCV`: the mean of several models, each with a curve from its score to a
/// probability for every class.
struct CalibratedClassifier: FittedEstimator {
  static let classNames: Set<String> = ["CalibratedClassifierCV"]

  private struct Member {
    var chain: EstimatorChain
    let curves: [CalibrationCurve]
    /// What decision values are multiplied with before the softmax, instead of curves.
    let temperature: InverseTemperature?
    /// Whether the curve starts from decision values, which go before probabilities.
    let usesMargins: Bool
  }

  let target: EstimatorTarget
  private var members: [Member]

  init(_ object: PythonObject) throws(ModelError) {
    target = try EstimatorTarget(classesOf: object)
    var members: [Member] = []
    for item in try object.attribute("calibrated_classifiers_").items() {
      guard let inner = try item.optional("estimator", or: "base_estimator") else {
        throw item.malformed("has no estimator")
      }
      let chain = try EstimatorChain(inner)
      guard chain.estimator.target.task == target.task else {
        throw inner.unsupported("a calibrated member of other classes")
      }
      var curves: [CalibrationCurve] = []
      let calibrators = try item.attribute("calibrators").items()
      let temperature = try InverseTemperature(calibrators, item)
      if temperature == nil {
        for curve in calibrators { curves.append(try CalibrationCurve(curve)) }
      }
      guard temperature != nil || curves.count == target.outputCount else {
        throw item.malformed("has \(curves.count) curves; \(target.outputCount) are expected")
      }
      members.append(
        Member(
          chain: chain, curves: curves, temperature: temperature,
          usesMargins: chain.estimator.hasDecisionFunction || !chain.givesProbabilities))
    }
    guard !members.isEmpty else { throw object.malformed("has no calibrated classifiers") }
    self.members = members
  }

  var link: any Link { ScikitLink(shape: .probability, target: target) }

  var facts: [(name: String, value: String)] { [("calibrated models", "\(members.count)")] }

  func inputUses(count: Int) -> [InputUse] { members.first?.chain.inputUses(count: count) ?? [] }

  func onSparseInput() -> CalibratedClassifier {
    var calibrated = self
    for index in members.indices {
      calibrated.members[index].chain = members[index].chain.onSparseInput()
    }
    return calibrated
  }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: rowCount), count: target.outputCount)
    for member in members {
      let scores =
        member.usesMargins
        ? try member.chain.margins(of: columns, rowCount: rowCount, parallel: parallel)
        : try member.chain.predictions(of: columns, rowCount: rowCount, parallel: parallel)
      guard scores.count == sums.count else { continue }
      for row in 0..<rowCount {
        var shares: [Double]
        if let temperature = member.temperature {
          shares = temperature.shares(scores.map { $0[row] }, areMargins: member.usesMargins)
        } else {
          shares = scores.indices.map { member.curves[$0](scores[$0][row]) }
          if shares.count > 1 { ScikitLink.divideBySum(&shares) }
        }
        for (output, share) in shares.enumerated() {
          sums[output][row] += share > 1 && share <= 1 + 1e-5 ? 1 : share
        }
      }
    }
    return sums.map { $0.map { $0 / Double(members.count) } }
  }
}

/// From a score to a probability: a logistic curve, or steps with lines between them.
private enum CalibrationCurve {
  case sigmoid(slope: Double, offset: Double)
  case isotonic(scores: [Double], shares: [Double])

  init(_ object: PythonObject) throws(ModelError) {
    switch object.className {
    case "_SigmoidCalibration":
      self = .sigmoid(
        slope: try object.attribute("a_").number(), offset: try object.attribute("b_").number())
    case "IsotonicRegression":
      let scores = try object.attribute("X_thresholds_").finiteNumbers()
      let shares = try object.attribute("y_thresholds_").finiteNumbers(count: scores.count)
      guard !scores.isEmpty, scores == scores.sorted() else {
        throw object.malformed("has no ascending scores")
      }
      guard try object.attribute("out_of_bounds").text() == "clip" else {
        throw object.unsupported("out_of_bounds other than 'clip'")
      }
      self = .isotonic(scores: scores, shares: shares)
    default: throw object.unsupported()
    }
  }

  func callAsFunction(_ score: Double) -> Double {
    switch self {
    case .sigmoid(let slope, let offset): return ScikitLink.logistic(-(slope * score + offset))
    case .isotonic(let scores, let shares):
      let next = scores.partitioningIndex { $0 >= score }
      if next == 0 { return shares[0] }
      if next == scores.count { return shares[next - 1] }
      let width = scores[next] - scores[next - 1]
      guard width > 0 else { return shares[next] }
      let slope = (shares[next] - shares[next - 1]) / width
      return slope * (score - scores[next - 1]) + shares[next - 1]
    }
  }
}
