/// Which rows: a table of the gate that a check may look at.
package enum Population: String, Sendable, Hashable, CaseIterable {
  /// The rows that the gate judges: `data.evaluation`.
  case evaluation
  /// The rows that they are compared with: `data.reference`.
  case reference
}
