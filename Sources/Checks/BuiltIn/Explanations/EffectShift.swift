internal import Explanations
internal import Findings
internal import Kernels
internal import Models

/// How far the curve of a feature's effect moved from the baseline to the candidate: the mean distance of
/// their accumulated local effects, in standard deviations of the baseline's scores.
struct EffectShift: Check {
  let features: [String]
  /// The most rows, chosen by the hash of their keys; nil takes all.
  let rows: Int?

  typealias Inputs = (candidate: Scorable, baseline: Scorable)

  var demand: Demand<(candidate: Scorable, baseline: Scorable)> {
    .bothModels
  }

  func measure(
    _ inputs: (candidate: Scorable, baseline: Scorable), settings: MeasureSettings
  ) -> [Measurement] {
    let candidate = inputs.candidate.sampled(rows: rows, seed: settings.seed)
    let baseline = inputs.baseline.sampled(rows: rows, seed: settings.seed)
    return features.map { feature in
      Measurement(
        subject: .init(feature: feature), direction: .lower,
        candidate: value(feature, candidate, baseline, settings),
        detail: ["method": .string("accumulated local effects")])
    }
  }

  private func value(
    _ feature: String, _ candidate: Scorable, _ baseline: Scorable, _ settings: MeasureSettings
  ) -> Value {
    guard !candidate.hidden.contains(feature) else {
      return .undefined("no model of the gate gets to see '\(feature)'")
    }
    do throws(ExplanationError) {
      let old = try AccumulatedEffects(
        of: baseline.rows, feature: feature, weights: baseline.weights,
        parallel: settings.parallel, scores: baseline.single)
      let new = try AccumulatedEffects(
        of: candidate.rows, feature: feature, edges: old.edges, weights: candidate.weights,
        parallel: settings.parallel, scores: candidate.single)
      let spread = try EffectShift.spread(of: baseline, settings)
      guard spread > 0 else {
        return .undefined("the baseline gives every row the same score")
      }
      return .number(
        Estimate(value: new.distance(to: old) / spread, rows: candidate.rows.rowCount))
    } catch {
      return .undefined(error.description)
    }
  }

  /// The standard deviation of a model's scores.
  private static func spread(
    of model: Scorable, _ settings: MeasureSettings
  ) throws(ExplanationError) -> Double {
    let scores: [Double]
    do throws(ModelError) {
      scores = model.single(try model.rows.scores(parallel: settings.parallel))
    } catch {
      throw .model(error)
    }
    let weights = model.weights ?? Array(repeating: 1, count: scores.count)
    let total = Sums.unordered(weights)
    guard total > 0, weights.count == scores.count else { return 0 }
    let mean = Sums.unordered(count: scores.count) { weights[$0] * scores[$0] } / total
    let square = Sums.unordered(count: scores.count) {
      weights[$0] * (scores[$0] - mean) * (scores[$0] - mean)
    }
    return (square / total).squareRoot()
  }

  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "effect_shift", title: "Effect shift",
      summary: "How far the curve of a feature's effect on the score moved since the baseline.",
      formula:
        "mean over rows of abs(ALE_j(candidate) - ALE_j(baseline)) / sd(f(baseline)), on the "
        + "baseline's bins; 0.1 is worth a look",
      reference: "alibi.explainers.ALE of both models", direction: .lower, unit: "", task: task,
      options: [
        CheckOption(
          name: "features", shape: .columns, summary: "the numeric features to compare",
          exampleText: "[age, hours_per_week]"),
        CheckOption(
          name: "rows", shape: .countOrAll, summary: "how many rows, chosen by their hash",
          defaultText: "20000", exampleText: "all"),
      ],
      baseline: .measured, takesSlices: false, limits: 0...Double.infinity,
      make: { reader throws(OptionError) in
        guard let features = try reader.texts("features") else {
          throw OptionError(line: nil, column: nil, message: "lacks the option 'features'")
        }
        let rows = try reader.rowLimit()
        return EffectShift(features: features, rows: rows)
      })
  }
}
