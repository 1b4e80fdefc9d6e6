package import Kernels

/// A kind of file that holds a table.
package protocol TableFormat: Sendable {
  /// The word for it in reports, such as `csv`.
  var name: String { get }

  /// Whether a file that begins with `head` (unpacked, up to 4096 bytes) is of this kind.
  func recognises(_ head: TextView) -> Bool

  /// Reads all rows; the error says where the file is not as it should be.
  func read(
    _ source: any ByteSource, options: TableOptions, parallel: Parallel
  ) throws(TableError) -> LoadedTable
}

/// A table and how it was stored.
package struct LoadedTable: Sendable {
  package let table: Table
  /// All columns that are stored, in their order, read or not.
  package let storedColumns: [String]
  /// The name of the format, such as `csv`.
  package let format: String
  /// Words on how it was read, such as `delimiter ';'`.
  package var notes: [String]
  /// The missing markers that the user chose and no cell is.
  package var unmetMarkers: [String]
  /// Columns that the file has and that are not read because they hold lists or structures.
  package var nestedColumns: [String] = []

  /// - Parameter storedColumns: nil if all were read.
  package init(
    table: Table, storedColumns: [String]? = nil, format: String, notes: [String] = [],
    unmetMarkers: [String] = []
  ) {
    (self.table, self.format, self.notes) = (table, format, notes)
    self.unmetMarkers = unmetMarkers
    self.storedColumns = storedColumns ?? table.names
  }
}

/// Delimited text. It has no mark of its own, so it comes last in the catalogue and takes all.
struct CSVFormat: TableFormat {
  let name = "csv"

  func recognises(_ head: TextView) -> Bool { true }

  func read(
    _ source: any ByteSource, options: TableOptions, parallel: Parallel
  ) throws(TableError) -> LoadedTable {
    let result = try CSVReader(options: options, parallel: parallel).read(source)
    let delimiter = result.delimiter == "\t" ? "tab" : "'\(result.delimiter)'"
    return LoadedTable(
      table: result.table, storedColumns: result.storedColumns, format: name,
      notes: ["delimiter \(delimiter)"] + (options.hasDecimalComma ? ["decimal comma"] : []),
      unmetMarkers: result.unmetMarkers)
  }
}
