internal import Explanations
internal import Findings
internal import Models

/// How much worse a metric gets when a feature's values are exchanged between rows: one number for each
/// of the most important features, with what the entry forbids and limits.
struct PermutationImportanceCheck: Check {
  let options: ImportanceOptions
  /// Features that must not be read.
  let forbidden: [String]
  /// The most that one feature may have of all importance; nil for no limit.
  let maxShare: Bound?
  /// How many features become findings, by either model's importance.
  let top: Int

  var idleOptions: [String] {
    maxShare.map { $0.value >= 1 } ?? false
      ? ["'max_share: \(maxShare?.text ?? "1")' can never fail: a share is never above 1"] : []
  }

  typealias Inputs = ImportancePair

  var demand: Demand<ImportancePair> { ImportancePair.demand(options) }

  func measure(_ inputs: ImportancePair, settings: MeasureSettings) -> [Measurement] {
    let limited = maxShare.map { [largestShare(inputs, limit: $0, settings)] } ?? []
    let measured =
      forbidden.map { FeatureReading(name: $0, inputs).measurement } + limited
      + listed(inputs).map { measurement($0, inputs, settings) }
    guard measured.isEmpty else { return measured }
    return [
      Measurement(
        direction: .none, unit: inputs.candidate.unit,
        candidate: .undefined("the models read none of the columns"),
        detail: ImportancePair.detail(inputs.candidate))
    ]
  }

  /// The names of the features that are important for either model, the candidate's first.
  private func listed(_ inputs: ImportancePair) -> [String] {
    func first(_ importance: PermutationImportance) -> ArraySlice<FeatureImportance> {
      importance.ranked.filter { $0.use != .unread }.prefix(top)
    }
    var names = first(inputs.candidate).map(\.group.name)
    for feature in inputs.baseline.map(first) ?? []
    where !names.contains(feature.group.name) && inputs.candidate[feature.group.name] != nil {
      names.append(feature.group.name)
    }
    names += inputs.candidate.features.filter { $0.undefined != nil }.map(\.group.name)
    return names.filter { !forbidden.contains($0) }
  }

  private func measurement(
    _ name: String, _ inputs: ImportancePair, _ settings: MeasureSettings
  ) -> Measurement {
    var measurement = Measurement(
      subject: .init(feature: name), direction: .none, unit: inputs.candidate.unit,
      candidate: inputs.value(name, in: inputs.candidate),
      baseline: inputs.baseline.map { inputs.value(name, in: $0) },
      difference: inputs.difference(name, alpha: settings.alpha),
      detail: ImportancePair.detail(inputs.candidate))
    if let feature = inputs.candidate[name] {
      measurement.detail["repeats"] = .number(Double(feature.values.count))
      if let error = feature.samplingError { measurement.detail["sampling_error"] = .number(error) }
      if let error = feature.monteCarloError {
        measurement.detail["monte_carlo_error"] = .number(error)
      }
    }
    return measurement
  }

  private func largestShare(
    _ inputs: ImportancePair, limit: Bound, _ settings: MeasureSettings
  ) -> Measurement {
    let shares = ImportanceShares(inputs.candidate, alpha: settings.alpha)
    let largest = shares?.ranked.first
    var detail = ImportancePair.detail(inputs.candidate)
    if let largest {
      detail["feature"] = .string(largest.name)
      detail["note"] = .string("the largest share is that of '\(largest.name)'")
    }
    return Measurement(
      direction: .lower, unit: "rate",
      candidate: largest.map {
        .number(
          Estimate(
            value: $0.value, low: $0.low, high: $0.high, rows: inputs.candidate.rowCount))
      } ?? .undefined(ImportancePair.noShares(.candidate).reason),
      detail: detail, bounds: [Condition(kind: .max, bound: limit, judge: .interval)])
  }
}

extension PermutationImportanceCheck {
  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "permutation_importance", title: "Permutation importance",
      summary: "How much worse a metric gets when a feature's values are exchanged between rows.",
      formula: "mean over repeats of metric(rows with feature j permuted) - metric(rows), worse "
        + "positive",
      reference: "sklearn.inspection.permutation_importance", direction: .none, unit: "",
      task: task,
      options: ImportanceOptions.all(task) + [
        CheckOption(
          name: "forbidden", shape: .columns,
          summary: "features that must not be read: exact from splits and coefficients, elsewhere "
            + "by whether any score changes",
          defaultText: "none", exampleText: "[fnlwgt]"),
        CheckOption(
          name: "max_share",
          summary: "the most that one feature may have of all importance, judged on its interval",
          defaultText: "none", exampleText: "0.5"),
        CheckOption(
          name: "top", summary: "how many features are reported, the most important first",
          defaultText: "10", exampleText: "10"),
      ],
      baseline: .compared("paired influence function with Monte Carlo error"),
      defaultJudge: .interval, takesSlices: false, example: "forbidden: [sex], max_share: 0.5",
      make: { reader throws(OptionError) in
        let options = try ImportanceOptions(&reader, task: task)
        return PermutationImportanceCheck(
          options: options, forbidden: try reader.texts("forbidden") ?? [],
          maxShare: try reader.numberIfGiven("max_share", in: 0...1).map {
            Bound(value: $0, unit: .absolute, text: NumberStyle.ascii.short($0))
          },
          top: try reader.integer("top", in: 1...100_000) ?? 10)
      })
  }
}
