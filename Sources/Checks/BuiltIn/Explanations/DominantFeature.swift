internal import Explanations
internal import Findings
internal import Metrics

/// Whether one feature dominates the model, which often means that it leaks the label.
///
/// A hint, not a proof: 1 where the largest share is above `share` and more than `ratio` times the second
/// one, or where that feature alone ranks the rows nearly perfectly; else 0.
struct DominantFeature: Check {
  let options: ImportanceOptions
  let share: Double
  let ratio: Double
  /// The ROC AUC of a feature by itself from which on it is suspicious.
  let auc: Double

  typealias Inputs = ImportancePair

  var demand: Demand<ImportancePair> { ImportancePair.demand(options) }

  func measure(_ inputs: ImportancePair, settings: MeasureSettings) -> [Measurement] {
    var detail = ImportancePair.detail(inputs.candidate)
    guard let shares = ImportanceShares(inputs.candidate, alpha: settings.alpha),
      let first = shares.ranked.first
    else {
      return [
        Measurement(
          direction: .lower, candidate: .undefined(ImportancePair.noShares(.candidate).reason),
          detail: detail)
      ]
    }
    let second = shares.ranked.dropFirst().first?.value ?? 0
    let dominates = first.value > share && first.value > ratio * second
    let alone = SingleFeatureArea(inputs.model, feature: first.name).value
    let isSuspicious = alone.map { $0 > auc } ?? false
    detail["feature"] = .string(first.name)
    detail["share"] = .number(first.value)
    detail["second_share"] = .number(second)
    if let alone { detail["roc_auc_alone"] = .number(alone) }
    var note =
      "'\(first.name)' has \(ImportancePair.percent(first.value)) of all importance, "
      + "the next feature \(ImportancePair.percent(second))"
    if let alone { note += "; alone it reaches ROC AUC \(NumberStyle.ascii.number(alone))" }
    if dominates || isSuspicious { note += ": see whether it leaks the label" }
    detail["note"] = .string(note)
    return [
      Measurement(
        direction: .lower,
        candidate: .number(
          Estimate(value: dominates || isSuspicious ? 1 : 0, rows: inputs.candidate.rowCount)),
        detail: detail,
        bounds: [
          Condition(
            kind: .max, bound: Bound(value: 0, unit: .absolute, text: "0"), judge: .point)
        ])
    ]
  }

  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "dominant_feature", title: "Dominant feature",
      summary: "Whether one feature carries the model, as one that leaks the label does; judged as "
        + "'max: 0'.",
      formula: "1 if s_1 > share and s_1 / s_2 > ratio, or max(AUC, 1 - AUC) of that feature alone "
        + "> auc; else 0",
      reference: "none in a library", direction: .lower, unit: "", task: task,
      options: ImportanceOptions.all(task) + [
        CheckOption(
          name: "share", summary: "the share of importance from which on a feature dominates",
          defaultText: "0.5", exampleText: "0.6"),
        CheckOption(
          name: "ratio", summary: "how many times the second share", defaultText: "5",
          exampleText: "5"),
        CheckOption(
          name: "auc", summary: "the ROC AUC of a number alone that is suspicious (binary gates)",
          defaultText: "0.95", exampleText: "0.95"),
      ],
      baseline: .comparedWithoutInterval, takesSlices: false, example: "share: 0.6",
      make: { reader throws(OptionError) in
        DominantFeature(
          options: try ImportanceOptions(&reader, task: task),
          share: try reader.number("share", in: 0...1, default: 0.5),
          ratio: try reader.number("ratio", in: 1...1e6, default: 5),
          auc: try reader.number("auc", in: 0.5...1, default: 0.95))
      })
  }
}
