import CKernels

/// A decimal number read from text, rounded to the nearest double (ties to even).
///
/// Grammar: an optional sign, digits with an optional point (`1`, `1.5`, `.5`, `5.`), an optional
/// exponent. No hexadecimal, no separators, no words, whatever the locale is.
package struct DecimalNumber: Sendable {
  package let value: Double
  /// The position behind the number.
  package let end: Int
  /// Digits only: no point, no exponent.
  package let isInteger: Bool
  /// An integer whose text says more than the double: an id with leading zeros (`007`), or digits
  /// lost to rounding (above 2^53).
  package let losesText: Bool

  /// The number that begins at `start`, or nil. What follows it is not looked at.
  ///
  /// - Parameter point: The byte in front of a fraction.
  @inline(__always)
  package static func parse(
    _ text: TextView, at start: Int, point: UInt8 = 0x2E
  ) -> DecimalNumber? {
    var position = start
    var byte = text[position]
    let isNegative = byte == 0x2D
    if isNegative || byte == 0x2B {
      position &+= 1
      byte = text[position]
    }
    let firstDigit = position
    var mantissa: UInt64 = 0
    while byte &- 0x30 < 10 {
      mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
      position &+= 1
      byte = text[position]
    }
    var digits = position &- firstDigit
    var exponent = 0
    var isInteger = true
    if byte == point {
      isInteger = false
      let fraction = position &+ 1
      position = fraction
      var word = text.word(at: position)
      while isEightDigits(word) {
        mantissa = mantissa &* 100_000_000 &+ eightDigits(word)
        position &+= 8
        word = text.word(at: position)
      }
      byte = text[position]
      while byte &- 0x30 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        position &+= 1
        byte = text[position]
      }
      exponent = fraction &- position
      digits &-= exponent
    }
    guard digits > 0 else { return nil }
    if byte | 0x20 == 0x65 {
      guard let (power, end) = exponentPart(text, at: position &+ 1) else { return nil }
      isInteger = false
      exponent = exponent &+ power
      position = end
    }
    if digits <= 19 {
      let leadingZero = isInteger && digits > 1 && text[firstDigit] == 0x30
      return finish(
        mantissa, exponent, isNegative, end: position, isInteger: isInteger,
        leadingZero: leadingZero)
    }
    return long(
      text, start..<position, firstDigit: firstDigit, exponent, isInteger: isInteger, point: point)
  }

  @inline(__always)
  private static func finish(
    _ mantissa: UInt64, _ exponent: Int, _ isNegative: Bool, end: Int, isInteger: Bool,
    leadingZero: Bool
  ) -> DecimalNumber {
    // Clinger: both numbers are exact doubles, so one operation rounds once.
    if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      var value = Double(Int64(bitPattern: mantissa))
      if exponent < 0 {
        value /= unsafe tg_powers_of_ten()[0 &- exponent]
      } else if exponent > 0 {
        value *= unsafe tg_powers_of_ten()[exponent]
      }
      return DecimalNumber(
        value: isNegative ? -value : value, end: end, isInteger: isInteger, losesText: leadingZero)
    }
    let value = eiselLemire(mantissa, exponent)
    let exact = !isInteger || UInt64(exactly: value) == mantissa
    return DecimalNumber(
      value: isNegative ? -value : value, end: end, isInteger: isInteger,
      losesText: leadingZero || !exact)
  }

  /// More than 19 digits: leading zeros are dropped and the first 19 others decide, unless the rest
  /// could.
  @inline(never)
  private static func long(
    _ text: TextView, _ range: Range<Int>, firstDigit: Int, _ exponent: Int, isInteger: Bool,
    point: UInt8
  ) -> DecimalNumber {
    let isNegative = text[range.lowerBound] == 0x2D
    var mantissa: UInt64 = 0
    var kept = 0
    var dropped = 0
    var droppedIsZero = true
    for position in firstDigit..<range.upperBound where text[position] != point {
      let digit = text[position] &- 0x30
      if digit > 9 { break }  // the exponent
      if kept == 0, digit == 0 { continue }
      if kept < 19 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        kept += 1
      } else {
        dropped += 1
        if digit != 0 { droppedIsZero = false }
      }
    }
    let leadingZero = isInteger && text[firstDigit] == 0x30
    let low = eiselLemire(mantissa, exponent &+ dropped)
    let value: Double
    if droppedIsZero || low == eiselLemire(mantissa &+ 1, exponent &+ dropped) {
      value = low
    } else {
      // The standard library reads in the C locale whatever the process has set.
      let digits = text.bytes(firstDigit..<range.upperBound).map { $0 == point ? 0x2E : $0 }
      value = Double(String(decoding: digits, as: UTF8.self)) ?? low
    }
    return DecimalNumber(
      value: isNegative ? -value : value, end: range.upperBound, isInteger: isInteger,
      losesText: leadingZero || isInteger && kept > 0)
  }

  /// The exponent written at `start` and the position behind it; huge ones are cut where they no
  /// longer change the value.
  private static func exponentPart(_ text: TextView, at start: Int) -> (Int, Int)? {
    var position = start
    let isNegative = text[position] == 0x2D
    if isNegative || text[position] == 0x2B { position += 1 }
    var power = 0
    let first = position
    while text[position] &- 0x30 < 10 {
      if power < 100_000_000 { power = power * 10 + Int(text[position] &- 0x30) }
      position += 1
    }
    return position == first ? nil : (isNegative ? -power : power, position)
  }

  @inline(__always)
  private static func isEightDigits(_ word: UInt64) -> Bool {
    (word & 0xF0F0_F0F0_F0F0_F0F0)
      | (((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4)
      == 0x3333_3333_3333_3333
  }

  /// The value of eight ASCII digits, the first one lowest in memory.
  @inline(__always)
  private static func eightDigits(_ word: UInt64) -> UInt64 {
    var value = word &- 0x3030_3030_3030_3030
    value = value &* 10 &+ (value >> 8)
    let low = (value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((value >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ high) >> 32
  }
}
