/// Columns that are permuted together, as one feature: a column alone, or several that mean the same
/// thing and would hide each other.
package struct FeatureGroup: Sendable, Equatable, Hashable {
  /// As reports name it: the column's name, or that of the group.
  package let name: String
  /// Names of the table's columns, distinct.
  package let columns: [String]

  package init(name: String, columns: [String]) {
    self.name = name
    self.columns = columns
  }

  /// One group for each column.
  package static func each(of columns: [String]) -> [FeatureGroup] {
    columns.map { FeatureGroup(name: $0, columns: [$0]) }
  }
}
