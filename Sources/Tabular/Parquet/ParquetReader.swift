import Kernels

/// Reads flat Parquet files: a column at a time, only those that are wanted, on all threads.
///
/// What a column becomes is told by ``ColumnReading``. The texts that mean "no value" in CSV do not
/// count here: the format has nulls of its own.
struct ParquetReader {
  let options: TableOptions
  let parallel: Parallel

  /// Reads all rows of `file`.
  func read(_ file: any PositionedBytes) throws(TableError) -> LoadedTable {
    let metadata = try ParquetFooter.read(file)
    let layout: ParquetLayout
    do throws(ParquetFlaw) {
      layout = try ParquetLayout(metadata, fileBytes: file.byteCount, options)
    } catch {
      throw error.error(at: "")
    }
    let columns = try layout.wanted(options)
    try layout.checkSize(columns: columns.count, options.limits)
    let reader = ColumnsReader(
      file: file, layout: layout, parallel: parallel,
      budget: UnpackBudget(fileBytes: file.byteCount, limits: options.limits),
      hashKey: .random(in: .min ... .max), textColumns: options.textColumns)
    let read = try reader.read(columns)
    var loaded = LoadedTable(
      table: Table(columns: read, rowCount: layout.rowCount),
      storedColumns: layout.storedColumns, format: "parquet", notes: layout.notes)
    loaded.nestedColumns = layout.nested
    return loaded
  }
}
