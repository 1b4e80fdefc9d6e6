import Glibc

/// The logistic recalibration of a model: logit P(y = 1) = a + b · logit(p), fitted by maximum likelihood
/// (Cox, "Two further applications of a model for binary regression", Biometrika 45, 1958). Of a
/// calibrated model a is 0 and b is 1.
struct CalibrationFit {
  /// Probabilities are clipped to 10⁻⁶ … 1 - 10⁻⁶, so that an exact 0 or 1 has a logit.
  static let clip = 1e-6

  let intercept: Double
  let slope: Double
  /// By row, its influence on ``intercept`` and ``slope``.
  let influence: [(intercept: Double, slope: Double)]
  let weights: RowWeights
  /// Of the rarer class.
  let limitingRows: Int

  /// - Parameter isSlopeFree: Whether b is fitted; else it is 1, and a alone says how far predictions are
  ///   from the truth on the whole.
  init(_ outcomes: BinaryOutcomes, isSlopeFree: Bool) throws(Undefined) {
    let weights = try ProbabilityLoss.weights(outcomes)
    let confusion = BinaryConfusion(outcomes)
    guard confusion.rows(.positives) > 0 else { throw .noPositives }
    guard confusion.rows(.negatives) > 0 else { throw .noNegatives }
    let logits = outcomes.scores.map { score -> Double in
      let p = min(max(score, CalibrationFit.clip), 1 - CalibrationFit.clip)
      return log(p) - log1p(-p)
    }
    if isSlopeFree { try CalibrationFit.refuseSeparated(outcomes, logits, weights) }
    var (a, b) = (0.0, 1.0)
    var step = Step(outcomes, logits, weights, a, b)
    var likelihood = step.likelihood
    for _ in 0..<100 {
      guard let (da, db) = step.newton(isSlopeFree: isSlopeFree) else { break }
      // A step too far makes the likelihood worse: half of it, and half of that.
      var factor = 1.0
      var next = Step(outcomes, logits, weights, a + da, b + db)
      while next.likelihood < likelihood - 1e-13 * likelihood.magnitude, factor > 1e-6 {
        factor /= 2
        next = Step(outcomes, logits, weights, a + factor * da, b + factor * db)
      }
      (a, b) = (a + factor * da, b + factor * db)
      (step, likelihood) = (next, next.likelihood)
      if abs(da) <= 1e-14 * max(1, abs(a)), abs(db) <= 1e-14 * max(1, abs(b)) { break }
    }
    guard a.isFinite, b.isFinite, let inverse = step.inverse(isSlopeFree: isSlopeFree) else {
      throw Undefined("every row has the same probability, so no slope fits")
    }
    (intercept, slope) = (a, b)
    self.weights = weights
    limitingRows = min(confusion.rows(.positives), confusion.rows(.negatives))
    let residuals = outcomes.labels.indices.map {
      Double(outcomes.labels[$0]) - CalibrationFit.probability(a + b * logits[$0])
    }
    influence = outcomes.labels.indices.map { row in
      guard weights[row] > 0 else { return (0, 0) }
      let (first, second) = (residuals[row], residuals[row] * logits[row])
      return (
        inverse.aa * first + inverse.ab * second, inverse.ab * first + inverse.bb * second
      )
    }
  }

  /// Where one class scores no lower than the other anywhere, the likelihood rises with the slope for
  /// ever (Albert and Anderson, Biometrika 71, 1984).
  private static func refuseSeparated(
    _ outcomes: BinaryOutcomes, _ logits: [Double], _ weights: RowWeights
  ) throws(Undefined) {
    var lows = [Double.infinity, .infinity]
    var highs = [-Double.infinity, -.infinity]
    for row in logits.indices where weights[row] > 0 {
      let label = Int(outcomes.labels[row])
      lows[label] = min(lows[label], logits[row])
      highs[label] = max(highs[label], logits[row])
    }
    guard lows.min() != highs.max() else {
      throw Undefined("every row has the same probability, so no slope fits")
    }
    guard highs[0] > lows[1], highs[1] > lows[0] else {
      throw Undefined("the probabilities separate the classes, so no finite slope fits")
    }
  }

  static func probability(_ logit: Double) -> Double {
    logit < 0 ? exp(logit) / (1 + exp(logit)) : 1 / (1 + exp(-logit))
  }

  /// The mean log likelihood with its derivatives by intercept and slope.
  private struct Step {
    let likelihood: Double
    let gradient: (a: Double, b: Double)
    /// Of the negative likelihood: positive definite.
    let curvature: (aa: Double, ab: Double, bb: Double)

    init(
      _ outcomes: BinaryOutcomes, _ logits: [Double], _ weights: RowWeights, _ a: Double,
      _ b: Double
    ) {
      let fitted = logits.map { a + b * $0 }
      let labels = outcomes.labels
      func mean(_ term: (Int) -> Double) -> Double { weights.mean(of: logits.indices.map(term)) }
      func residual(_ row: Int) -> Double { Double(labels[row]) - probability(fitted[row]) }
      func variance(_ row: Int) -> Double {
        let p = probability(fitted[row])
        return p * (1 - p)
      }
      likelihood = mean { row in
        let logit = labels[row] == 1 ? fitted[row] : -fitted[row]
        return logit < 0 ? logit - log1p(exp(logit)) : -log1p(exp(-logit))
      }
      gradient = (a: mean(residual), b: mean { residual($0) * logits[$0] })
      curvature = (
        aa: mean(variance), ab: mean { variance($0) * logits[$0] },
        bb: mean { variance($0) * logits[$0] * logits[$0] }
      )
    }

    func inverse(isSlopeFree: Bool) -> (aa: Double, ab: Double, bb: Double)? {
      guard curvature.aa > 0 else { return nil }
      guard isSlopeFree else { return (1 / curvature.aa, 0, 0) }
      let determinant = curvature.aa * curvature.bb - curvature.ab * curvature.ab
      guard determinant > 0 else { return nil }
      return (
        curvature.bb / determinant, -curvature.ab / determinant, curvature.aa / determinant
      )
    }

    func newton(isSlopeFree: Bool) -> (a: Double, b: Double)? {
      inverse(isSlopeFree: isSlopeFree).map {
        ($0.aa * gradient.a + $0.ab * gradient.b, $0.ab * gradient.a + $0.bb * gradient.b)
      }
    }
  }
}
