internal import Explanations
internal import Findings

/// What part of a model's importance restricted features have: one number a feature, or one for all of
/// them together.
struct ImportanceShare: Check {
  let options: ImportanceOptions
  let features: [String]

  typealias Inputs = ImportancePair

  var demand: Demand<ImportancePair> { ImportancePair.demand(options) }

  func measure(_ inputs: ImportancePair, settings: MeasureSettings) -> [Measurement] {
    let ours = ImportanceShares(inputs.candidate, alpha: settings.alpha)
    let theirs = inputs.baseline.flatMap { ImportanceShares($0, alpha: settings.alpha) }
    return features.map { name in
      let baseline: Value? = inputs.baseline.map {
        value(name, theirs, inputs, .baseline, rows: $0.rowCount)
      }
      return Measurement(
        subject: .init(feature: name), direction: .lower, unit: "rate",
        candidate: value(name, ours, inputs, .candidate, rows: inputs.candidate.rowCount),
        baseline: baseline, difference: difference(name, ours, theirs, alpha: settings.alpha),
        detail: ImportancePair.detail(inputs.candidate))
    }
  }

  private func value(
    _ name: String, _ shares: ImportanceShares?, _ inputs: ImportancePair, _ role: Role, rows: Int
  ) -> Value {
    if inputs.model.hidden.contains(name) { return .number(Estimate(value: 0, rows: rows)) }
    guard let shares else { return .undefined(ImportancePair.noShares(role).reason) }
    guard let share = shares.shares.first(where: { $0.name == name }) else {
      return .undefined(inputs.unknown(name))
    }
    return .number(Estimate(value: share.value, low: share.low, high: share.high, rows: rows))
  }

  private func difference(
    _ name: String, _ ours: ImportanceShares?, _ theirs: ImportanceShares?, alpha: Double
  ) -> Difference? {
    guard let ours, let theirs else { return nil }
    let paired = ImportanceShift.difference(
      of: name, candidate: ours, baseline: theirs, alpha: alpha)
    return Difference(
      value: paired.value, low: paired.low, high: paired.high,
      standardError: paired.standardError, p: paired.p, degrees: paired.degrees,
      method: paired.standardError == nil
        ? "no standard error for this metric"
        : "paired influence function with Monte Carlo error")
  }

  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "importance_share", title: "Importance share",
      summary: "What part of all permutation importance restricted features have.",
      formula: "max(0, I_j) / sum_k max(0, I_k)",
      reference: "normalised sklearn.inspection.permutation_importance", direction: .lower,
      unit: "rate", task: task,
      options: ImportanceOptions.all(task) + [
        CheckOption(
          name: "features", shape: .columns, summary: "the restricted features or groups",
          exampleText: "[zip_code]")
      ],
      baseline: .compared("paired influence function with Monte Carlo error"),
      defaultJudge: .interval, takesSlices: false,
      make: { reader throws(OptionError) in
        let options = try ImportanceOptions(&reader, task: task)
        guard let features = try reader.texts("features") else {
          throw OptionError(line: nil, column: nil, message: "lacks the option 'features'")
        }
        return ImportanceShare(options: options, features: features)
      })
  }
}
