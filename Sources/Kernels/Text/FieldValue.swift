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
    if let number = FieldValue.number(text, range, point: grammar.point) {
      self = grammar.chosenMarkers?.index(of: number) == nil ? .number(number) : .missing
    } else if let value = FieldValue.boolean(text, range) {
      self = .boolean(value)
    } else {
      self = .text
    }
  }

  /// The number that `range` of `text` says without losing any of it; spaces around it do not count.
  ///
  /// - Parameter padded: Whether zeros in front of a whole number say nothing: `01` is 1.
  package static func number(
    _ text: TextView, _ range: Range<Int>, point: UInt8, padded: Bool = false
  ) -> Double? {
    let content = trimmed(text, range)
    // Where commas part fields, too, the one behind a field is no point of its number.
    let point = text[content.upperBound] == point ? 0 : point
    guard !content.isEmpty,
      let number = DecimalNumber.parse(text, at: content.lowerBound, point: point),
      number.end == content.upperBound
    else { return infinity(text, content) }
    // Below 2^53 whole numbers are exact, so that only zeros can be what is lost.
    let losesZeros = padded && number.value.magnitude < 9_007_199_254_740_992
    return number.losesText && !losesZeros ? nil : number.value
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
