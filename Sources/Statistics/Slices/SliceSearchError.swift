/// Why a search was not made: it would take more memory or time than a gate has.
package enum SliceSearchError: Error, Sendable, Equatable, CustomStringConvertible {
  case tooManyLiterals(Int, limit: Int)
  case tooManyBytes(literals: Int, rows: Int)
  case tooManyCandidates(limit: Int)

  /// A sentence that says what makes the search smaller.
  package var description: String {
    switch self {
    case .tooManyLiterals(let count, let limit):
      "the columns have \(count) values and bins, and a search takes \(limit); "
        + "'columns' can name fewer columns, 'levels' keep fewer values of each"
    case .tooManyBytes(let literals, let rows):
      "\(literals) values and bins of \(rows) rows take too much memory; "
        + "'columns' can name fewer columns, 'levels' keep fewer values of each"
    case .tooManyCandidates(let limit):
      "more than \(limit) combinations remain to be counted; a larger 'min_rows', fewer 'columns' "
        + "or a smaller 'depth' makes the search smaller"
    }
  }
}
