internal import Findings
internal import Kernels
internal import Tabular

/// What part of the rows holds a category that the reference data do not have, for each column of texts.
///
/// Of a slice its rows are counted, but what is seen is what the whole reference holds: a category that a
/// model was trained on is known, whoever had it.
struct UnseenCategories: Check {
  let columns: ColumnPattern

  typealias Inputs = (evaluation: AskedColumns, reference: AskedColumns)

  var demand: Demand<(evaluation: AskedColumns, reference: AskedColumns)> {
    Demand.both(.columns(columns, of: .evaluation), .columns(columns, of: .reference)).map {
      (evaluation: $0, reference: $1)
    }
  }

  func measure(
    _ tables: (evaluation: AskedColumns, reference: AskedColumns), settings: MeasureSettings
  ) -> [Measurement] {
    let measured = tables.evaluation.names.compactMap { name -> Measurement? in
      guard let column = tables.evaluation.rows.table[name] else {
        return undefined(name, "the table has no such column")
      }
      guard let known = tables.reference.rows.table[name] else {
        return undefined(name, "the reference data have no such column")
      }
      guard let unseen = UnseenRows(column, known: known) else {
        return isNamed
          ? undefined(name, "the column holds numbers in both tables, which are no categories")
          : nil
      }
      var detail: [String: JSONValue] = [:]
      if let example = unseen.example(among: tables.evaluation.rows.mask) {
        detail["example"] = .string(example)
        detail["note"] = .string("the first is '\(example)'")
      }
      return measurement(
        name, tables.evaluation.rows.share(of: unseen.rows, alpha: settings.alpha), detail)
    }
    guard measured.isEmpty else { return measured }
    return [measurement(nil, .undefined("no column of the two tables holds texts"))]
  }

  private var isNamed: Bool { if case .named = columns { true } else { false } }

  private func undefined(_ name: String, _ reason: String) -> Measurement {
    measurement(name, .undefined(reason))
  }

  private func measurement(
    _ feature: String?, _ value: Value, _ detail: [String: JSONValue] = [:]
  ) -> Measurement {
    var measurement = Measurement(
      subject: .init(feature: feature), direction: .lower, unit: "rate", candidate: value,
      detail: detail)
    measurement.counterpart = .reference
    return measurement
  }
}

/// The rows of a column whose category another column does not have; missing cells are none.
private struct UnseenRows {
  let rows: RowMask
  private let column: Column

  /// Nil where neither column holds texts.
  init?(_ column: Column, known: Column) {
    self.column = column
    switch (column.values, known.values) {
    case (.categorical(let codes, let levels), .categorical(let known, let seen)):
      // A dictionary may hold what no row has.
      var occurs = [Bool](repeating: false, count: seen.count)
      for code in known where code >= 0 { occurs[Int(code)] = true }
      let names = Set(seen.indices.lazy.filter { occurs[$0] }.map { seen[$0] })
      let isNew = levels.map { !names.contains($0) }
      rows = RowMask(rowCount: codes.count) { codes[$0] >= 0 && isNew[Int(codes[$0])] }
    case (.categorical, _), (_, .categorical):
      // Numbers on one side alone: compared as texts, as a reader of the file sees them.
      let names = Set((0..<known.count).compactMap { known.text(at: $0) })
      rows = RowMask(rowCount: column.count) { row in
        column.text(at: row).map { !names.contains($0) } ?? false
      }
    case (.boolean, .boolean), (.numeric, _), (.boolean, .numeric): return nil
    }
  }

  /// The first category of those rows.
  func example(among mask: RowMask?) -> String? {
    let counted = mask.map(rows.intersection) ?? rows
    return counted.rows.first.flatMap { column.text(at: Int($0)) }
  }
}

extension UnseenCategories {
  static let kind: CheckKind = {
    var kind = CheckKind(
      id: "unseen_categories", title: "Unseen categories",
      summary:
        "What part of the rows holds a category that 'data.reference' does not have, for each "
        + "column of texts; missing cells do not count.",
      formula: "sum of w_i where x_ij is in no reference row / sum of w_i",
      reference: "(~column.isin(reference[column].unique())).mean()", direction: .lower,
      unit: "rate",
      task: nil,
      options: [
        CheckOption(
          name: "columns", shape: .columns, summary: "the columns to look at",
          defaultText: "what the models read", exampleText: "[occupation]")
      ], baseline: .comparedWithoutInterval, defaultJudge: .interval, example: "max: 1%",
      make: { reader throws(OptionError) in
        UnseenCategories(
          columns: try reader.texts("columns").map(ColumnPattern.named)
            ?? .features(withLabel: false))
      })
    kind.asksModels = false
    kind.needsReference = true
    kind.usual = [
      Condition(kind: .max, bound: Bound(value: 0.01, unit: .percent, text: "1%"), judge: .interval)
    ]
    return kind
  }()
}
