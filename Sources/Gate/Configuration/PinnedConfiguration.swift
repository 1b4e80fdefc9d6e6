/// `pinned:`, rows that the candidate must get right.
package struct PinnedConfiguration: Sendable {
  package var ids: [Located<String>]
  /// A table with the id column.
  package var file: Located<String>?
  package var expression: Located<String>?
  /// The largest absolute error of a row that is right (regression).
  package var tolerance: Double?
  package var place: ConfigurationNode.Place?
}
