import Kernels

/// One pass over a delimited file: its bytes are read wave by wave, each wave is cut into pieces at
/// record borders, and the pieces are parsed in parallel.
///
/// Nothing that comes out depends on the sizes or on the number of threads.
struct CSVPass {
  let options: TableOptions
  let parallel: Parallel
  let sizes: CSVReader.Sizes
  let hashKey: UInt64

  private let stream: any ByteStream
  private let prologue: CSVPrologue
  private let kept: [KeptTexts?]
  /// Unparsed bytes; they begin with a record.
  private let buffer: TextBuffer
  /// How many of them have been searched for borders, and whether the rest begins inside quotes.
  private var scanned = 0
  private var isInsideQuotes = false
  private var isAtEnd: Bool
  /// Physical lines before the buffer, and in the searched part of it.
  private var linesBefore: Int
  private var linesScanned = 0
  private(set) var rows = 0
  /// The columns that shall be numbers; the line of the first cell that is none is kept.
  private let padded: [Bool]
  private(set) var strayLines: [Int?]
  /// Which of the chosen missing markers were met.
  private(set) var metMarkers: [Bool]

  init(
    _ stream: any ByteStream, _ prologue: CSVPrologue, _ options: TableOptions,
    _ parallel: Parallel, _ sizes: CSVReader.Sizes, hashKey: UInt64
  ) {
    (self.stream, self.prologue, self.options) = (stream, prologue, options)
    (self.parallel, self.sizes, self.hashKey) = (parallel, sizes, hashKey)
    padded = prologue.names.map { options.keeps($0) && options.wantsNumbers($0) }
    strayLines = [Int?](repeating: nil, count: padded.count)
    metMarkers = [Bool](
      repeating: false, count: prologue.grammar.chosenMarkers?.texts.count ?? 0)
    kept = options.kept(in: prologue.names)
    buffer = prologue.rest
    isAtEnd = prologue.isWhole
    linesBefore = prologue.lines
  }

  /// Reads all records into `builders`, one for each column.
  mutating func run(_ builders: [ColumnBuilder]) throws(TableError) {
    while !(isAtEnd && buffer.count == 0) {
      try fill()
      let wave = try nextWave()
      let kinds = builders.map { $0.failed ? .skip : $0.kind }
      let blocks = try parse(wave.pieces, kinds)
      rows += blocks.reduce(0) { $0 + $1.rows }
      guard rows <= options.limits.rows else { throw .tooManyRows(limit: options.limits.rows) }
      try checkSize(columns: kinds.count { $0 != .skip })
      note(blocks)
      let expected = expectedRows()
      let wanted = kinds.indices.filter { kinds[$0] != .skip }
      _ = parallel.map(count: wanted.count) { index in
        builders[wanted[index]].append(blocks, wanted[index], expected: expected)
      }
      drop(wave.end, of: wave.limit)
    }
  }

  /// Remembers what the blocks of a wave tell besides their cells.
  private mutating func note(_ blocks: [CellBlock]) {
    for column in padded.indices where padded[column] && strayLines[column] == nil {
      guard let block = blocks.first(where: { $0.strays[column] >= 0 }) else { continue }
      strayLines[column] = line(of: block.strays[column])
    }
    for block in blocks {
      for marker in metMarkers.indices where block.metMarkers[marker] { metMarkers[marker] = true }
    }
  }

  /// Holds the cells of a packed table against the bytes that it is stored in: a few bytes may unpack to
  /// rows without end. A plain file holds at least a byte for each cell.
  private func checkSize(columns: Int) throws(TableError) {
    guard let packedBytes = stream.packedBytes else { return }
    let cells = rows.multipliedClamped(by: max(columns, 1)).multipliedClamped(by: 8)
    try options.limits.checkCells(
      cells, rows: rows, columns: columns, storedBytes: packedBytes, isPacked: true,
      line: linesBefore + 1)
  }

  /// Adds a wave of new bytes behind those left over.
  private mutating func fill() throws(TableError) {
    let target = buffer.count + sizes.wave
    while !isAtEnd, buffer.count < target {
      isAtEnd = try stream.read(into: buffer, atMost: target - buffer.count) == 0
      if isAtEnd { CSVPrologue.endLastLine(buffer) }
    }
  }

  /// Whole records in about equal pieces.
  private struct Wave {
    var pieces: [(range: Range<Int>, records: Int, isPlainText: Bool)] = []
    /// Where the last whole record ends.
    var end = 0
    /// What has been searched.
    var limit = 0
  }

  /// Finds the record borders in the bytes that are new.
  private mutating func nextWave() throws(TableError) -> Wave {
    let text = buffer.view
    var wave = Wave()
    // Whether a CR is a line end of its own is known when the next byte is.
    let cutsLineEnd = !isAtEnd && text.count > scanned && text[text.count - 1] == 0x0D
    wave.limit = cutsLineEnd ? text.count - 1 : text.count
    let starts = pieceStarts(text, wave.limit)
    let quote = prologue.grammar.quote
    let scanned = scanned
    let borders = parallel.map(count: starts.count - 1) { index in
      RecordBorders(
        text, starts[index]..<starts[index + 1], atLineStart: index == 0 && scanned == 0,
        quote: quote)
    }
    var open = (start: 0, records: 0, isPlainText: true)
    for border in borders {
      open.isPlainText = open.isPlainText && border.isPlainText
      linesScanned += border.lines
      if let first = border.first(insideQuotes: isInsideQuotes) {
        let firstRecord = first.isBlank ? 0 : 1
        wave.pieces.append((open.start..<first.end, open.records + firstRecord, open.isPlainText))
        open = (
          first.end, border.records(insideQuotes: isInsideQuotes) - firstRecord,
          border.isPlainText
        )
        wave.end = border.last(insideQuotes: isInsideQuotes) ?? first.end
      }
      if border.flipsQuotes { isInsideQuotes.toggle() }
    }
    if wave.end > open.start {
      wave.pieces.append((open.start..<wave.end, open.records, open.isPlainText))
    }
    // What is left at the end, or is too long to wait for more, has a fault; parsing it says which.
    let rest = wave.limit - wave.end
    if rest > 0, isAtEnd || rest > options.limits.recordBytes {
      wave.pieces.append((wave.end..<wave.limit, 1, false))
    }
    return wave
  }

  /// Positions that cut the new bytes into pieces, never between a CR and its LF.
  private func pieceStarts(_ text: TextView, _ limit: Int) -> [Int] {
    var starts = [scanned]
    var next = scanned + sizes.piece
    while next < limit {
      let cut = text[next] == 0x0A && text[next - 1] == 0x0D ? next + 1 : next
      if cut < limit { starts.append(cut) }
      next = cut + sizes.piece
    }
    starts.append(limit)
    return starts
  }

  /// Parses the pieces; throws the error that is first in the file.
  private func parse(
    _ pieces: [(range: Range<Int>, records: Int, isPlainText: Bool)], _ kinds: [FieldKind]
  ) throws(TableError) -> [CellBlock] {
    let text = buffer.view
    let grammar = prologue.grammar
    let (hashKey, padded, kept) = (hashKey, padded, kept)
    let results = parallel.map(count: pieces.count) { index in
      let piece = pieces[index]
      let block = CellBlock.parse(
        text, piece.range, records: piece.records, kinds: kinds, padded: padded, grammar: grammar,
        hashKey: hashKey, kept: kept)
      return (block, piece.isPlainText ? nil : TextFlaw.first(in: text, piece.range))
    }
    for (index, (block, flaw)) in results.enumerated() {
      if let flaw, flaw.position < block.fault?.record ?? .max {
        throw flaw.error(in: text, linesBefore: linesBefore)
      }
      let range = pieces[index].range
      if let fault = block.fault { throw error(fault, range) }
      if range.count > options.limits.recordBytes, pieces[index].records == 1 {
        throw .recordTooLong(line: line(of: range.lowerBound), limit: options.limits.recordBytes)
      }
    }
    return results.map(\.0)
  }

  private func error(_ fault: RecordFault, _ range: Range<Int>) -> TableError {
    let line = line(of: fault.record)
    if fault.kind == .unterminatedQuote, !isAtEnd {
      return .recordTooLong(line: line, limit: options.limits.recordBytes)
    }
    return fault.kind.error(line: line, columns: prologue.names.count, grammar: prologue.grammar)
  }

  /// The physical line that begins at `position`.
  private func line(of position: Int) -> Int {
    let text = buffer.view
    return linesBefore
      + RecordBorders(text, 0..<position, atLineStart: true, quote: nil).lines + 1
  }

  /// Forgets the records before `end`.
  private mutating func drop(_ end: Int, of limit: Int) {
    let tail = RecordBorders(buffer.view, end..<limit, atLineStart: true, quote: nil).lines
    linesBefore += linesScanned - tail
    linesScanned = tail
    buffer.removeFirst(end)
    scanned = limit - end
  }

  /// How many rows the table will have, a little more than likely.
  private func expectedRows() -> Int {
    let progress = max(stream.progress, 0.000_1)
    let estimate = Double(rows) / progress * 1.05 + 1024
    return min(Int(min(estimate, 1e12)), options.limits.rows, options.limits.unpackedBytes / 8)
  }
}
