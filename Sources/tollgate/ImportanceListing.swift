import Explanations
import Findings
import Models
import Tabular

/// Permutation importance as rows, the most important feature first.
struct ImportanceListing {
  private let importance: PermutationImportance
  private let features: [FeatureImportance]
  private let total: Double

  init(_ importance: PermutationImportance) {
    self.importance = importance
    features = importance.ranked + importance.features.filter { $0.undefined != nil }
    total = importance.ranked.reduce(0) { $0 + max(0, $1.importance) }
  }

  private func share(_ feature: FeatureImportance) -> Double? {
    feature.undefined == nil && total > 0 ? max(0, feature.importance) / total : nil
  }

  private func reading(_ feature: FeatureImportance) -> String {
    feature.isRead ? "yes" : feature.use == .unread ? "no" : "unseen"
  }

  /// The columns of the CSV.
  var fields: [CSVWriter.Field] {
    func numbers(_ name: String, _ value: (FeatureImportance) -> Double?) -> CSVWriter.Field {
      CSVWriter.Field(name: name, values: .doubles(features.map { value($0) ?? .nan }))
    }
    func texts(_ name: String, _ value: (FeatureImportance) -> String) -> CSVWriter.Field {
      CSVWriter.Field(
        name: name,
        values: .column(
          .categorical(
            codes: features.indices.map { Int32(truncatingIfNeeded: $0) },
            levels: Levels(features.map(value)))))
    }
    return [
      texts("feature") { $0.group.name },
      numbers("importance") { $0.undefined == nil ? $0.importance : nil },
      numbers("low", \.low), numbers("high", \.high),
      numbers("sampling_error", \.samplingError), numbers("monte_carlo_error", \.monteCarloError),
      numbers("repeats") { Double($0.values.count) }, numbers("share", share),
      texts("read", reading),
    ]
  }

  func json(seed: UInt64) -> JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    let rows = features.map { feature -> JSONValue in
      var object: [String: JSONValue] = [
        "feature": .string(feature.group.name), "read": .string(reading(feature)),
        "repeats": .number(Double(feature.values.count)),
      ]
      if feature.group.columns != [feature.group.name] {
        object["columns"] = .array(feature.group.columns.map { .string($0) })
      }
      if let reason = feature.undefined {
        object["undefined"] = .string(reason)
        return .object(object)
      }
      object["importance"] = .number(feature.importance)
      object["low"] = number(feature.low)
      object["high"] = number(feature.high)
      object["sampling_error"] = number(feature.samplingError)
      object["monte_carlo_error"] = number(feature.monteCarloError)
      object["share"] = number(share(feature))
      object["values"] = .array(feature.values.map { .number($0) })
      return .object(object)
    }
    return .object([
      "method": .string("permutation"), "metric": .string(importance.metric),
      "metric_value": .number(importance.base), "rows": .number(Double(importance.rowCount)),
      "seed": .string(String(seed)), "features": .array(rows),
    ])
  }
}
