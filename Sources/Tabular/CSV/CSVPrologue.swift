import Kernels

/// The beginning of a delimited file: its dialect, its column names, and the bytes behind them.
struct CSVPrologue {
  let names: [String]
  let grammar: FieldGrammar
  /// Unread bytes, from the first record on.
  let rest: TextBuffer
  /// Physical lines before them.
  let lines: Int
  /// Whether ``rest`` is all there is.
  let isWhole: Bool

  /// Large enough to see many records, small enough to cost nothing.
  private static let headBytes = 1 << 18

  /// Reads as much of `stream` as the first record needs.
  init(_ stream: any ByteStream, _ options: TableOptions) throws(TableError) {
    let buffer = TextBuffer()
    let quote: UInt8? = options.hasQuotes ? 0x22 : nil
    var isWhole = false
    var wanted = CSVPrologue.headBytes
    var firstRecord: Range<Int>?
    while firstRecord == nil, !isWhole {
      while buffer.count < wanted, !isWhole {
        isWhole = try stream.read(into: buffer, atMost: wanted - buffer.count) == 0
      }
      try CSVPrologue.refuseOtherEncodings(buffer.view)
      if isWhole { CSVPrologue.endLastLine(buffer) }
      firstRecord = CSVPrologue.firstRecord(buffer.view, quote: quote)
      // Whether a CR at the very end is a line end of its own is known when the next byte is.
      if !isWhole, firstRecord?.upperBound == buffer.count { firstRecord = nil }
      if firstRecord == nil, buffer.count > options.limits.recordBytes { break }
      wanted *= 2
    }
    let start = CSVPrologue.byteOrderMark(buffer.view)
    guard buffer.count > start else { throw .empty }
    let (text, first) = (buffer.view, firstRecord ?? start..<buffer.count)
    // A whole text has a line end, so there is no first record only if lines are empty or a quote
    // is open.
    if firstRecord == nil, first.allSatisfy({ text[$0] == 0x0A || text[$0] == 0x0D }) {
      throw .empty
    }
    if let flaw = TextFlaw.first(in: text, first) { throw flaw.error(in: text, linesBefore: 0) }
    grammar = FieldGrammar(
      delimiter: try CSVPrologue.delimiter(text, first.lowerBound, options, quote),
      quote: quote, missing: options.missing.map { Array($0.utf8) },
      maximumFieldBytes: options.limits.fieldBytes, point: options.point,
      chosenMarkers: options.chosenMarkers)
    let line = RecordBorders(text, 0..<first.lowerBound, atLineStart: true, quote: nil).lines + 1
    let fields = try CSVPrologue.fields(text, first, grammar, line: line)
    guard let firstRecord else {
      throw isWhole
        ? .unterminatedQuote(line: line)
        : .recordTooLong(line: line, limit: options.limits.recordBytes)
    }
    let consumed = options.header == .firstRecord ? firstRecord.upperBound : firstRecord.lowerBound
    names = try CSVPrologue.names(fields, options)
    lines = RecordBorders(buffer.view, 0..<consumed, atLineStart: true, quote: nil).lines
    buffer.removeFirst(consumed)
    rest = buffer
    self.isWhole = isWhole
  }

  /// A text whose last line has no end gets one, so that every record ends alike.
  static func endLastLine(_ buffer: TextBuffer) {
    guard buffer.count > 0 else { return }
    let last = buffer.view[buffer.count - 1]
    if last != 0x0A, last != 0x0D { buffer.append([0x0A]) }
  }

  /// The first record that is not an empty line, with its line end.
  private static func firstRecord(_ text: TextView, quote: UInt8?) -> Range<Int>? {
    var start = byteOrderMark(text)
    while start < text.count, text[start] == 0x0A || text[start] == 0x0D { start += 1 }
    let borders = RecordBorders(text, start..<text.count, atLineStart: true, quote: quote)
    guard let first = borders.first(insideQuotes: false) else { return nil }
    return start..<first.end
  }

  private static func byteOrderMark(_ text: TextView) -> Int {
    text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF ? 3 : 0
  }

  private static func refuseOtherEncodings(_ text: TextView) throws(TableError) {
    let hasMark = (text[0] == 0xFF && text[1] == 0xFE) || (text[0] == 0xFE && text[1] == 0xFF)
    // ASCII in UTF-16 without a mark: each second byte is zero.
    let alternates =
      text.count >= 4
      && ((text[0] == 0 && text[2] == 0 && text[1] != 0 && text[3] != 0)
        || (text[1] == 0 && text[3] == 0 && text[0] != 0 && text[2] != 0))
    guard text.count >= 2, hasMark || alternates else { return }
    throw .refused(
      found: "UTF-16 text", instead: "save it as UTF-8 (in Excel: 'CSV UTF-8 (comma delimited)')")
  }

  private static func fields(
    _ text: TextView, _ record: Range<Int>, _ grammar: FieldGrammar, line: Int
  ) throws(TableError) -> [String] {
    let scanner = FieldScanner(text, end: record.upperBound, grammar: grammar)
    var fields: [String] = []
    var position = record.lowerBound
    do throws(FieldScanner.Flaw) {
      while true {
        let field = try scanner.field(at: position)
        let view = field.isUnescaped ? scanner.unescaped.view : text
        fields.append(view.string(field.content))
        guard text[field.end] == grammar.delimiter else { return fields }
        position = field.end + 1
      }
    } catch {
      throw error.kind.error(line: line, columns: 0, grammar: grammar)
    }
  }

  private static func names(
    _ fields: [String], _ options: TableOptions
  ) throws(TableError) -> [String] {
    let limit = options.limits.columns
    guard fields.count <= limit else {
      throw .tooManyColumns(found: fields.count, limit: limit)
    }
    var names: [String]
    switch options.header {
    case .firstRecord: names = fields
    case .none: names = fields.indices.map { "column\($0 + 1)" }
    case .given(let given):
      guard given.count == fields.count else {
        throw .namesDoNotFit(given: given.count, found: fields.count)
      }
      names = given
    }
    // pandas writes its row index without a name.
    if names.count > 1, names[0].isEmpty, !names.contains("index") { names[0] = "index" }
    var positions: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if name.isEmpty { throw .emptyColumnName(position: index + 1) }
      if let first = positions.updateValue(index + 1, forKey: name) {
        throw .duplicateColumn(name: name, first: first, second: index + 1)
      }
    }
    return names
  }
}
