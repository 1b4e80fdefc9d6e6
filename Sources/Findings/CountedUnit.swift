/// What a number rests on, for sentences: rows, the queries of a ranking, or the rows of the group that
/// has the fewest. The raw value is the word in `report.json`.
package enum CountedUnit: String, Sendable, CaseIterable {
  case rows, queries
  /// The number compares groups.
  case smallestGroup = "smallest_group"

  /// For several or none.
  package var many: String {
    switch self {
    case .rows: "rows"
    case .queries: "queries"
    case .smallestGroup: "rows in the smallest group"
    }
  }

  /// The word behind that number.
  package func noun(_ count: Int) -> String {
    switch self {
    case .rows: count == 1 ? "row" : many
    case .queries: count == 1 ? "query" : many
    case .smallestGroup: count == 1 ? "row in the smallest group" : many
    }
  }
}
