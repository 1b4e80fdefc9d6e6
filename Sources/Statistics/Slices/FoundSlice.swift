package import Kernels

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

  /// Which rows of `columns` belong to it: those of the search, or other rows of the same columns.
  package func mask(_ columns: [CodedColumn]) -> RowMask {
    RowMask(rowCount: columns.first?.codes.count ?? 0) { row in
      literals.allSatisfy { Int(columns[$0.column].codes[row]) == $0.code }
    }
  }
}

/// The best slices so far, best first. Equal scores: fewer literals first, then by their numbers.
struct TopSlices {
  struct Entry {
    let conjunction: Conjunction
    let score: Double
    let rows: Int
    let weight: Double
    let sum: Double
  }

  let limit: Int
  private(set) var entries: [Entry] = []

  init(limit: Int) { self.limit = limit }

  /// What a slice must reach to be among them; only scores above 0 count.
  var threshold: Double { entries.count < limit ? 0 : entries[limit - 1].score }

  mutating func offer(_ entry: Entry) {
    guard entry.score > 0, entry.score >= threshold else { return }
    let place =
      entries.firstIndex { other in
        entry.score == other.score
          ? entry.conjunction < other.conjunction : entry.score > other.score
      } ?? entries.count
    entries.insert(entry, at: place)
    if entries.count > limit { entries.removeLast() }
  }
}
