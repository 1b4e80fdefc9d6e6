import Kernels

/// Turns the values of pages into cells of a column.
protocol CellDecoder {
  associatedtype Cell: BitwiseCopyable & Sendable

  /// The cell of a row without a value.
  static var missing: Cell { get }

  /// Takes the chunk's dictionary.
  mutating func takeDictionary(_ page: PageBody) throws(ParquetFlaw)

  /// Writes the cells of a page's present rows to `target` from `offset` on.
  mutating func decode(
    _ page: PageBody, into target: inout MutableSpan<Cell>, at offset: Int
  ) throws(ParquetFlaw)
}

extension CellDecoder {
  /// Fills `target`, whose cells are all missing, from the pages of a chunk.
  mutating func decode(
    _ pages: inout ChunkPages, into target: inout MutableSpan<Cell>
  ) throws(ParquetFlaw) {
    var row = 0
    while let page = try pages.next() {
      switch page {
      case .dictionary(let body): try takeDictionary(body)
      case .data(let body, let levels, let rowCount):
        if case .allMissing = levels {} else { try decode(body, into: &target, at: row) }
        if case .mixed(let levels) = levels {
          ColumnCells.spread(&target, at: row, levels: levels, missing: Self.missing)
        }
        row += rowCount
      }
    }
  }

  /// The flaw of a page of dictionary indices behind no dictionary, or beyond its end.
  static var noSuchEntry: ParquetFlaw {
    ParquetFlaw("a page has dictionary indices that its dictionary does not have")
  }
}
