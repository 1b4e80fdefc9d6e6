/// What `SelectFromModel` keeps: the features whose importance in its estimator reaches a threshold.
enum ImportantFeatures {
  static func mask(of object: PythonObject) throws(ModelError) -> [Bool] {
    guard let stored = try object.optional("estimator_", or: "estimator") else {
      throw object.malformed("has no estimator")
    }
    let estimator = stored.className == "FrozenEstimator" ? try stored.held ?? stored : stored
    let getter = try object.optional("importance_getter")?.textIfAny() ?? "auto"
    guard ["auto", "coef_", "feature_importances_"].contains(getter) else {
      throw object.unsupported("importance_getter='\(getter)'")
    }
    let scores =
      if getter != "feature_importances_", let weights = try estimator.optional("coef_") {
        try norms(weights, order: try object.optional("norm_order")?.number() ?? 1)
      } else {
        try TreeImportances.of(estimator)
      }
    let bound = try threshold(object, estimator, named: stored.className, scores)
    var mask = scores.map { _ in true }
    if let limit = try object.optional("max_features") {
      let limit = try object.optional("max_features_") ?? limit
      // Of equal ones the first.
      let order = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
      mask = scores.map { _ in false }
      for index in order.prefix(max(0, try limit.integer())) { mask[index] = true }
    }
    return scores.indices.map { mask[$0] && scores[$0] >= bound }
  }

  /// The size of each feature's weights, over several outputs by the norm of that order.
  private static func norms(_ weights: PythonObject, order: Double) throws(ModelError) -> [Double] {
    let rows = try weights.rows()
    guard let width = rows.first?.count else { throw weights.malformed("is empty") }
    if try weights.array().shape.count == 1 { return rows[0].map { abs($0) } }
    return try (0..<width).map { (input) throws(ModelError) in
      let sizes = rows.map { abs($0[input]) }
      switch order {
      case 1: return sizes.reduce(0, +)
      case 2: return sizes.reduce(0) { $0 + $1 * $1 }.squareRoot()
      case .infinity: return sizes.max() ?? 0
      default: throw weights.unsupported("norm_order=\(order)")
      }
    }
  }

  private static func threshold(
    _ object: PythonObject, _ estimator: PythonObject, named name: String, _ scores: [Double]
  ) throws(ModelError) -> Double {
    guard let setting = try object.optional("threshold") else {
      return try selectsByItself(estimator, name) ? 1e-5 : mean(scores)
    }
    guard let text = try setting.textIfAny() else { return try setting.number() }
    let parts = text.split(separator: "*", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    let reference: Double
    switch parts.last {
    case "mean": reference = mean(scores)
    case "median": reference = median(scores)
    default: throw setting.malformed("is '\(text)', neither mean nor median")
    }
    guard parts.count > 1 else { return reference }
    guard parts.count == 2, let factor = Double(parts[0]) else {
      throw setting.malformed("is '\(text)', no number times mean or median")
    }
    return factor * reference
  }

  /// Whether the estimator's own penalty makes weights 0.
  private static func selectsByItself(
    _ estimator: PythonObject, _ name: String
  ) throws(ModelError) -> Bool {
    if try estimator.optional("penalty")?.textIfAny() == "l1" || name.contains("Lasso") {
      return true
    }
    let attribute = name.hasSuffix("CV") ? "l1_ratio_" : "l1_ratio"
    let names = ["ElasticNet", "ElasticNetCV", "LogisticRegression", "LogisticRegressionCV"]
    guard names.contains(name), let ratio = try estimator.optional(attribute) else { return false }
    return try ratio.numbers().allSatisfy { abs($0 - 1) <= 1e-8 + 1e-5 }
  }

  private static func mean(_ numbers: [Double]) -> Double {
    numbers.reduce(0, +) / Double(numbers.count)
  }

  private static func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[middle] }
    return (sorted[middle - 1] + sorted[middle]) / 2
  }
}
