/// What the text of one field says.
package enum FieldValue: Equatable, Sendable {
  case missing
  case number(Double)
  case boolean(Bool)
  /// Anything else, and numbers that would lose part of their text (`007`, 9007199254740993).
  case text

  /// Reads `range` of `text`. Spaces around a number do not count, as in pandas.
  package init(_ text: TextView, _ range: Range<Int>, _ grammar: FieldGrammar) {
    if grammar.isMissing(text, range) {
      self = .missing
      return
    }
    let content = FieldValue.trimmed(text, range)
    if !content.isEmpty, let number = DecimalNumber.parse(text, at: content.lowerBound),
      number.end == content.upperBound
    {
      self = number.losesText ? .text : .number(number.value)
    } else if let value = FieldValue.infinity(text, content) {
      self = .number(value)
    } else if let value = FieldValue.boolean(text, range) {
      self = .boolean(value)
    } else {
      self = .text
    }
  }

  private static func trimmed(_ text: TextView, _ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, text[low] == 0x20 { low += 1 }
    while high > low, text[high - 1] == 0x20 { high -= 1 }
    return low..<high
  }

  /// `inf` and `infinity` in any case, with an optional sign: what writers print for infinite
  /// numbers.
  private static func infinity(_ text: TextView, _ range: Range<Int>) -> Double? {
    guard (3...9).contains(range.count) else { return nil }
    let sign = text[range.lowerBound]
    let start = sign == 0x2B || sign == 0x2D ? range.lowerBound + 1 : range.lowerBound
    guard text[start] | 0x20 == 0x69 else { return nil }
    let word = text.bytes(start..<range.upperBound).map { $0 | 0x20 }
    guard word == Array("inf".utf8) || word == Array("infinity".utf8) else { return nil }
    return sign == 0x2D ? -.infinity : .infinity
  }

  /// `True`, `true`, `TRUE` and `False`, `false`, `FALSE`, as little-endian words.
  private static func boolean(_ text: TextView, _ range: Range<Int>) -> Bool? {
    guard range.count == 4 || range.count == 5 else { return nil }
    switch text.word(range) {
    case 0x6575_7254, 0x6575_7274, 0x4555_5254: return true
    case 0x65_736C_6146, 0x65_736C_6166, 0x45_534C_4146: return false
    default: return nil
    }
  }
}
