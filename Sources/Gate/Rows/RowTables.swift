internal import Checks
internal import Findings
internal import Kernels
internal import Metrics
internal import Tabular

/// The rows that changed, as capped tables of the report and as a whole in `rows.csv`.
///
/// Rows are named by their id, or by their number; further columns appear only where the
/// configuration asks for them, since a report travels further than the data.
struct RowTables {
  static let fileName = "rows.csv"

  let configuration: GateConfiguration
  let table: Table
  private let rows: [ChangedRows.Row]

  /// Without a baseline, or where it could not be scored, nothing has changed.
  init(_ configuration: GateConfiguration, _ table: Table, _ evidence: Evidence) {
    self.configuration = configuration
    self.table = table
    let named = RowNames(configuration, table)
    if configuration.rows.limit > 0, case .success(let candidate)? = evidence.outcomes[.candidate],
      case .success(let baseline)? = evidence.outcomes[.baseline]
    {
      rows = ChangedRows(candidate: candidate, baseline: baseline, ids: named.name).rows
    } else {
      rows = []
    }
  }

  /// One table for each change that any row has.
  var exhibits: [Exhibit] {
    let names = RowNames(configuration, table)
    let values = columns
    return RowChange.allCases.compactMap { change in
      let all = rows.filter { $0.change == change }
      guard !all.isEmpty else { return nil }
      let shown = all.prefix(configuration.rows.limit)
      let header =
        [names.heading] + ["baseline", "candidate", "change"] + values.map(\.name)
      let title =
        shown.count < all.count
        ? "\(change.title) (\(shown.count) of \(NumberStyle.ascii.count(all.count)))"
        : "\(change.title) (\(all.count))"
      return Exhibit(
        id: "rows-\(change.rawValue)", title: title,
        content: .table(
          header: header,
          rows: shown.map { row in
            let numbers = [row.baseline, row.candidate, row.loss == 0 ? nil : -row.loss]
            return [names.name(row.place)]
              + numbers.map { $0.map(NumberStyle.ascii.number) ?? "" }
              + values.map { $0.text(at: row.place) ?? "" }
          }))
    }
  }

  /// `id,change,baseline,candidate` and the columns asked for; a header alone where nothing changed.
  ///
  /// People open it in a spreadsheet: no text in it is a formula, and none holds control characters.
  func csv(_ parallel: Parallel) -> String {
    let names = RowNames(configuration, table)
    func texts(_ texts: [String]) -> CSVWriter.Field.Values {
      let values = texts.map(SpreadsheetText.cell)
      return .column(.categorical(codes: values.indices.map { Int32($0) }, levels: Levels(values)))
    }
    var fields = [
      CSVWriter.Field(
        name: SpreadsheetText.cell(names.heading), values: texts(rows.map { names.name($0.place) })),
      CSVWriter.Field(name: "change", values: texts(rows.map(\.change.rawValue))),
      CSVWriter.Field(name: "baseline", values: .doubles(rows.map { $0.baseline ?? .nan })),
      CSVWriter.Field(name: "candidate", values: .doubles(rows.map { $0.candidate ?? .nan })),
    ]
    for column in columns {
      let values: CSVWriter.Field.Values =
        switch column.values {
        case .numeric(let numbers): .doubles(rows.map { numbers[$0.place] })
        case .boolean(let flags): .column(.boolean(rows.map { flags[$0.place] }))
        case .categorical(let codes, let levels):
          .column(
            .categorical(
              codes: rows.map { codes[$0.place] }, levels: Levels(levels.map(SpreadsheetText.cell)))
          )
        }
      fields.append(CSVWriter.Field(name: SpreadsheetText.cell(column.name), values: values))
    }
    var bytes: [UInt8] = []
    CSVWriter.write(fields, parallel: parallel) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private var columns: [Column] { configuration.rows.values.compactMap { table[$0.value] } }
}
