import Kernels

/// Apache Parquet.
struct ParquetFormat: TableFormat {
  let name = "parquet"

  func recognises(_ head: TextView) -> Bool {
    // `PARE` has an encrypted footer; the reader says so.
    head.count >= 4 && head[0] == 0x50 && head[1] == 0x41 && head[2] == 0x52
      && (head[3] == 0x31 || head[3] == 0x45)
  }

  func read(
    _ source: any ByteSource, options: TableOptions, parallel: Parallel
  ) throws(TableError) -> LoadedTable {
    guard let file = source.positioned else {
      throw .refused(
        found: "a compressed Parquet file",
        instead: "unpack it; Parquet packs its own pages and is read a column at a time")
    }
    return try ParquetReader(options: options, parallel: parallel).read(file)
  }
}
