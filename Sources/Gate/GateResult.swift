package import Findings

/// What a run leaves behind.
package struct GateResult: Sendable {
  package let report: Report
  /// Files that belong beside the reports, by name, and are too long to be part of them.
  package let files: [(name: String, text: String)]

  /// The names that such files may have.
  package static let fileNames = [RowTables.fileName]
}
