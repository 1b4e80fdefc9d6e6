package import Kernels

/// Reads tables from files of any known format, and from folders of such files.
package enum TableReader {
  /// The table in the file at `path`.
  package static func read(
    path: String, options: TableOptions = TableOptions(), parallel: Parallel
  ) throws(TableError) -> Table {
    try load(path: path, options: options, parallel: parallel).table
  }

  /// The table at `path`, with the way it was stored: a file, or a folder of part files. Compression
  /// and format are told by content, never by name.
  ///
  /// - Parameter witness: is told of every file that is read.
  package static func load(
    path: String, options: TableOptions = TableOptions(), parallel: Parallel,
    witness: (any ReadingWitness)? = nil
  ) throws(TableError) -> LoadedTable {
    if let advice = FilePointer.absent(at: path) {
      throw .malformed(place: "", problem: advice)
    }
    guard FolderListing.isFolder(path) else {
      return try loadFile(path, options: options, parallel: parallel, witness: witness)
    }
    if let log = TableLog.above(path) { throw log.refusal }
    return try PartFolder(path, limit: options.limits.parts).read(
      options: options, parallel: parallel, witness: witness)
  }

  /// The table in the file at `path`.
  static func loadFile(
    _ path: String, options: TableOptions, parallel: Parallel, witness: (any ReadingWitness)? = nil
  ) throws(TableError) -> LoadedTable {
    let source = try FileSource.open(path, parallel: parallel)
    // The logs of tables know Parquet files; a CSV file beside them is its own.
    if ParquetFormat().recognises(try head(of: source).view), let log = TableLog.above(path) {
      throw log.refusal
    }
    let loaded = try load(source, options: options, parallel: parallel)
    if let witness, let source = source as? FileSource {
      do throws(ReadableFile.Failure) {
        try witness.hasRead(source.file, at: path)
      } catch {
        throw error == .changed ? .changedWhileRead : .unreadable(reason: error.reason)
      }
    }
    return loaded
  }

  /// The table in `source`.
  package static func load(
    _ source: any ByteSource, options: TableOptions = TableOptions(), parallel: Parallel
  ) throws(TableError) -> LoadedTable {
    let beginning = try head(of: source).view
    if let pointer = FilePointer(beginning: beginning.bytes(0..<beginning.count)) {
      throw .malformed(place: "", problem: pointer.description)
    }
    guard let compression = Compression(head: beginning) else {
      return try unpacked(source, options, parallel)
    }
    let text = CompressedSource(
      source: source, compression: compression, limits: options.limits)
    var loaded = try unpacked(text, options, parallel)
    loaded.notes.append("compressed with \(compression.rawValue)")
    return loaded
  }

  private static func unpacked(
    _ source: any ByteSource, _ options: TableOptions, _ parallel: Parallel
  ) throws(TableError) -> LoadedTable {
    let format = try TableFormatCatalog.format(of: try head(of: source).view)
    return try format.read(source, options: options, parallel: parallel)
  }

  private static func head(of source: any ByteSource) throws(TableError) -> TextBuffer {
    let head = TextBuffer()
    let stream = try source.open()
    while head.count < 4096, try stream.read(into: head, atMost: 4096 - head.count) > 0 {}
    return head
  }
}
