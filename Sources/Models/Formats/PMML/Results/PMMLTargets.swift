/// What `Targets` does to a model's predictions.
struct PMMLTargets: Sendable {
  enum Cast: String, CaseIterable { case round, ceiling, floor }

  private var low = -Double.infinity
  private var high = Double.infinity
  private var factor = 1.0
  private var constant = 0.0
  private var cast: Cast?
  /// For a missing prediction: a number, or the index of the likeliest class.
  private var otherwise: Double?
  private var priors: [Double] = []
  private let isRegression: Bool
  private let isFloat: Bool

  init(_ context: PMMLModelContext, classes: PMMLClasses) throws(ModelError) {
    isRegression = classes.count == 0
    isFloat = context.isFloat
    let targets = context.element.child("Targets")?.children("Target") ?? []
    let name = context.target?.name
    guard
      let target = targets.first(where: { $0["field"] == nil || name == nil || $0["field"] == name }
      )
    else { return }
    let cast = target["castInteger"]
    if cast != nil { self.cast = try target.choice("castInteger", default: Cast?.none) }
    low = try target.number("min") ?? -.infinity
    high = try target.number("max") ?? .infinity
    factor = try target.number("rescaleFactor") ?? 1
    constant = try target.number("rescaleConstant") ?? 0
    let values = target.children("TargetValue")
    if isRegression {
      otherwise = try values.first?.number("defaultValue")
    } else {
      try readPriors(values, classes)
    }
  }

  private mutating func readPriors(
    _ values: [PMMLElement], _ classes: PMMLClasses
  ) throws(ModelError) {
    var priors = [Double](repeating: 0, count: classes.count)
    var isGiven = false
    for value in values {
      guard let prior = try value.number("priorProbability"),
        let index = value["value"].flatMap({ classes[$0] })
      else { continue }
      priors[index] = prior
      isGiven = true
    }
    guard isGiven, let largest = priors.max() else { return }
    self.priors = priors
    otherwise = priors.firstIndex(of: largest).map(Double.init)
  }

  /// Whether predictions pass as they are.
  var isIdentity: Bool { !isRescaling && otherwise == nil }

  private var isRescaling: Bool {
    factor != 1 || constant != 0 || cast != nil || low > -.infinity || high < .infinity
  }

  /// The sum that is added to a prediction where nothing else happens to it; nil otherwise.
  var addend: Double? {
    factor == 1 && cast == nil && low == -.infinity && high == .infinity && otherwise == nil
      ? constant : nil
  }

  func apply(to result: inout PMMLResult) {
    if let otherwise {
      for row in result.predictions.indices where result.predictions[row].isNaN {
        result.predictions[row] = otherwise
        for (index, prior) in priors.enumerated() where index < result.probabilities.count {
          result.probabilities[index][row] = prior
        }
      }
    }
    guard isRegression, isRescaling else { return }
    for row in result.predictions.indices {
      result.predictions[row] = value(result.predictions[row])
    }
  }

  /// First the bounds, then scale and constant, then the whole number, as the standard orders them.
  private func value(_ prediction: Double) -> Double {
    if prediction.isNaN { return prediction }
    var value = min(max(prediction, low), high)
    value =
      isFloat
      ? Double(Float(value) * Float(factor) + Float(constant)) : value * factor + constant
    switch cast {
    case .round?: value = (value + 0.5).rounded(.down)
    case .ceiling?: value = value.rounded(.up)
    case .floor?: value = value.rounded(.down)
    case nil: break
    }
    return value
  }
}
