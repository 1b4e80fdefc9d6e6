internal import Findings
internal import Statistics

/// How many rows the evaluation table has, beside those of the reference: half a table is the first sign of
/// a broken extract.
struct RowCount: Check {
  typealias Inputs = (AskedColumns, AskedColumns?)

  var demand: Demand<(AskedColumns, AskedColumns?)> { .columns(.named([])) }

  func measure(
    _ tables: (AskedColumns, AskedColumns?), settings: MeasureSettings
  ) -> [Measurement] {
    // A census: the rows of this file are counted, not sampled, so every limit is the count itself.
    func value(_ table: AskedColumns) -> Value {
      let count = Double(table.rows.rowCount)
      return .number(Estimate(value: count, low: count, high: count, rows: table.rows.rowCount))
    }
    let own = value(tables.0)
    let other = tables.1.map(value)
    var difference: Difference?
    if let new = own.estimate?.value, let old = other?.estimate?.value {
      difference = Difference(
        value: new - old, low: new - old, high: new - old, method: "a count of both tables")
    }
    var measurement = Measurement(
      direction: .none, unit: "rows", candidate: own, baseline: other, difference: difference)
    measurement.counterpart = .reference
    return [measurement]
  }
}

extension RowCount {
  static let kind: CheckKind = {
    var kind = CheckKind(
      id: "row_count", title: "Row count",
      summary:
        "How many rows the evaluation table has; with 'data.reference' beside the rows of that.",
      formula: "n", reference: "len(table)", direction: .none, unit: "rows", task: nil,
      options: [], baseline: .compared("a count of both tables"), example: "min: 1000",
      make: { _ in RowCount() })
    kind.canBeExact = true
    kind.asksModels = false
    kind.usual = [
      Condition(kind: .min, bound: Bound(value: 1, unit: .absolute, text: "1"), judge: .point)
    ]
    return kind
  }()
}
