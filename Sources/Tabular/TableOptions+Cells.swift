import Kernels

extension TableOptions.Limits {
  /// The words that stand behind a limit which a flag raises.
  static let flag = "(a flag raises it: --max-unpacked)"

  /// Holds the cells of a table against the bytes that they are made of, before memory is taken for them.
  ///
  /// - Parameters:
  ///   - bytes: What the cells take.
  ///   - storedBytes: The bytes so far, as they are stored.
  ///   - isPacked: Whether they are compressed: a plain file has a length of its own.
  func checkCells(
    _ bytes: Int, rows: Int, columns: Int, storedBytes: Int, isPacked: Bool, line: Int
  ) throws(TableError) {
    guard bytes <= max(columnarBytes, storedBytes.multipliedClamped(by: columnarRatio)) else {
      throw .malformed(
        place: "line \(line)",
        problem: "\(storedBytes) bytes claim to hold \(rows) rows of \(columns) columns")
    }
    let most = isPacked ? unpackedBytes : max(unpackedBytes, storedBytes.multipliedClamped(by: 8))
    guard bytes <= most else { throw .tooManyCells(rows: rows, columns: columns, limit: most) }
  }
}
