import Kernels

/// The distinct texts of a document, read as texts or as numbers.
struct PMMLTexts {
  /// One behind the other; text `i` is `bytes[offsets[i] ..< offsets[i + 1]]`.
  private let bytes: [UInt8]
  private let offsets: [Int]

  init(_ table: LevelTable) {
    bytes = table.bytes
    offsets = table.offsets
  }

  subscript(_ index: Int) -> String { string(range(index)) }

  private func range(_ index: Int) -> Range<Int> { offsets[index]..<offsets[index + 1] }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The text as a number; nil if it is none.
  func number(_ index: Int) -> Double? {
    let range = range(index)
    let span = bytes.span
    var position = range.lowerBound
    if let decimal = DecimalText(span, at: &position), position == range.upperBound {
      return decimal.double(of: span)
    }
    return PMMLNumber.parse(string(range))
  }

  /// The numbers in a text that blanks separate; nil if a word is none.
  func numbers(_ index: Int) -> [Double]? {
    let span = bytes.span
    let end = range(index).upperBound
    var position = range(index).lowerBound
    var numbers: [Double] = []
    while true {
      while position < end, span[position] <= 0x20 { position += 1 }
      guard position < end else { return numbers }
      let start = position
      if let decimal = DecimalText(span, at: &position),
        position == end || position < end && span[position] <= 0x20
      {
        numbers.append(decimal.double(of: span))
        continue
      }
      position = start
      while position < end, span[position] > 0x20 { position += 1 }
      guard let number = PMMLNumber.parse(string(start..<position)) else { return nil }
      numbers.append(number)
    }
  }
}
