internal import Explanations
internal import Findings
internal import Kernels
internal import Statistics

/// Both models' importances, where there are two.
struct ImportancePair: Sendable {
  let candidate: PermutationImportance
  let baseline: PermutationImportance?
  /// The candidate with its rows.
  let model: Scorable

  static func demand(_ options: ImportanceOptions) -> Demand<ImportancePair> {
    let both = Demand<(PermutationImportance, PermutationImportance?)>.both(
      .importance(options.request(.candidate)),
      .ifGiven(.importance(options.request(.baseline))))
    return Demand.both(both, .scorable(.candidate)).map { importances, model in
      ImportancePair(candidate: importances.0, baseline: importances.1, model: model)
    }
  }

  /// Both models' shares; an error with the rest of a sentence where one has none.
  func shares(alpha: Double) -> Result<(ImportanceShares, ImportanceShares), Unavailable> {
    guard let baseline else {
      return .failure(Unavailable(reason: "there is no baseline", isAbsent: true))
    }
    guard let ours = ImportanceShares(candidate, alpha: alpha) else {
      return .failure(ImportancePair.noShares(.candidate))
    }
    guard let theirs = ImportanceShares(baseline, alpha: alpha) else {
      return .failure(ImportancePair.noShares(.baseline))
    }
    return .success((ours, theirs))
  }

  static func noShares(_ role: Role) -> Unavailable {
    Unavailable(
      reason: "no feature of the \(role.rawValue) has positive importance on these rows",
      isAbsent: false)
  }

  /// Facts that every number made of importances shares.
  static func detail(_ importance: PermutationImportance) -> [String: JSONValue] {
    [
      "metric": .string(importance.metric),
      "rows": .number(Double(importance.rowCount)),
      "method": .string("permutation importance"),
    ]
  }

  /// `49%`
  static func percent(_ share: Double) -> String { NumberStyle.ascii.short(share * 100) + "%" }

  /// Why there is no share or importance of a name.
  func unknown(_ name: String) -> String {
    let names = candidate.features.map(\.group.name)
    let hint = Suggestion.clause(name, among: names)
    return "there is no feature '\(name)'\(hint)"
  }

  /// The feature's importance as a value.
  func value(
    _ name: String, in importance: PermutationImportance
  ) -> Value {
    guard let feature = importance[name] else {
      return .undefined(unknown(name))
    }
    if let reason = feature.undefined {
      return .undefined("\(importance.metric) is undefined once it is permuted: \(reason)")
    }
    return .number(
      Estimate(
        value: feature.importance, low: feature.low, high: feature.high,
        rows: importance.rowCount))
  }

  /// Candidate's importance less the baseline's, paired by row.
  func difference(_ name: String, alpha: Double) -> Difference? {
    guard let baseline, let ours = candidate[name], let theirs = baseline[name],
      ours.undefined == nil, theirs.undefined == nil
    else { return nil }
    let value = ours.importance - theirs.importance
    guard let sampling = pairedError(ours, theirs) else {
      return Difference(value: value, method: "no standard error for this metric")
    }
    let repeats = [ours, theirs].reduce(0) {
      $0 + ($1.monteCarloError ?? 0) * ($1.monteCarloError ?? 0)
    }
    let error = (sampling * sampling + repeats).squareRoot()
    let degrees = Double(max(1, min(candidate.limitingRows, baseline.limitingRows) - 1))
    guard error > 0 else {
      return Difference(
        value: value, low: value, high: value, standardError: 0, p: value == 0 ? 1 : 0,
        method: "neither model's scores change")
    }
    let student = StudentT(degrees: degrees)
    let half = student.upperQuantile(alpha) * error
    return Difference(
      value: value, low: value - half, high: value + half, standardError: error,
      p: student.twoSided(value / error), degrees: degrees,
      method: "paired influence function with Monte Carlo error")
  }

  private func pairedError(_ ours: FeatureImportance, _ theirs: FeatureImportance) -> Double? {
    guard ours.influence.count == theirs.influence.count, !ours.influence.isEmpty else {
      return nil
    }
    return candidate.standardError(
      of: ours.influence.indices.map { ours.influence[$0] - theirs.influence[$0] })
  }
}
