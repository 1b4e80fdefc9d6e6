/// The cells of some whole records, column by column.
///
/// Made by one thread and then only read.
@safe package final class CellBlock: @unchecked Sendable {
  /// The number of records read.
  package internal(set) var rows = 0
  /// What each column was read as; a column with a cell of another kind has become
  /// ``FieldKind/skip``.
  package internal(set) var kinds: [FieldKind]
  package internal(set) var seen: [SeenKinds]
  /// The texts of each text column, by the codes of this block.
  package internal(set) var levels: [LevelTable]
  package internal(set) var fault: RecordFault?
  /// Which of the chosen missing markers were met; empty where none were chosen.
  package internal(set) var metMarkers: [Bool] = []
  /// Where the first cell stands that made a column become ``FieldKind/skip``; −1 where none did.
  package internal(set) var strays: [Int]

  private let capacity: Int
  /// Column `c` holds the `capacity` cells from `offsets[c]`; −1 if it is skipped.
  private let offsets: [Int]
  private let cells: UnsafeMutablePointer<UInt64>

  init(kinds: [FieldKind], capacity: Int, hashKey: UInt64) {
    self.kinds = kinds
    self.capacity = capacity
    seen = [SeenKinds](repeating: [], count: kinds.count)
    strays = [Int](repeating: -1, count: kinds.count)
    levels = [LevelTable](repeating: LevelTable(key: hashKey), count: kinds.count)
    var used = 0
    offsets = kinds.map { kind in
      if kind == .skip { return -1 }
      defer { used += capacity }
      return used
    }
    unsafe cells = .allocate(capacity: max(used, 1))
  }

  deinit { unsafe cells.deallocate() }

  @inline(__always)
  func set(_ column: Int, _ row: Int, _ cell: UInt64) {
    precondition(row < capacity && offsets[column] >= 0)
    unsafe cells[offsets[column] &+ row] = cell
  }

  @unsafe private func stored(_ column: Int) -> UnsafeBufferPointer<UInt64> {
    unsafe UnsafeBufferPointer(start: cells + offsets[column], count: rows)
  }

  /// Adds the cells of a numeric column; NaN is missing.
  package func appendNumbers(_ column: Int, to numbers: inout [Double]) {
    precondition(kinds[column] == .numeric)
    unsafe stored(column).withMemoryRebound(to: Double.self) {
      unsafe numbers.append(contentsOf: $0)
    }
  }

  /// Adds the cells of a boolean column: 0, 1, −1 missing.
  package func appendFlags(_ column: Int, to flags: inout [Int8]) {
    precondition(kinds[column] == .boolean)
    let cells = unsafe stored(column)
    for row in 0..<rows { unsafe flags.append(Int8(truncatingIfNeeded: cells[row])) }
  }

  /// Adds the codes of a text column, each replaced by `renamed[code]`; −1 is missing.
  package func appendCodes(_ column: Int, renamed: [Int32], to codes: inout [Int32]) {
    precondition(kinds[column] == .text)
    let cells = unsafe stored(column)
    for row in 0..<rows {
      let code = unsafe Int32(truncatingIfNeeded: cells[row])
      codes.append(code < 0 ? -1 : renamed[Int(code)])
    }
  }
}

extension CellBlock {
  /// Reads the records of `range`, which begins at a record and ends behind a line end.
  ///
  /// Reading stops at the first record that cannot be read; ``fault`` says why.
  /// - Parameters:
  ///   - records: The number of records that the range holds if it is well formed.
  ///   - padded: The columns in which zeros in front of a number say nothing; empty for none.
  ///   - kept: By column, what is no missing value in it; empty where that is nothing anywhere.
  package static func parse(
    _ text: TextView, _ range: Range<Int>, records: Int, kinds: [FieldKind],
    padded: [Bool] = [], grammar: FieldGrammar, hashKey: UInt64, kept: [KeptTexts?] = []
  ) -> CellBlock {
    // A record has a byte per column at least, so a hostile count cannot ask for more than it
    // brings.
    let capacity = min(records, range.count / max(1, kinds.count) + 1)
    let block = CellBlock(kinds: kinds, capacity: capacity, hashKey: hashKey)
    let scanner = FieldScanner(text, end: range.upperBound, grammar: grammar)
    var reader = RecordReader(
      block: block, scanner: scanner, grammar: grammar, padded: padded, kept: kept)
    var position = range.lowerBound
    var rows = 0
    while position < range.upperBound {
      let byte = text[position]
      if byte == 0x0A || byte == 0x0D {
        position += 1
        continue
      }
      do throws(FieldScanner.Flaw) {
        position = try reader.record(at: position, row: rows)
      } catch {
        block.fault = RecordFault(kind: error.kind, record: position, position: error.position)
        break
      }
      rows += 1
    }
    block.rows = rows
    block.kinds = reader.kinds
    block.seen = reader.seen
    block.levels = reader.levels
    block.strays = reader.strays
    block.metMarkers = reader.metMarkers
    return block
  }
}

/// Reads one record after the other into a block.
private struct RecordReader {
  let block: CellBlock
  let scanner: FieldScanner
  let grammar: FieldGrammar
  let kept: [KeptTexts?]
  // Held here while reading: each access to a property of the block would be checked for
  // exclusivity.
  var kinds: [FieldKind]
  var seen: [SeenKinds]
  var levels: [LevelTable]
  private(set) var strays: [Int]
  private(set) var metMarkers: [Bool]
  private let padded: [Bool]
  private let point: UInt8
  /// The same outside quotes, where a comma that separates fields does nothing else.
  private let plainPoint: UInt8
  private let hasMarkers: Bool

  init(
    block: CellBlock, scanner: FieldScanner, grammar: FieldGrammar, padded: [Bool],
    kept: [KeptTexts?]
  ) {
    (self.padded, point) = (padded, grammar.point)
    // No text holds this byte.
    plainPoint = grammar.point == grammar.delimiter ? 0xFF : grammar.point
    strays = block.strays
    metMarkers = [Bool](repeating: false, count: grammar.chosenMarkers?.texts.count ?? 0)
    hasMarkers = !metMarkers.isEmpty
    self.block = block
    self.scanner = scanner
    self.grammar = grammar
    self.kept = kept
    kinds = block.kinds
    seen = block.seen
    levels = block.levels
  }

  /// Reads the record at `start`; the position behind its line end (at the LF of a CRLF, which then
  /// looks like an empty line).
  @inline(__always)
  mutating func record(at start: Int, row: Int) throws(FieldScanner.Flaw) -> Int {
    let text = scanner.text
    let last = kinds.count &- 1
    var position = start
    var column = 0
    while true {
      position = try cell(at: position, column, row)
      let isDelimiter = text[position] == scanner.delimiter
      if isDelimiter == (column == last) {
        let fields = try fields(from: position, before: column + 1)
        throw FieldScanner.Flaw(kind: .ragged(fields: fields), position: start)
      }
      position &+= 1
      if !isDelimiter { return position }
      column &+= 1
    }
  }

  /// Reads the cell at `start`; the position of the delimiter or line end behind it.
  @inline(__always)
  private mutating func cell(
    at start: Int, _ column: Int, _ row: Int
  ) throws(FieldScanner.Flaw) -> Int {
    let kind = kinds[column]
    if kind == .numeric {
      if let number = DecimalNumber.parse(scanner.text, at: start, point: plainPoint),
        !number.losesText, scanner.isBoundary(scanner.text[number.end]),
        number.end &- start <= scanner.maximumFieldBytes
      {
        if hasMarkers, let marker = grammar.chosenMarkers?.index(of: number.value) {
          metMarkers[marker] = true
          block.set(column, row, Double.nan.bitPattern)
          return number.end
        }
        saw(.number, column)
        block.set(column, row, number.value.bitPattern)
        return number.end
      }
    }
    let field = try scanner.field(at: start)
    if field.isUnescaped {
      set(kind, scanner.unescaped.view, field.content, column, row, start)
    } else {
      set(kind, scanner.text, field.content, column, row, start)
    }
    return field.end
  }

  @inline(__always)
  private mutating func set(
    _ kind: FieldKind, _ text: TextView, _ content: Range<Int>, _ column: Int, _ row: Int,
    _ start: Int
  ) {
    switch kind {
    case .skip: break
    case .numeric: number(text, content, column, row, start)
    case .boolean: flag(text, content, column, row, start)
    case .text: level(text, content, column, row)
    }
  }

  private mutating func number(
    _ text: TextView, _ content: Range<Int>, _ column: Int, _ row: Int, _ start: Int
  ) {
    switch FieldValue(text, content, grammar) {
    case .missing where makesText(text, content, column): giveUp(column, .text, start)
    case .missing:
      noteMarker(text, content)
      block.set(column, row, Double.nan.bitPattern)
    case .number(let value):
      saw(.number, column)
      block.set(column, row, value.bitPattern)
    case .boolean: giveUp(column, .boolean, start)
    case .text:
      guard !padded.isEmpty, padded[column],
        let value = FieldValue.number(text, content, point: point, padded: true)
      else { return giveUp(column, .text, start) }
      saw(.number, column)
      block.set(column, row, value.bitPattern)
    }
  }

  private mutating func flag(
    _ text: TextView, _ content: Range<Int>, _ column: Int, _ row: Int, _ start: Int
  ) {
    switch FieldValue(text, content, grammar) {
    case .missing where makesText(text, content, column): giveUp(column, .text, start)
    case .missing:
      noteMarker(text, content)
      block.set(column, row, UInt64(bitPattern: -1))
    case .boolean(let value):
      saw(.boolean, column)
      block.set(column, row, value ? 1 : 0)
    case .number: giveUp(column, .number, start)
    case .text: giveUp(column, .text, start)
    }
  }

  private mutating func level(
    _ text: TextView, _ content: Range<Int>, _ column: Int, _ row: Int
  ) {
    let isMarker =
      hasMarkers && grammar.chosenMarkers?.index(ofCell: text, content, point: point) != nil
    if isMarker || grammar.isMissing(text, content), keeps(text, content, column) == nil {
      noteMarker(text, content)
      block.set(column, row, UInt64(bitPattern: -1))
    } else {
      let code = levels[column].code(of: text, content)
      block.set(column, row, UInt64(UInt32(bitPattern: code)))
    }
  }

  /// What keeps a missing text as a value of the column; nil if nothing does.
  private func keeps(_ text: TextView, _ content: Range<Int>, _ column: Int) -> KeptTexts? {
    guard column < kept.count, let texts = kept[column], texts.contains(text, content) else {
      return nil
    }
    return texts
  }

  private func makesText(_ text: TextView, _ content: Range<Int>, _ column: Int) -> Bool {
    keeps(text, content, column)?.makesText ?? false
  }

  private mutating func giveUp(_ column: Int, _ kind: SeenKinds, _ start: Int) {
    strays[column] = start
    saw(kind, column)
    kinds[column] = .skip
  }

  /// Remembers which chosen marker a missing cell is.
  private mutating func noteMarker(_ text: TextView, _ content: Range<Int>) {
    guard hasMarkers,
      let marker = grammar.chosenMarkers?.index(ofCell: text, content, point: point)
    else { return }
    metMarkers[marker] = true
  }

  @inline(__always)
  private mutating func saw(_ kind: SeenKinds, _ column: Int) {
    if !seen[column].contains(kind) { seen[column].insert(kind) }
  }

  /// The number of fields of a record of which `count` have been read up to `position`.
  private func fields(from position: Int, before count: Int) throws(FieldScanner.Flaw) -> Int {
    var position = position
    var count = count
    while scanner.text[position] == scanner.delimiter {
      position = try scanner.field(at: position + 1).end
      count += 1
    }
    return count
  }
}
