/// Reads one line after the other into a block.
struct JSONLineReader {
  let text: TextView
  private let end: Int
  private let block: CellBlock
  private let limits: JSONFault.Limits
  private let markers: MissingMarkers?
  let strings: JSONStringScanner
  // Held here while reading: each access to a property of the block would be checked for
  // exclusivity. Every method is mutating: others would be handed a copy, and a table of levels that is
  // held twice is copied when it grows.
  private(set) var kinds: [FieldKind]
  private(set) var seen: [SeenKinds]
  private(set) var levels: [LevelTable]
  private(set) var keys: LevelTable
  private(set) var sawWords = false
  private(set) var strays: [Int]
  private(set) var metMarkers: [Bool]
  /// The last row in which each key was met.
  private var lastRow: [Int]

  init(
    text: TextView, end: Int, block: CellBlock, keys: LevelTable, limits: JSONFault.Limits,
    markers: MissingMarkers?
  ) {
    (self.text, self.end, self.block, self.keys) = (text, end, block, keys)
    (self.limits, self.markers) = (limits, markers)
    strays = block.strays
    metMarkers = [Bool](repeating: false, count: markers?.texts.count ?? 0)
    strings = JSONStringScanner(text, end: end)
    (kinds, seen, levels) = (block.kinds, block.seen, block.levels)
    lastRow = [Int](repeating: -1, count: keys.count)
  }

  /// Reads the object at `start`; the position behind the line's end.
  mutating func line(at start: Int, row: Int) throws(JSONFault.Kind) -> Int {
    guard text[start] == 0x7B else { throw strings.expected("an object in { }", start) }
    var position = strings.skipBlanks(start &+ 1)
    var found = 0
    var next = 0
    if text[position] == 0x7D {
      position &+= 1
    } else {
      while true {
        let column: Int
        (column, position) = try key(at: position, likely: next)
        guard lastRow[column] != row else { throw .duplicateKey(name(column)) }
        lastRow[column] = row
        if column < kinds.count { found &+= 1 }
        next = column &+ 1
        position = strings.skipBlanks(try value(at: strings.skipBlanks(position), column, row))
        if text[position] == 0x7D { break }
        guard text[position] == 0x2C else { throw strings.expected("',' or '}'", position) }
        position = strings.skipBlanks(position &+ 1)
      }
      position &+= 1
    }
    position = strings.skipBlanks(position)
    guard text[position] == 0x0A, position < end else { throw .textAfterObject }
    if found < kinds.count {
      for column in kinds.indices where lastRow[column] != row { setMissing(column, row) }
    }
    return position &+ 1
  }

  /// The column of the key at `start`, and the position behind its colon.
  @inline(__always)
  private mutating func key(
    at start: Int, likely: Int
  ) throws(JSONFault.Kind) -> (column: Int, end: Int) {
    guard text[start] == 0x22 else { throw strings.expected("a key in quotes", start) }
    let string = try strings.string(at: start)
    let column: Int
    if !string.isUnescaped, likely < keys.count, keys.holds(likely, text, string.content) {
      column = likely
    } else {
      column = try otherKey(string)
    }
    let colon = strings.skipBlanks(string.end)
    guard text[colon] == 0x3A else { throw strings.expected("':'", colon) }
    return (column, colon &+ 1)
  }

  private mutating func otherKey(
    _ string: JSONStringScanner.Found
  ) throws(JSONFault.Kind) -> Int {
    if string.content.isEmpty { throw .emptyKey }
    let view = string.isUnescaped ? strings.unescaped.view : text
    let column = Int(keys.code(of: view, string.content))
    if column == lastRow.count {
      guard column < limits.keys else { throw .tooManyKeys }
      lastRow.append(-1)
    }
    return column
  }

  private mutating func name(_ column: Int) -> String {
    String(decoding: keys.bytes[keys.offsets[column]..<keys.offsets[column + 1]], as: UTF8.self)
  }

  /// Reads the value at `start`; the position behind it.
  @inline(__always)
  private mutating func value(
    at start: Int, _ column: Int, _ row: Int
  ) throws(JSONFault.Kind) -> Int {
    let kind = column < kinds.count ? kinds[column] : .skip
    let byte = text[start]
    if byte == 0x22 {
      let string = try strings.string(at: start)
      guard string.content.count <= limits.fieldBytes else { throw .fieldTooLong }
      if kind != .skip, markers != nil,
        isMarker(string.isUnescaped ? strings.unescaped.view : text, string.content)
      {
        setMissing(column, row)
      } else if kind == .text {
        let view = string.isUnescaped ? strings.unescaped.view : text
        set(column, row, level: levels[column].code(of: view, string.content))
      } else if kind != .skip {
        giveUp(column, .text, start)
      }
      return string.end
    }
    if byte &- 0x30 < 10 || byte == 0x2D && text[start &+ 1] != 0x49 {
      return try number(at: start, kind, column, row)
    }
    return try word(at: start, kind, column, row)
  }

  @inline(__always)
  private mutating func number(
    at start: Int, _ kind: FieldKind, _ column: Int, _ row: Int
  ) throws(JSONFault.Kind) -> Int {
    guard let number = DecimalNumber.parse(text, at: start), strings.isJSON(number, start) else {
      throw strings.expected("a number", start)
    }
    guard number.end &- start <= limits.fieldBytes else { throw .fieldTooLong }
    if kind != .skip, markers != nil, isMarker(text, start..<number.end) {
      setMissing(column, row)
      return number.end
    }
    switch kind {
    case .skip: break
    case .numeric:
      if number.losesText {
        giveUp(column, .text, start)
      } else {
        saw(.number, column)
        block.set(column, row, number.value.bitPattern)
      }
    case .boolean: giveUp(column, .number, start)
    case .text: set(column, row, level: levels[column].code(of: text, start..<number.end))
    }
    return number.end
  }

  private mutating func word(
    at start: Int, _ kind: FieldKind, _ column: Int, _ row: Int
  ) throws(JSONFault.Kind) -> Int {
    switch text[start] {
    case 0x6E where strings.holds("null", at: start):
      if kind != .skip { setMissing(column, row) }
      return start + 4
    case 0x74 where strings.holds("true", at: start):
      flag(true, start..<start + 4, kind, column, row)
      return start + 4
    case 0x66 where strings.holds("false", at: start):
      flag(false, start..<start + 5, kind, column, row)
      return start + 5
    case 0x4E where strings.holds("NaN", at: start):
      sawWords = true
      if kind != .skip { setMissing(column, row) }
      return start + 3
    case 0x49 where strings.holds("Infinity", at: start):
      infinity(.infinity, start..<start + 8, kind, column, row)
      return start + 8
    case 0x2D where strings.holds("-Infinity", at: start):
      infinity(-.infinity, start..<start + 9, kind, column, row)
      return start + 9
    case 0x7B, 0x5B: throw .nested(key: name(column))
    default: throw strings.expected("a value", start)
    }
  }

  private mutating func flag(
    _ value: Bool, _ range: Range<Int>, _ kind: FieldKind, _ column: Int, _ row: Int
  ) {
    if kind != .skip, markers != nil, isMarker(text, range) { return setMissing(column, row) }
    switch kind {
    case .skip: break
    case .boolean:
      saw(.boolean, column)
      block.set(column, row, value ? 1 : 0)
    case .numeric: giveUp(column, .boolean, range.lowerBound)
    case .text: set(column, row, level: levels[column].code(of: text, range))
    }
  }

  private mutating func infinity(
    _ value: Double, _ range: Range<Int>, _ kind: FieldKind, _ column: Int, _ row: Int
  ) {
    sawWords = true
    if kind != .skip, markers != nil, isMarker(text, range) { return setMissing(column, row) }
    switch kind {
    case .skip: break
    case .numeric:
      saw(.number, column)
      block.set(column, row, value.bitPattern)
    case .boolean: giveUp(column, .number, range.lowerBound)
    case .text: set(column, row, level: levels[column].code(of: text, range))
    }
  }

  @inline(__always)
  private mutating func set(_ column: Int, _ row: Int, level: Int32) {
    block.set(column, row, UInt64(UInt32(bitPattern: level)))
  }

  private mutating func setMissing(_ column: Int, _ row: Int) {
    switch kinds[column] {
    case .skip: break
    case .numeric: block.set(column, row, Double.nan.bitPattern)
    case .boolean, .text: block.set(column, row, UInt64(bitPattern: -1))
    }
  }

  /// Whether a cell is a marker of the user's; which one is remembered.
  private mutating func isMarker(_ text: TextView, _ range: Range<Int>) -> Bool {
    guard let marker = markers?.index(ofCell: text, range) else { return false }
    metMarkers[marker] = true
    return true
  }

  private mutating func giveUp(_ column: Int, _ kind: SeenKinds, _ start: Int) {
    strays[column] = start
    saw(kind, column)
    kinds[column] = .skip
  }

  @inline(__always)
  private mutating func saw(_ kind: SeenKinds, _ column: Int) {
    if !seen[column].contains(kind) { seen[column].insert(kind) }
  }
}
