import Kernels

/// One pass over JSON Lines: bytes are read wave by wave, each wave is cut into pieces at line ends, and
/// the pieces are parsed in parallel.
///
/// A line end never stands inside a value, so a cut needs no look at what is before it. Nothing that
/// comes out depends on the sizes or on the number of threads.
struct JSONLinesPass {
  private let stream: any ByteStream
  private let options: TableOptions
  private let parallel: Parallel
  private let sizes: CSVReader.Sizes
  private let hashKey: UInt64
  /// Unparsed bytes; they begin with a line.
  private let buffer = TextBuffer()
  private var isAtEnd = false
  private var linesBefore = 0
  private var bytesBefore = 0
  private let known: LevelTable
  /// The keys of the columns, then those that are new.
  private(set) var keys: LevelTable
  private(set) var rows = 0
  private(set) var sawWords = false
  /// By column: the line of the first cell that made it no column of numbers.
  private(set) var strayLines: [Int: Int] = [:]
  /// Which of the chosen missing markers were met.
  private(set) var metMarkers: [Bool]
  private let markers: MissingMarkers?

  init(
    _ stream: any ByteStream, _ keys: LevelTable, options: TableOptions, parallel: Parallel,
    sizes: CSVReader.Sizes, hashKey: UInt64
  ) {
    (self.stream, self.options, self.parallel) = (stream, options, parallel)
    (self.sizes, self.hashKey) = (sizes, hashKey)
    (known, self.keys) = (keys, keys)
    markers = options.chosenMarkers
    metMarkers = [Bool](repeating: false, count: markers?.texts.count ?? 0)
  }

  /// Reads all lines into `builders`, one for each known key.
  mutating func run(_ builders: [ColumnBuilder]) throws(TableError) {
    var isFirst = true
    while !(isAtEnd && buffer.count == 0) {
      try fill()
      if isFirst { buffer.removeFirst(JSONLinesReader.byteOrderMark(buffer.view)) }
      isFirst = false
      let pieces = try pieces()
      guard let end = pieces.last?.range.upperBound else { continue }
      try checkSize(lines: pieces.reduce(0) { $0 + $1.lines }, columns: builders.count, bytes: end)
      let kinds = builders.map { $0.failed ? .skip : $0.kind }
      let blocks = try parse(pieces, kinds)
      rows += blocks.reduce(0) { $0 + $1.rows }
      guard rows <= options.limits.rows else { throw .tooManyRows(limit: options.limits.rows) }
      note(blocks)
      let expected = expectedRows()
      let wanted = kinds.indices.filter { kinds[$0] != .skip }
      _ = parallel.map(count: wanted.count) { index in
        builders[wanted[index]].append(blocks, wanted[index], expected: expected)
      }
      linesBefore += pieces.reduce(0) { $0 + $1.lines }
      bytesBefore += end
      buffer.removeFirst(end)
    }
  }

  /// Remembers what the blocks of a wave tell besides their cells.
  private mutating func note(_ blocks: [CellBlock]) {
    for block in blocks {
      for (column, stray) in block.strays.enumerated()
      where stray >= 0 && strayLines[column] == nil && wantsNumbers(column) {
        strayLines[column] = line(of: stray)
      }
      for marker in metMarkers.indices where block.metMarkers[marker] { metMarkers[marker] = true }
    }
  }

  private func wantsNumbers(_ column: Int) -> Bool {
    options.wantsNumbers(JSONLinesReader.name(known, column))
  }

  /// Adds a wave of new bytes behind those left over; a last line without an end gets one.
  private mutating func fill() throws(TableError) {
    let target = buffer.count + sizes.wave
    while !isAtEnd, buffer.count < target {
      isAtEnd = try stream.read(into: buffer, atMost: target - buffer.count) == 0
    }
    if isAtEnd, buffer.count > 0, buffer.view[buffer.count - 1] != 0x0A { buffer.append([0x0A]) }
  }

  /// Whole lines.
  private struct Piece {
    let range: Range<Int>
    let lines: Int
    let isPlainText: Bool
  }

  /// Cuts the buffer into pieces of whole lines; none if there is no whole line yet.
  private func pieces() throws(TableError) -> [Piece] {
    let text = buffer.view
    var ranges: [Range<Int>] = []
    var start = 0
    while start < text.count {
      var end = min(start + sizes.piece, text.count)
      while end < text.count, text[end - 1] != 0x0A { end += 1 }
      // The last piece may hold the beginning of a line that is not here yet.
      while end > start, text[end - 1] != 0x0A { end -= 1 }
      guard end > start else { break }
      ranges.append(start..<end)
      start = end
    }
    guard text.count - start <= options.limits.recordBytes else {
      let lines = text.lineFeeds(0..<start)
      throw .recordTooLong(line: linesBefore + lines + 1, limit: options.limits.recordBytes)
    }
    let whole = ranges
    return parallel.map(count: whole.count) { index in
      let borders = RecordBorders(text, whole[index], atLineStart: true, quote: nil)
      return Piece(
        range: whole[index], lines: text.lineFeeds(whole[index]),
        isPlainText: borders.isPlainText)
    }
  }

  /// Holds the cells that the lines claim against their bytes, before memory is taken for them: a line
  /// without keys has two bytes and a cell in every column.
  private func checkSize(lines: Int, columns: Int, bytes: Int) throws(TableError) {
    let cells = (rows + lines).multipliedClamped(by: max(columns, 1)).multipliedClamped(by: 8)
    // A wave's cells are there twice until they are in their columns.
    try options.limits.checkCells(
      cells.multipliedClamped(by: 2), rows: rows + lines, columns: columns,
      storedBytes: stream.packedBytes ?? bytesBefore + bytes,
      isPacked: stream.packedBytes != nil, line: linesBefore + 1)
  }

  /// Parses the pieces; throws the error that is first in the file.
  private mutating func parse(
    _ pieces: [Piece], _ kinds: [FieldKind]
  ) throws(TableError) -> [CellBlock] {
    let text = buffer.view
    let (known, hashKey, markers) = (known, hashKey, markers)
    let limits = JSONFault.Limits(
      keys: options.limits.columns, fieldBytes: options.limits.fieldBytes)
    // Blocks of at most four million cells: rows are many where lines are short.
    let rowsAtOnce = max(1, (1 << 22) / max(1, kinds.count))
    let results = parallel.map(count: pieces.count) { index in
      let piece = pieces[index]
      var found: [JSONRecords.Result] = []
      var start = piece.range.lowerBound
      while start < piece.range.upperBound, found.last?.fault == nil {
        let result = JSONRecords.parse(
          text, start..<piece.range.upperBound, maximumRows: min(piece.lines, rowsAtOnce),
          kinds: kinds, keys: known, limits: limits, markers: markers,
          hashKey: hashKey)
        found.append(result)
        start = result.end
      }
      return (found, piece.isPlainText ? nil : TextFlaw.first(in: text, piece.range))
    }
    var blocks: [CellBlock] = []
    for (found, flaw) in results {
      for result in found {
        if let fault = result.fault {
          if let flaw, flaw.position < fault.line { break }
          throw fault.error(line: line(of: fault.line), lineStart: fault.line)
        }
        if result.keys.count > known.count { _ = keys.codes(of: result.keys) }
        sawWords = sawWords || result.sawWords
        blocks.append(result.block)
      }
      if let flaw { throw error(flaw) }
    }
    guard keys.count <= options.limits.columns else {
      throw .tooManyColumns(found: keys.count, limit: options.limits.columns)
    }
    return blocks
  }

  private func error(_ flaw: TextFlaw) -> TableError {
    let line = line(of: flaw.position)
    let text = buffer.view
    var start = flaw.position
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    let byte = flaw.position - start + 1
    return flaw.isNUL ? .nul(line: line, byte: byte) : .invalidUTF8(line: line, byte: byte)
  }

  /// The number of the line that holds `position`.
  private func line(of position: Int) -> Int {
    linesBefore + buffer.view.lineFeeds(0..<position) + 1
  }

  /// How many rows the table will have, a little more than likely.
  private func expectedRows() -> Int {
    let progress = max(stream.progress, 0.000_1)
    let estimate = Double(rows) / progress * 1.05 + 1024
    return min(Int(min(estimate, 1e12)), options.limits.rows, options.limits.unpackedBytes / 8)
  }
}
