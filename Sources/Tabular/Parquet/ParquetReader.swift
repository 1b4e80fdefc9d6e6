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
    let (read, unmet) = cleared(try reader.read(columns))
    var loaded = LoadedTable(
      table: Table(columns: read, rowCount: layout.rowCount),
      storedColumns: layout.storedColumns, format: "parquet", notes: layout.notes,
      unmetMarkers: unmet)
    loaded.nestedColumns = layout.nested
    return loaded
  }

  /// The columns without the missing markers that a user chose, with the markers that no cell is.
  private func cleared(_ columns: [Column]) -> ([Column], unmet: [String]) {
    let markers = options.chosenMarkers ?? MissingMarkers([])
    let results = parallel.map(count: columns.count) { index in
      var met = markers.texts.map { _ in false }
      let column = met.isEmpty ? columns[index] : columns[index].clearing(markers, met: &met)
      return (options.wantsNumbers(column.name) ? column.findingStrays(line: nil) : column, met)
    }
    let unmet = markers.texts.indices.filter { marker in !results.contains { $0.1[marker] } }
    return (results.map(\.0), unmet.map { markers.texts[$0] })
  }
}
