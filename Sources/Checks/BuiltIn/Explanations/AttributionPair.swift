internal import Explanations
internal import Findings
internal import Kernels

/// Two models' SHAP values of the same rows, in the same units.
struct AttributionPair: Sendable {
  let candidate: Scorable.Explained
  let baseline: Scorable.Explained
  let inMargins: Bool

  /// By row, the cosine of the angle between the two; a feature that a model lacks has 0 there. Rows that
  /// neither model has a reason for agree, those that one has none for do not.
  ///
  /// - Throws: ``ExplanationError/unfit(_:)`` where the models give different numbers of scores.
  func cosines() throws(ExplanationError) -> [Double] {
    let (own, other) = (candidate.values, baseline.values)
    guard own.values.count == other.values.count else {
      throw .unfit(
        "one model gives \(own.values.count) scores a row and the other \(other.values.count)")
    }
    let places = own.features.map { other.features.firstIndex(of: $0) }
    guard [own, other].contains(where: { $0.values.joined().joined().contains { $0 != 0 } }) else {
      throw .unfit("neither model has a reason for any row, so there is nothing to compare")
    }
    return (0..<own.rowCount).map { row in
      var (product, first, second) = (0.0, 0.0, 0.0)
      for (a, b) in zip(own.values, other.values) {
        for (feature, place) in places.enumerated() {
          first += a[feature][row] * a[feature][row]
          if let place { product += a[feature][row] * b[place][row] }
        }
        second += b.reduce(0) { $0 + $1[row] * $1[row] }
      }
      guard first > 0, second > 0 else { return first == second ? 1 : 0 }
      return min(1, max(-1, product / (first.squareRoot() * second.squareRoot())))
    }
  }

  /// By row, 1 where a feature's values have different signs and both exceed `tau`, in any output.
  ///
  /// - Throws: ``ExplanationError/unfit(_:)`` where neither model has the feature.
  func signFlips(
    of feature: String, beyond tau: Double, hidden: [String]
  ) throws(ExplanationError) -> [Double] {
    let (own, other) = (candidate.values, baseline.values)
    let none = [Double](repeating: 0, count: own.rowCount)
    guard let a = own.features.firstIndex(of: feature),
      let b = other.features.firstIndex(of: feature)
    else {
      // What one model does not have speaks neither for nor against a row.
      let known = own.features + other.features
      guard known.contains(feature) || hidden.contains(feature) else {
        let hint = Suggestion.clause(feature, among: known)
        throw .unfit("neither model has a feature '\(feature)'\(hint)")
      }
      return none
    }
    var flips = none
    var canFlip = false
    for (first, second) in zip(own.values, other.values) {
      for row in flips.indices {
        let (x, y) = (first[a][row], second[b][row])
        guard min(x.magnitude, y.magnitude) > tau else { continue }
        canFlip = true
        if (x < 0) != (y < 0) { flips[row] = 1 }
      }
    }
    guard canFlip else {
      throw .unfit(
        "'\(feature)' says no more than \(NumberStyle.ascii.short(tau)) in both models on any row, so no "
          + "sign could change")
    }
    return flips
  }

  /// How the values were found, for the report.
  var detail: [String: JSONValue] {
    [
      "method": .string(candidate.values.method.rawValue),
      "baseline_method": .string(baseline.values.method.rawValue),
      "background_rows": .number(Double(candidate.backgroundRows)),
      "unit": .string(inMargins ? "margin" : "prediction"),
    ]
  }
}
