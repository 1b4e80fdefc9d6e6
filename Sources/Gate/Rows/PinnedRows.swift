internal import Checks
internal import Findings
internal import Kernels
internal import Metrics
internal import Tabular

/// The rows that a candidate must get right, whatever the statistics say.
struct PinnedRows {
  static let suite = "pinned"

  let configuration: GateConfiguration
  let pinned: PinnedConfiguration
  let table: Table
  private let mask: RowMask
  private let absent: [String]

  /// Finds the rows; nil without a `pinned` section.
  ///
  /// - Parameter idTable: the table of `pinned.file`.
  init?(
    _ configuration: GateConfiguration, _ table: Table, idTable: Table?
  ) throws(GateError) {
    guard let pinned = configuration.pinned else { return nil }
    self.configuration = configuration
    self.pinned = pinned
    self.table = table
    var mask = RowMask(none: table.rowCount)
    var absent: [String] = []
    if let text = pinned.expression {
      do throws(ExpressionError) {
        mask = try SliceExpression.parse(text.value).evaluate(on: table)
      } catch {
        throw .configuration(
          configuration, text.place, "'pinned' (\(text.value)): \(error.description)")
      }
      if mask.count == 0 { absent.append("where: \(text.value)") }
    }
    let ids = pinned.ids.map(\.value) + (try PinnedRows.ids(configuration, pinned, idTable))
    if !ids.isEmpty {
      guard let column = configuration.data.id.flatMap({ table[$0.value] }) else {
        throw .configuration(
          configuration, pinned.place, "'pinned' names ids, and 'data' names no 'id' column")
      }
      var rowsOfID: [String: [Int]] = [:]
      for row in 0..<table.rowCount {
        if let id = column.text(at: row) { rowsOfID[id, default: []].append(row) }
      }
      for id in ids {
        guard let rows = rowsOfID[id] else {
          absent.append(id)
          continue
        }
        for row in rows { mask[row] = true }
      }
    }
    self.mask = mask
    self.absent = absent
  }

  private static func ids(
    _ configuration: GateConfiguration, _ pinned: PinnedConfiguration, _ idTable: Table?
  ) throws(GateError) -> [String] {
    guard let file = pinned.file, let idTable else { return [] }
    let name = configuration.data.id?.value ?? ""
    let column: Column
    do throws(TableError) { column = try idTable.column(name) } catch {
      throw .unloadable("\(file.value): \(error.description)")
    }
    guard idTable.rowCount > 0 else { throw .unloadable("\(file.value): pins no row") }
    var ids: [String] = []
    for row in 0..<idTable.rowCount {
      guard let id = column.text(at: row) else {
        throw .unloadable("\(file.value): row \(row + 1) has no id in column '\(name)'")
      }
      ids.append(id)
    }
    return ids
  }

  /// One finding of the pinned rows that are there, and an error for those that are not.
  func findings(_ candidate: Outcomes) -> [Finding] {
    var findings: [Finding] = []
    if !absent.isEmpty {
      let names = absent.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
      let more = absent.count > 20 ? " and \(absent.count - 20) more" : ""
      let reason =
        "\(absent.count) pinned \(absent.count == 1 ? "row is" : "rows are") not in "
        + "\(configuration.data.evaluation.value): \(names)\(more)"
      findings.append(
        finding("pinned_ids", .undefined(reason), [], .error, reason, detail: [:]))
    }
    if mask.count > 0 { findings.append(judged(candidate)) }
    return findings
  }

  private func judged(_ candidate: Outcomes) -> Finding {
    let names = RowNames(configuration, table)
    let pinnedRows = mask.rows.map(Int.init)
    let broken = pinnedRows.filter { !isRight($0, candidate) }
    let listed = broken.prefix(20).map { "'\(names.name($0))'" }.joined(separator: ", ")
    let more = broken.count > 20 ? " and \(broken.count - 20) more" : ""
    let total =
      "\(NumberStyle.ascii.count(pinnedRows.count)) pinned row\(pinnedRows.count == 1 ? "" : "s")"
    let message =
      broken.isEmpty
      ? "all \(total) are right"
      : "\(broken.count) of \(total) \(broken.count == 1 ? "is" : "are") wrong: \(listed)\(more)"
    let condition = Condition(
      kind: .max, bound: Bound(value: 0, unit: .absolute, text: "0"), judge: .point)
    let outcome: Outcome = broken.isEmpty ? .passed : .failed
    return finding(
      "pinned_rows", .number(Estimate(value: Double(broken.count), rows: pinnedRows.count)),
      [JudgedCondition(condition: condition, outcome: outcome, reason: message)], outcome, message,
      detail: ["wrong": .array(broken.map { .string(names.name($0)) })])
  }

  private func isRight(_ row: Int, _ outcomes: Outcomes) -> Bool {
    switch outcomes {
    case .binary(let rows): rows.labels[row] == rows.decisions[row]
    case .multiclass(let rows): rows.labels[row] == rows.decisions[row]
    // Refused before anything is scored: only an order of rows is right or wrong.
    case .ranking: false
    case .regression(let rows):
      (rows.predictions[row] - rows.labels[row]).magnitude <= pinned.tolerance ?? 0
    }
  }

  private func finding(
    _ check: String, _ value: Value, _ conditions: [JudgedCondition], _ outcome: Outcome,
    _ message: String, detail: [String: JSONValue]
  ) -> Finding {
    Finding(
      id: "\(PinnedRows.suite)/\(check)", suite: PinnedRows.suite, check: check,
      measurement: Measurement(direction: .lower, unit: "rows", candidate: value, detail: detail),
      conditions: conditions, outcome: outcome, severity: .fail, message: message,
      location: configuration.file.map { SourceLocation(file: $0, line: pinned.place?.line ?? 1) },
      terms: outcome == .error ? nil : JudgingTerms())
  }
}
