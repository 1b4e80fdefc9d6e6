import Kernels

/// Reads columns of a file whose layout is known.
struct ColumnsReader {
  let file: any PositionedBytes
  let layout: ParquetLayout
  let parallel: Parallel
  let budget: UnpackBudget
  /// Of the tables of distinct texts.
  let hashKey: UInt64
  let textColumns: Set<String>

  /// The columns in the order of `wanted`; of several errors the first column's is thrown.
  func read(_ wanted: [FlatColumn]) throws(TableError) -> [Column] {
    // Columns are independent work, the largest first. Where they are too few for the threads, the
    // row groups of each are.
    let byColumn = wanted.count >= 2 * parallel.threads
    let inner = byColumn ? Parallel(threads: 1) : parallel
    let outer = byColumn ? parallel : Parallel(threads: 1)
    let order = wanted.indices.sorted { (size(wanted[$1]), $0) < (size(wanted[$0]), $1) }
    let results = outer.map(count: order.count) { place in
      Result { () throws(TableError) in try column(wanted[order[place]], inner) }
    }
    var columns = [Result<Column, TableError>?](repeating: nil, count: wanted.count)
    for (place, result) in zip(order, results) { columns[place] = result }
    var read: [Column] = []
    for case .some(let column) in columns { read.append(try column.get()) }
    return read
  }

  private func size(_ column: FlatColumn) -> Int64 {
    layout.rowGroups.reduce(0) { $0 &+ $1.columns[column.leaf].compressedBytes }
  }

  private func column(
    _ column: FlatColumn, _ parallel: Parallel
  ) throws(TableError) -> Column {
    var reading = try at("column '\(column.name)'") { () throws(ParquetFlaw) in
      try ColumnReading(column)
    }
    if textColumns.contains(column.name), case .numbers = reading {
      reading = reading.fallback(of: column) ?? reading
    }
    while true {
      if let values = try values(of: column, as: reading, parallel) {
        return Column(name: column.name, values: values)
      }
      guard let next = reading.fallback(of: column) else {
        throw ParquetFlaw("a text is not UTF-8").error(at: "column '\(column.name)'")
      }
      reading = next
    }
  }

  private func at<Value>(
    _ place: String, _ work: () throws(ParquetFlaw) -> Value
  ) throws(TableError) -> Value {
    do throws(ParquetFlaw) {
      return try work()
    } catch {
      throw error.error(at: place)
    }
  }

  /// The cells of a column; nil if they are not what they are read as.
  private func values(
    of column: FlatColumn, as reading: ColumnReading, _ parallel: Parallel
  ) throws(TableError) -> Column.Values? {
    switch reading {
    case .flags:
      return .boolean(try cells(of: column, parallel) { FlagDecoder() }.cells)
    case .numbers(let form):
      let (numbers, decoders) = try cells(of: column, parallel) {
        NumberDecoder(form, budget: budget)
      }
      return decoders.allSatisfy(\.isExact) ? .numeric(numbers) : nil
    case .text(let form):
      return try text(of: column, as: form, parallel)
    }
  }

  private func text(
    of column: FlatColumn, as form: ColumnReading.TextForm, _ parallel: Parallel
  ) throws(TableError) -> Column.Values? {
    var (codes, decoders) = try cells(of: column, parallel) {
      TextDecoder(form, hashKey: hashKey, budget: budget)
    }
    // The first row group's levels keep their codes; those of the others are looked up among them.
    var levels = decoders.first?.levels ?? LevelTable(key: hashKey)
    for (decoder, rows) in zip(decoders, layout.parts).dropFirst() {
      let renamed = levels.codes(of: decoder.levels)
      for row in rows where codes[row] >= 0 { codes[row] = renamed[Int(codes[row])] }
    }
    decoders = []
    guard levels.isUTF8 else { return nil }
    return .categorical(
      codes: codes, levels: Levels(bytes: levels.bytes, offsets: levels.offsets))
  }

  /// Decodes the chunks of a column, each with a decoder of its own.
  private func cells<Decoder: CellDecoder & Sendable>(
    of column: FlatColumn, _ parallel: Parallel, _ makeDecoder: @Sendable () -> Decoder
  ) throws(TableError) -> (cells: [Decoder.Cell], decoders: [Decoder]) {
    let (cells, results) = parallel.fill(parts: layout.parts, initial: Decoder.missing) {
      group, target in
      var decoder = makeDecoder()
      do throws(TableError) {
        try decode(column, group, &decoder, into: &target)
        return Result<Decoder, TableError>.success(decoder)
      } catch {
        return .failure(error)
      }
    }
    var decoders: [Decoder] = []
    for result in results { decoders.append(try result.get()) }
    return (cells, decoders)
  }

  private func decode<Decoder: CellDecoder>(
    _ column: FlatColumn, _ group: Int, _ decoder: inout Decoder,
    into target: inout MutableSpan<Decoder.Cell>
  ) throws(TableError) {
    guard target.count > 0 else { return }
    let place = "column '\(column.name)', row group \(group + 1)"
    let range = try at(place) { () throws(ParquetFlaw) in
      try layout.bytes(of: column, group: group)
    }
    let chunk = TextBuffer(capacity: range.count)
    try file.read(range, into: chunk)
    do throws(ParquetFlaw) {
      var pages = ChunkPages(
        chunk.view, codec: try layout.codec(of: column, group: group),
        isNullable: column.isNullable, rowCount: target.count, budget: budget)
      try decoder.decode(&pages, into: &target)
    } catch {
      throw error.error(at: place)
    }
  }
}
