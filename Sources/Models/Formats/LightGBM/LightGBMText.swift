/// The lines of a LightGBM model file, read one after another.
struct LightGBMLines {
  let bytes: [UInt8]
  private var position = 0
  /// The number of the line read last, from 1.
  private(set) var line = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next line without its end; nil at the end of the file.
  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let bytes = bytes
    let text = bytes.span
    let start = position
    var end = position
    while end < text.count, text[end] != 0x0A { end += 1 }
    position = end + 1
    line += 1
    if end > start, text[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  func starts(_ range: Range<Int>, with text: StaticString) -> Bool {
    bytes[range].starts(with: "\(text)".utf8)
  }

  func text(_ range: Range<Int>) throws(ModelError) -> String {
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw .malformed(place: "line \(line)", problem: "is not valid UTF-8")
    }
    return text
  }

  func malformed(_ problem: String) -> ModelError {
    .malformed(place: "line \(line)", problem: problem)
  }
}

/// The `key=value` lines of the header or of one tree.
struct LightGBMSection {
  private struct Field {
    let line: Int
    let value: Range<Int>
  }

  private let bytes: [UInt8]
  /// The line that the section begins on.
  let line: Int
  private var fields: [String: Field] = [:]

  init(of lines: LightGBMLines) {
    bytes = lines.bytes
    line = lines.line
  }

  /// Takes the line just read; the key ends at the first `=`. A line without one has no value.
  mutating func add(_ range: Range<Int>, of lines: LightGBMLines) throws(ModelError) {
    let end = bytes[range].firstIndex(of: UInt8(ascii: "=")) ?? range.upperBound
    let key = try lines.text(range.lowerBound..<end)
    let value = min(end + 1, range.upperBound)..<range.upperBound
    guard fields.updateValue(Field(line: lines.line, value: value), forKey: key) == nil else {
      throw lines.malformed("'\(key)' appears twice in its section")
    }
  }

  /// The size of the file: no count in it can be larger.
  var byteCount: Int { bytes.count }

  func has(_ key: String) -> Bool { fields[key] != nil }

  func malformed(_ key: String, _ problem: String) -> ModelError {
    .malformed(place: "line \(fields[key]?.line ?? line), '\(key)'", problem: problem)
  }

  /// The value as text; nil if the key is absent.
  func text(_ key: String) throws(ModelError) -> String? {
    guard let field = fields[key] else { return nil }
    guard let text = String(validating: bytes[field.value], as: UTF8.self) else {
      throw malformed(key, "is not valid UTF-8")
    }
    return text
  }

  /// A whole number of at least `least`.
  func count(_ key: String, least: Int) throws(ModelError) -> Int? {
    guard let text = try text(key) else { return nil }
    guard let number = Int(text), number >= least else {
      throw malformed(key, "is '\(text)'; a whole number of at least \(least) is expected")
    }
    return number
  }

  /// Exactly `count` whole numbers between blanks.
  func integers(_ key: String, count: Int) throws(ModelError) -> [Int] {
    try numbers(key, count: count) { number, _ in number.integer }
  }

  /// Exactly `count` numbers between blanks, each the nearest Double.
  ///
  /// LightGBM writes `inf` for a threshold that only separates missing from present values.
  func doubles(_ key: String, count: Int) throws(ModelError) -> [Double] {
    try numbers(key, count: count, words: ["inf": .infinity, "-inf": -.infinity, "nan": .nan]) {
      $0.double(of: $1)
    }
  }

  /// Whether the field `position ..< end` begins with `word` as a whole element.
  private func starts(_ text: Span<UInt8>, _ position: Int, _ end: Int, with word: String) -> Bool {
    var index = position
    for byte in word.utf8 {
      guard index < end, text[index] == byte else { return false }
      index += 1
    }
    return index == end || text[index] == 0x20 || text[index] == 0x09
  }

  private func numbers<Number>(
    _ key: String, count: Int, words: [String: Number] = [:],
    _ convert: (DecimalText, Span<UInt8>) -> Number?
  ) throws(ModelError) -> [Number] {
    guard let field = fields[key] else {
      if count == 0 { return [] }
      throw .malformed(place: "the tree at line \(line)", problem: "'\(key)' is missing")
    }
    let text = bytes.span
    let end = field.value.upperBound
    var position = field.value.lowerBound
    var numbers: [Number] = []
    while true {
      while position < end, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
      guard position < end else { break }
      if let (word, value) = words.first(where: { starts(text, position, end, with: $0.key) }) {
        numbers.append(value)
        position += word.utf8.count
        continue
      }
      guard let scanned = DecimalText(text, at: &position), let number = convert(scanned, text),
        position <= end, position == end || text[position] == 0x20 || text[position] == 0x09
      else { throw malformed(key, "element \(numbers.count) is not a number of the right type") }
      numbers.append(number)
    }
    guard numbers.count == count else {
      throw malformed(key, "holds \(numbers.count) numbers; \(count) are expected")
    }
    return numbers
  }
}
