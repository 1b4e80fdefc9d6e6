/// `reports.rows`: which rows reports name, and with what.
package struct RowsConfiguration: Sendable {
  /// Rows of each table of the report; 0 lists none and writes no file.
  package var limit = 20
  /// Columns whose values are shown; none by default, since a report travels further than the data.
  package var values: [Located<String>] = []

  package init() {}
}
