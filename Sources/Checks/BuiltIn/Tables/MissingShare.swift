internal import Findings
internal import Kernels
internal import Tabular

/// What part of the rows has no value, for each feature and the label.
struct MissingShare: Check {
  let columns: ColumnPattern
  /// Texts that count as missing too, and numbers that are equal to them.
  let markers: [String]

  typealias Inputs = (AskedColumns, AskedColumns?)

  var demand: Demand<(AskedColumns, AskedColumns?)> { .columns(columns) }

  func measure(
    _ tables: (AskedColumns, AskedColumns?), settings: MeasureSettings
  ) -> [Measurement] {
    tables.0.names.map { name in
      let share = TableShare(
        evaluation: value(of: name, in: tables.0.rows, settings),
        reference: tables.1.map { value(of: name, in: $0.rows, settings) }, alpha: settings.alpha)
      return share.measurement(feature: name)
    }
  }

  private func value(
    of name: String, in rows: TableRows, _ settings: MeasureSettings
  ) -> Value {
    guard let column = rows.table[name] else { return .undefined("the table has no such column") }
    return rows.share(of: column.missing(or: markers), alpha: settings.alpha)
  }
}

extension MissingShare {
  static let kind: CheckKind = {
    var kind = CheckKind(
      id: "missing", title: "Missing values",
      summary: "What part of the rows has no value, for each feature and the label.",
      formula: "sum of w_i where x_ij is missing / sum of w_i",
      reference: "pandas.isna(column).mean()",
      direction: .lower, unit: "rate", task: nil,
      options: [
        CheckOption(
          name: "columns", shape: .columns, summary: "the columns to look at",
          defaultText: "what the models read, and the label", exampleText: "[income]"),
        CheckOption(
          name: "as_missing", shape: .texts,
          summary: "texts and numbers that count as missing besides those of 'data.missing'",
          defaultText: "none", exampleText: "['?', -999]"),
      ], baseline: .compared("Newcombe interval of independent samples"), example: "max: 5%",
      make: { reader throws(OptionError) in
        MissingShare(
          columns: try reader.texts("columns").map(ColumnPattern.named)
            ?? .features(withLabel: true),
          markers: try reader.texts("as_missing") ?? [])
      })
    kind.asksModels = false
    kind.usual = [
      Condition(
        kind: .maxRegression, bound: Bound(value: 0.02, unit: .points, text: "2pp"),
        judge: .interval)
    ]
    return kind
  }()
}
