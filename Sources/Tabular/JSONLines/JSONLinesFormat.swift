import Kernels

/// One flat JSON object a line.
struct JSONLinesFormat: TableFormat {
  let name = "json lines"

  func recognises(_ head: TextView) -> Bool {
    var position = JSONLinesReader.byteOrderMark(head)
    while position < head.count, [0x20, 0x09, 0x0A, 0x0D].contains(head[position]) { position += 1 }
    return position < head.count && head[position] == 0x7B
  }

  func read(
    _ source: any ByteSource, options: TableOptions, parallel: Parallel
  ) throws(TableError) -> LoadedTable {
    let result = try JSONLinesReader(options: options, parallel: parallel).read(source)
    let notes =
      result.sawWords ? ["NaN and Infinity, which are not JSON, as pandas writes them"] : []
    return LoadedTable(
      table: result.table, storedColumns: result.storedColumns, format: name, notes: notes,
      unmetMarkers: result.unmetMarkers)
  }
}
