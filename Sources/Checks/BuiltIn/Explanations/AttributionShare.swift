internal import Explanations
internal import Findings
internal import Kernels
internal import Models
internal import Statistics

/// What part of what a model says restricted features account for: their mean absolute SHAP values among
/// those of all.
///
/// Permutation importance asks what a metric loses; this asks what moves the score, whether that makes it
/// better or not, and needs no label.
struct AttributionShare: Check {
  let features: [String]
  let explained: ExplainedRows

  typealias Inputs = (candidate: Scorable, baseline: Scorable?)

  var demand: Demand<(candidate: Scorable, baseline: Scorable?)> {
    .models
  }

  func measure(
    _ inputs: (candidate: Scorable, baseline: Scorable?), settings: MeasureSettings
  ) -> [Measurement] {
    let part = inputs.candidate.sampled(rows: explained.rows, seed: settings.seed)
    let sample = RowSample(
      weights: part.weights, meaning: part.weightMeaning, identity: part.identity)
    let own = shares(part, settings)
    let other = inputs.baseline.map {
      shares($0.sampled(rows: explained.rows, seed: settings.seed), settings)
    }
    return features.map { feature in
      var measurement = Measurement(
        subject: .init(feature: feature), direction: .lower, unit: "rate",
        candidate: value(feature, own, inputs.candidate, sample, settings),
        baseline: other.map { value(feature, $0, inputs.candidate, sample, settings) })
      guard case .success(let own) = own else { return measurement }
      measurement.detail["method"] = .string(own.method.rawValue)
      measurement.detail["background_rows"] = .number(Double(own.backgroundRows))
      if case .success(let other)? = other {
        measurement.difference = own.difference(
          to: other, feature: feature, sample, alpha: settings.alpha)
      }
      return measurement
    }
  }

  /// The shares of all features, or why there are none.
  private func shares(
    _ part: Scorable, _ settings: MeasureSettings
  ) -> Result<AttributionShares, ExplanationError> {
    Result { () throws(ExplanationError) in
      // A format without margins is explained in its predictions.
      let explained = try part.attributions(
        background: self.explained.background,
        inMargins: part.givesMargins(parallel: settings.parallel),
        settings: settings)
      return AttributionShares(
        explained.values, weights: part.weights, backgroundRows: explained.backgroundRows)
    }
  }

  private func value(
    _ feature: String, _ shares: Result<AttributionShares, ExplanationError>, _ model: Scorable,
    _ sample: RowSample, _ settings: MeasureSettings
  ) -> Value {
    let found: AttributionShares
    switch shares {
    case .success(let shares): found = shares
    case .failure(let error): return .undefined(error.description)
    }
    if model.hidden.contains(feature) {
      return .number(Estimate(value: 0, low: 0, high: 0, rows: found.rowCount))
    }
    guard let share = found.share(of: feature) else {
      let hint =
        Suggestion.clause(feature, among: found.features)
      return .undefined("the model has no feature '\(feature)'\(hint)")
    }
    guard found.isDefined else { return .undefined("no feature moves the score on these rows") }
    let error = InfluenceError.standardError(share.influence, sample: sample)
    let reach = error.map { -Normal.quantile(settings.alpha) * $0 }
    return .number(
      Estimate(
        value: share.value, low: reach.map { max(0, share.value - $0) },
        high: reach.map { min(1, share.value + $0) }, rows: found.rowCount))
  }

  /// The tasks whose rows are units of their own.
  static let tasks: [TaskKind] = [.binary, .multiclass, .regression]

  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "attribution_share", title: "Attribution share",
      summary: "What part of all absolute SHAP values restricted features have.",
      formula: "mean abs(phi_j) / sum_k mean abs(phi_k), phi against a background of the same rows",
      reference:
        "numpy.abs(shap.TreeExplainer(model, background).shap_values(X)).mean(0), normalised",
      direction: .lower, unit: "rate", task: task,
      options: [
        CheckOption(
          name: "features", shape: .columns, summary: "the restricted features",
          exampleText: "[zip_code]")
      ] + ExplainedRows.options,
      baseline: .compared("paired influence function"), defaultJudge: .interval,
      takesSlices: false,
      make: { reader throws(OptionError) in
        guard let features = try reader.texts("features") else {
          throw OptionError(line: nil, column: nil, message: "lacks the option 'features'")
        }
        return AttributionShare(features: features, explained: try ExplainedRows(&reader))
      })
  }
}
