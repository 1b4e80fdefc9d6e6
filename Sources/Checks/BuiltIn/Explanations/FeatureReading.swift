internal import Explanations
internal import Findings
internal import Kernels
internal import Models
internal import Tabular

/// Whether a model reads a feature that it must not read: 1 or 0, without statistics.
///
/// A split that tests it or a coefficient that is not zero proves that it is read, and so does any score
/// that changes with it. That a model file holds neither proves that it is not. Of a model whose file
/// does not tell, and whose scores do not change on these rows, nothing is proved.
struct FeatureReading {
  let name: String
  private let importance: PermutationImportance
  private let columns: [String]
  private let isHidden: Bool

  init(name: String, _ inputs: ImportancePair) {
    self.name = name
    importance = inputs.candidate
    columns = inputs.model.rows.table.names + inputs.model.hidden
    isHidden = inputs.model.hidden.contains(name)
  }

  var measurement: Measurement {
    let feature = importance[name]
    var detail = ImportancePair.detail(importance)
    if let feature, feature.undefined == nil {
      detail["importance"] = .number(feature.importance)
    }
    let note = note(feature)
    let isRead = !isHidden && (feature ?? group)?.isRead ?? false
    if !isRead { detail["note"] = .string(note) }
    var measurement = Measurement(
      subject: .init(feature: name), direction: .lower, candidate: value(feature), detail: detail,
      bounds: [
        Condition(
          kind: .max, bound: Bound(value: 0, unit: .absolute, text: "0"), judge: .point)
      ])
    // That it is read says all; the number only holds it against the bound.
    if isRead { measurement.statement = note }
    return measurement
  }

  private func value(_ feature: FeatureImportance?) -> Value {
    if isHidden { return .number(Estimate(value: 0, rows: importance.rowCount)) }
    guard let feature = feature ?? group else {
      let hint = Suggestion.clause(name, among: columns)
      return .undefined("the data have no column '\(name)'\(hint)")
    }
    if feature.isRead { return .number(Estimate(value: 1, rows: importance.rowCount)) }
    guard feature.use == .unread else {
      return .undefined(
        "the model file does not tell whether '\(name)' is read, and none of the scores changed when "
          + "it was permuted")
    }
    return .number(Estimate(value: 0, rows: importance.rowCount))
  }

  /// The declared group that holds the column: one that is not read holds none that is.
  private var group: FeatureImportance? {
    importance.features.first { $0.group.columns.contains(name) }
  }

  private func note(_ feature: FeatureImportance?) -> String {
    if isHidden { return "no model of the gate gets to see '\(name)'" }
    guard let feature = feature ?? group else { return "'\(name)' is forbidden" }
    if feature.use == .read { return "the model reads '\(name)', which is forbidden" }
    if feature.changesScores {
      return "scores change with '\(name)', which is forbidden: the model reads it"
    }
    return feature.use == .unread
      ? "no split or coefficient of the model reads '\(name)'" : "'\(name)' is forbidden"
  }
}
