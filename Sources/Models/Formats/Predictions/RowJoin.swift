import Tabular

/// Finds rows by the value of an id column.
struct RowJoin {
  private let name: String
  private let place: String
  private var rowsByID: [String: Int] = [:]

  /// - Parameter place: What the table is called in messages.
  /// - Throws: ``ModelError/unmatchedRows(problem:)`` if an id is missing or appears twice.
  init(ids: Column, of place: String) throws(ModelError) {
    name = ids.name
    self.place = place
    let texts = try RowJoin.texts(of: ids, in: place)
    rowsByID.reserveCapacity(texts.count)
    for (row, text) in texts.enumerated() {
      if let first = rowsByID.updateValue(row, forKey: text) {
        throw .unmatchedRows(
          problem: "id '\(text)' of column '\(name)' is in rows \(first + 1) and \(row + 1) of "
            + "\(place); ids must be distinct, so '\(name)' may not be the column that 'id' means")
      }
    }
  }

  /// The row of each id of `wanted`, which may name rows more than once.
  func rows(for wanted: Column) throws(ModelError) -> [Int] {
    let texts = try RowJoin.texts(of: wanted, in: "the table to be scored")
    var rows: [Int] = []
    rows.reserveCapacity(texts.count)
    var missing: (first: String, count: Int)?
    for text in texts {
      guard let row = rowsByID[text] else {
        missing = (missing?.first ?? text, (missing?.count ?? 0) + 1)
        continue
      }
      rows.append(row)
    }
    if let missing {
      throw .unmatchedRows(
        problem: "\(missing.count) of \(texts.count) ids of column '\(name)' are not in \(place), "
          + "first '\(missing.first)'; every row needs its prediction")
    }
    return rows
  }

  /// Ids as texts, so that `7` and `7.0` are the same.
  private static func texts(of column: Column, in place: String) throws(ModelError) -> [String] {
    let texts: [String?] =
      switch column.values {
      case .numeric(let numbers):
        numbers.map { $0.isNaN ? nil : Int(exactly: $0).map(String.init) ?? "\($0)" }
      case .boolean(let cells): cells.map { $0 < 0 ? nil : $0 == 1 ? "true" : "false" }
      case .categorical(let codes, let levels): codes.map { $0 < 0 ? nil : levels[Int($0)] }
      }
    if let row = texts.firstIndex(of: nil) {
      throw .unmatchedRows(
        problem:
          "row \(row + 1) of \(place) has no id in column '\(column.name)'; every row needs one"
      )
    }
    return texts.compactMap { $0 }
  }
}
