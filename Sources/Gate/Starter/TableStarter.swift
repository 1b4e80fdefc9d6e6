internal import Findings
package import Kernels
internal import Tabular

/// A first `tollgate.yml` of a gate without models, written from what the tables show.
package struct TableStarter: Sendable {
  package var gate: String
  package var evaluation: String
  /// The rows that the evaluation rows are compared with; nil where there are none.
  package var reference: String?
  package var label: String?
  package var limits = RaisedLimits()

  package init(gate: String, evaluation: String, reference: String?, label: String?) {
    self.gate = gate
    self.evaluation = evaluation
    self.reference = reference
    self.label = label
  }

  /// The most missing cells that a column is expected to have without a reference: about twice what it has.
  private static let missingFactor = 2.0

  /// The text of the file.
  package func text(parallel: Parallel) throws(GateError) -> String {
    let table = try read(evaluation, parallel)
    let other = try reference.map { (path) throws(GateError) in try read(path, parallel) }
    if let label, table[label] == nil {
      let hint = Suggestion.column(label, of: table.names, isMeant: false)
      throw .configuration(
        ConfigurationError(
          file: nil,
          problems: [.init(place: nil, message: "\(evaluation) has no column '\(label)'\(hint)")]))
    }
    return render(table, other)
  }

  private func read(_ path: String, _ parallel: Parallel) throws(GateError) -> Table {
    var options = TableOptions()
    limits.apply(to: &options)
    do throws(TableError) {
      return try TableReader.read(path: path, options: options, parallel: parallel)
    } catch {
      throw .unloadable("\(path): \(error.description)")
    }
  }

  private func render(_ table: Table, _ reference: Table?) -> String {
    func quoted(_ text: String) -> String { StarterText.quoted(text) }
    var lines = [
      "# Written by 'tollgate init'. Check the lines marked with '?', then run 'tollgate check'.",
      "gate: \(quoted(gate))",
      "# models: {candidate: new.json, baseline: old.json}    # a gate of tables needs none",
      "data:", "  evaluation: \(quoted(evaluation))",
    ]
    lines.append(
      self.reference.map { "  reference: \(quoted($0))" }
        ?? "  # reference: training.parquet    # the rows to compare with; comparisons need them")
    if let label { lines.append("  label: \(quoted(label))") }
    let id = table.columns.first { $0.name != label && StarterFacts.namesRows($0) }?.name
    if let id { lines.append("  id: \(quoted(id))    # ? names rows, and is no feature") }
    lines += ["statistics: {alpha: 0.05, correction: holm, seed: 7}", "suites:", "  data_quality:"]
    lines.append(rowCount(table, reference))
    if reference != nil {
      lines.append(
        "    - missing: {max_regression: 2pp}    # of each column, compared with the reference")
      if hasTexts(table, except: id) {
        lines.append(
          "    - unseen_categories: {max: 1%, severity: warn}    # values that the reference lacks")
      }
    } else {
      lines.append(missing(table))
    }
    lines.append("reports: {directory: tollgate-report, formats: [junit, markdown, html, json]}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func rowCount(_ table: Table, _ reference: Table?) -> String {
    let style = NumberStyle.ascii
    let least = max(1, table.rowCount / 2)
    return
      "    - row_count: {min: \(least)}    # ? half of the \(style.count(table.rowCount)) that there are"
      + (reference.map { "; the reference has \(style.count($0.rowCount))" } ?? "")
  }

  /// One bound for all columns, twice what the worst of them lacks, to a whole per cent.
  private func missing(_ table: Table) -> String {
    let shares = table.columns.map { ($0.name, $0.missing.count) }
    guard table.rowCount > 0, let worst = shares.max(by: { $0.1 < $1.1 }), worst.1 > 0 else {
      return "    - missing: {max: 1%}    # ? no column lacks a value"
    }
    let share = Double(worst.1) / Double(table.rowCount)
    let bound = min(99, max(1, Int((share * 100 * Self.missingFactor).rounded(.up))))
    return "    - missing: {max: \(bound)%}    # ? \(LogText.line(worst.0)) lacks most: "
      + "\(NumberStyle.ascii.short((share * 1000).rounded() / 10))% of its values"
  }

  private func hasTexts(_ table: Table, except id: String?) -> Bool {
    table.columns.contains { column in
      guard column.name != id, column.name != label else { return false }
      if case .categorical = column.values { return true }
      return false
    }
  }
}
