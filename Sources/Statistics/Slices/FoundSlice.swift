/// A slice that a search found.
package struct FoundSlice: Sendable, Equatable {
  /// A value of one of the searched columns.
  package struct Literal: Sendable, Hashable {
    /// The place of the column in the search.
    package let column: Int
    package let code: Int
  }

  /// In order of column; no two of one column.
  package let literals: [Literal]
  package let score: Double
  package let rows: Int
  /// The rows' weights; their number where there are none.
  package let weight: Double
  /// The weighted mean value.
  package let mean: Double

  package init(literals: [Literal], score: Double, rows: Int, weight: Double, mean: Double) {
    (self.literals, self.score, self.rows) = (literals, score, rows)
    (self.weight, self.mean) = (weight, mean)
  }
}
