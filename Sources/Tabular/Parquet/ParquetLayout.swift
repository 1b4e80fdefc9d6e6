import Kernels

/// The columns and row groups of a file, checked against one another.
struct ParquetLayout {
  let columns: [FlatColumn]
  let rowCount: Int
  /// The rows of each row group.
  let parts: [Range<Int>]
  let rowGroups: [FileMetadata.RowGroup]
  private(set) var notes: [String] = []
  private(set) var nested: [String] = []
  private let fileBytes: Int
  private let hiddenIndex: Set<String>

  init(
    _ metadata: FileMetadata, fileBytes: Int, _ options: TableOptions
  ) throws(ParquetFlaw) {
    let (flat, nested) = try FlatColumn.all(of: metadata.schema)
    guard flat.count <= options.limits.columns else {
      throw ParquetFlaw(
        "the table has \(flat.count) columns; at most \(options.limits.columns) are read")
    }
    let leaves = metadata.schema.count { $0.children == 0 && $0.physical != nil }
    var parts: [Range<Int>] = []
    var rows = 0
    for group in metadata.rowGroups {
      guard group.columns.count == leaves else {
        throw ParquetFlaw("a row group has another number of columns than the schema")
      }
      guard group.rowCount >= 0, group.rowCount <= options.limits.rows - rows else {
        throw ParquetFlaw("the table has more than \(options.limits.rows) rows, which is the limit")
      }
      parts.append(rows..<rows + Int(group.rowCount))
      rows += Int(group.rowCount)
    }
    guard metadata.rowCount == Int64(rows) else {
      throw ParquetFlaw("the file has \(metadata.rowCount) rows, but its row groups have \(rows)")
    }
    (columns, rowCount, self.parts) = (flat, rows, parts)
    (rowGroups, self.fileBytes) = (metadata.rowGroups, fileBytes)
    hiddenIndex = Set(flat.map(\.name).filter(ParquetLayout.isUnnamedIndex))
    if !metadata.writer.isEmpty { notes.append("written by \(metadata.writer)") }
    if !nested.isEmpty {
      self.nested = nested
      notes.append("nested columns left out: " + ParquetLayout.listed(nested))
    }
    if !hiddenIndex.isEmpty {
      notes.append("row index left out: " + ParquetLayout.listed(hiddenIndex.sorted()))
    }
  }

  /// The columns that the options ask for; without a choice all but pandas' row index, which says
  /// nothing of the rows.
  func wanted(_ options: TableOptions) throws(TableError) -> [FlatColumn] {
    var first: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      if column.name.isEmpty { throw .emptyColumnName(position: index + 1) }
      if let other = first.updateValue(index + 1, forKey: column.name) {
        throw .duplicateColumn(name: column.name, first: other, second: index + 1)
      }
    }
    try options.check(columns.map(\.name))
    let chosen = columns.filter { column in
      options.columns?.contains(column.name) ?? !hiddenIndex.contains(column.name)
    }
    guard !chosen.isEmpty || options.columns != nil else {
      throw .malformed(place: "", problem: "the file has no column that is not nested")
    }
    return chosen
  }

  /// The columns of the file but pandas' row index.
  var storedColumns: [String] { columns.map(\.name).filter { !hiddenIndex.contains($0) } }

  /// Holds the size of the table against the size of the file, before memory is taken for it.
  func checkSize(columns: Int, _ limits: TableOptions.Limits) throws(TableError) {
    let bytes = rowCount.multipliedClamped(by: max(columns, 1)).multipliedClamped(by: 8)
    guard
      bytes <= max(limits.columnarBytes, fileBytes.multipliedClamped(by: limits.columnarRatio))
    else {
      throw .malformed(
        place: "",
        problem: "its \(fileBytes) bytes claim to hold \(rowCount) rows of \(columns) columns")
    }
    guard bytes <= limits.unpackedBytes else {
      throw .tooManyCells(rows: rowCount, columns: columns, limit: limits.unpackedBytes)
    }
  }

  /// Where the pages of a column in a row group stand.
  func bytes(of column: FlatColumn, group: Int) throws(ParquetFlaw) -> Range<Int> {
    let chunk = rowGroups[group].columns[column.leaf]
    guard chunk.physical == column.physical else {
      throw ParquetFlaw("its type differs from the schema's")
    }
    guard chunk.valueCount == rowGroups[group].rowCount else {
      throw ParquetFlaw(
        "it has \(chunk.valueCount) values, but its row group has \(rowGroups[group].rowCount) rows"
      )
    }
    // A dictionary comes first where there is one; some writers put 0 where there is none.
    let start =
      chunk.dictionaryOffset > 0 && chunk.dictionaryOffset < chunk.dataOffset
      ? chunk.dictionaryOffset : chunk.dataOffset
    guard start >= 4, start <= fileBytes, chunk.compressedBytes >= 0,
      chunk.compressedBytes <= Int64(fileBytes) - start
    else { throw ParquetFlaw("its pages are not inside the file") }
    // Old writers did not count the header of the dictionary page.
    let end = min(start + chunk.compressedBytes + 100, Int64(fileBytes) - 8)
    return Int(start)..<Int(max(start, end))
  }

  /// How the pages of a column in a row group are packed.
  func codec(of column: FlatColumn, group: Int) throws(ParquetFlaw) -> any PageCodec {
    try PageCodecCatalog.codec(rowGroups[group].columns[column.leaf].codec)
  }

  private static func isUnnamedIndex(_ name: String) -> Bool {
    name.hasPrefix("__index_level_") && name.hasSuffix("__")
      && Int(name.dropFirst(14).dropLast(2)) != nil
  }

  /// The first names, and how many more there are.
  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 5 ? shown + " and \(names.count - 5) more" : shown
  }
}
