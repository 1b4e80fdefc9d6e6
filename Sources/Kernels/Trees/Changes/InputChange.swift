/// Inputs of a forest that get other values, all at once, and from where each row takes them.
package struct InputChange: Sendable {
  /// The features that change.
  package let features: [Int]
  /// Where the values come from: one column per changed feature, in the same order.
  package let columns: [[Double]]
  /// One list of rows for each way to change: row `i` takes the values of row `donors[i]` of
  /// ``columns``; nil takes its own.
  package let donors: [[Int32]?]

  /// - Precondition: one column per feature; donors are rows of the columns.
  package init(features: [Int], columns: [[Double]], donors: [[Int32]?]) {
    precondition(features.count == columns.count, "a column for each feature")
    for list in donors {
      let count = columns.first?.count ?? 0
      precondition(
        list?.allSatisfy { $0 >= 0 && $0 < count } ?? true || columns.isEmpty,
        "donors are rows of the table")
    }
    self.features = features
    self.columns = columns
    self.donors = donors
  }
}
