internal import Findings
internal import Metrics

/// The numbers of every group as `detail` of a finding. What fewer than five rows say is not published.
struct GroupDetail {
  let disparity: Disparity
  let tables: [GroupTable]
  let policy: GroupPolicy

  var facts: [String: JSONValue] {
    var facts: [String: JSONValue] = [
      "groups": .object(
        Dictionary(
          uniqueKeysWithValues: tables.map { table in
            (table.id, .array(table.rows.filter { $0.rows > 0 }.map(row)))
          })),
      "min_rows": .number(Double(policy.leastRows)),
      "min_denominator": .number(Double(policy.leastDenominator)),
    ]
    if let reference = policy.reference { facts["reference_group"] = .string(reference) }
    return facts
  }

  /// Who gains and who loses: by group the rows that are newly wrong and newly right.
  static func flips(_ comparison: DisparityComparison) -> JSONValue {
    .array(
      comparison.codes.groups.indices.compactMap { group in
        guard comparison.rows(group) >= comparison.policy.publishedRows else { return nil }
        let flips = comparison.flips(group)
        return .object([
          "group": .string(comparison.codes.groups[group].label),
          "newly_wrong": .number(Double(flips.newlyWrong)),
          "newly_right": .number(Double(flips.newlyRight)),
        ])
      })
  }

  private func row(_ row: GroupTable.Row) -> JSONValue {
    var fields: [String: JSONValue] = [
      "group": .string(row.group.label), "standing": .string(Self.word(row.standing)),
    ]
    guard row.rows >= policy.publishedRows else {
      fields["suppressed"] = .bool(true)
      return .object(fields)
    }
    fields["rows"] = .number(Double(row.rows))
    guard row.denominator >= policy.publishedRows || row.denominator == 0 else {
      fields["suppressed"] = .bool(true)
      return .object(fields)
    }
    fields["denominator"] = .number(Double(row.denominator))
    fields["candidate"] = number(row.candidate)
    fields["baseline"] = number(row.baseline)
    return .object(fields)
  }

  private func number(_ estimate: Estimate?) -> JSONValue {
    guard let estimate else { return .null }
    return .object([
      "value": .number(estimate.value), "low": estimate.low.map(JSONValue.number) ?? .null,
      "high": estimate.high.map(JSONValue.number) ?? .null,
      "rows": .number(Double(estimate.rows)),
    ])
  }

  static func word(_ standing: GroupPolicy.Standing) -> String {
    switch standing {
    case .judged: "judged"
    case .unknown: "unknown"
    case .small: "too small"
    case .empty: "empty"
    }
  }
}
