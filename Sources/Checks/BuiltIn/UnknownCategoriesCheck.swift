internal import Findings
internal import Models

/// What part of the rows holds a category that the model does not know, for each feature that it looks
/// up.
///
/// Most libraries score such a row as if the value were missing and say nothing: a table with other
/// codes or another spelling is judged on a model that does not see the column.
struct UnknownCategoriesCheck: Check {
  typealias Inputs = (candidate: CategoryCounts, baseline: CategoryCounts?)

  var demand: Demand<(candidate: CategoryCounts, baseline: CategoryCounts?)> {
    Demand.both(.categories(.candidate), .ifGiven(.categories(.baseline))).map {
      (pair) throws(Unavailable) in (candidate: pair.0, baseline: pair.1)
    }
  }

  func measure(
    _ inputs: (candidate: CategoryCounts, baseline: CategoryCounts?), settings: MeasureSettings
  ) -> [Measurement] {
    let candidate = inputs.candidate
    let told = candidate.features.map { measurement($0, candidate, inputs.baseline) }
    let untold = candidate.untold.map { feature in
      Measurement(
        subject: .init(feature: feature), direction: .lower, unit: "rate",
        candidate: .undefined("the model file does not say which categories it knows"))
    }
    guard told.isEmpty, untold.isEmpty else { return told + untold }
    return [
      Measurement(
        direction: .lower, unit: "rate",
        candidate: .number(Estimate(value: 0, rows: candidate.rows)),
        detail: ["note": .string("the candidate looks up no categories")])
    ]
  }

  private func measurement(
    _ unknown: UnknownCategories, _ candidate: CategoryCounts, _ baseline: CategoryCounts?
  ) -> Measurement {
    var detail: [String: JSONValue] = ["unknown_rows": .number(Double(unknown.rows))]
    if let example = unknown.example {
      detail["example"] = .string(example)
      detail["note"] = .string("the first is '\(example)'")
    }
    let other = baseline?.features.first { $0.feature == unknown.feature }
    return Measurement(
      subject: .init(feature: unknown.feature), direction: .lower, unit: "rate",
      candidate: value(unknown, of: candidate),
      baseline: other.flatMap { other in baseline.map { value(other, of: $0) } }, detail: detail)
  }

  private func value(_ unknown: UnknownCategories, of counts: CategoryCounts) -> Value {
    .number(Estimate(value: counts.share(unknown), rows: counts.rows))
  }

  static let kind = CheckKind(
    id: "unknown_categories", title: "Unknown categories",
    summary: "What part of the rows holds a category that the model does not know, for each "
      + "feature that it looks up; missing cells do not count.",
    formula: "sum of w_i where x_ij is no category of feature j / sum of w_i",
    reference: "numpy.mean(~X[feature].isin(encoder.categories_[j]))", direction: .lower,
    unit: "rate", task: nil, options: [], baseline: .comparedWithoutInterval,
    takesSlices: false, example: "max: 1%", make: { _ in UnknownCategoriesCheck() })
}
