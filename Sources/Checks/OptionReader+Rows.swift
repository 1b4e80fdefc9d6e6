extension OptionReader {
  /// The option `rows` of checks that ask models again: a number, nil for all rows, and where it is
  /// absent what importances take.
  mutating func rowLimit() throws(OptionError) -> Int? {
    switch try countOrAll("rows") {
    case nil: ImportanceRequest.defaultRows
    case .all: nil
    case .count(let count): count
    }
  }
}
