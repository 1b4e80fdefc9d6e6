/// A decimal number as scanned: sign, digits and exponent, for exact conversion.
struct DecimalText: Sendable {
  private var mantissa: UInt64 = 0
  private var exponent = 0
  private var isNegative = false
  /// Whether ``mantissa`` holds every digit.
  private var isExact = true
  /// Whether the text has neither fraction nor exponent.
  private(set) var isInteger = true
  private let start: Int
  private var end: Int

  /// Scans the JSON number at `position` and moves behind it; nil where none stands.
  ///
  /// Signs `+` are legal before the exponent's digits only; leading zeros are tolerated.
  @inline(__always)
  init?(_ text: Span<UInt8>, at position: inout Int) {
    var index = position
    start = position
    end = position
    if index < text.count, text[index] == UInt8(ascii: "-") {
      isNegative = true
      index += 1
    }
    var digits = 0
    scanDigits(text, &index, &digits, shift: 0)
    guard digits > 0 else { return nil }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      isInteger = false
      index += 1
      let before = digits
      scanDigits(text, &index, &digits, shift: -1)
      guard digits > before else { return nil }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      index += 1
      guard scanExponent(text, &index) else { return nil }
    }
    end = index
    position = index
  }

  @inline(__always)
  private mutating func scanDigits(
    _ text: Span<UInt8>, _ index: inout Int, _ digits: inout Int, shift: Int
  ) {
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return }
      if mantissa < 1_000_000_000_000_000_000 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        exponent &+= shift
      } else {
        isExact = false
      }
      digits &+= 1
      index &+= 1
    }
  }

  @inline(__always)
  private mutating func scanExponent(_ text: Span<UInt8>, _ index: inout Int) -> Bool {
    var sign = 1
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      sign = text[index] == UInt8(ascii: "-") ? -1 : 1
      index += 1
    }
    var value = 0
    let first = index
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      if value < 100_000 { value = value &* 10 &+ Int(digit) }
      index &+= 1
    }
    exponent &+= sign &* value
    return index > first
  }

  /// The integer, if the text is one that fits.
  @inline(__always)
  var integer: Int? {
    guard isInteger, isExact, mantissa <= UInt64(Int.max) else { return nil }
    return isNegative ? -Int(mantissa) : Int(mantissa)
  }

  /// The nearest Double.
  @inline(__always)
  func double(of text: Span<UInt8>) -> Double {
    // Both operands are exact, so the one rounding of * or / gives the nearest (Clinger 1990).
    if isExact, mantissa < 1 << 53, exponent >= -22, exponent <= 22 {
      let value = Double(mantissa)
      let scaled =
        exponent < 0
        ? value / DecimalText.powers[-exponent] : value * DecimalText.powers[exponent]
      return isNegative ? -scaled : scaled
    }
    if isExact, exponent < 0, exponent >= -19 { return quotient }
    return Double(string(of: text)) ?? .nan
  }

  /// `mantissa / 10^-exponent`, rounded once: the quotient to 63 bits or more, its lowest bit set
  /// where a remainder is left, so that the rounding to a Double sees what was cut.
  private var quotient: Double {
    guard mantissa > 0 else { return isNegative ? -0.0 : 0 }
    let power = DecimalText.wholePowers[-exponent]
    let (shift, powerShift) = (mantissa.leadingZeroBitCount, power.leadingZeroBitCount)
    let (dividend, divisor) = (mantissa << shift, power << powerShift)
    let isLarge = dividend >= divisor
    let division = divisor.dividingFullWidth(
      isLarge ? (dividend >> 1, dividend << 63) : (dividend, 0))
    let bits = division.quotient | (division.remainder == 0 ? 0 : 1)
    let scale = powerShift - shift - (isLarge ? 63 : 64)
    return Double(
      sign: isNegative ? .minus : .plus, exponent: scale, significand: Double(bits))
  }

  /// The nearest Float: not always the Float nearest to the nearest Double.
  @inline(__always)
  func float(of text: Span<UInt8>) -> Float {
    let wide = double(of: text)
    // Rounding twice errs only where the Double lies halfway between two Floats; subnormal Floats
    // have their halves elsewhere.
    let isHalfway = wide.bitPattern & 0x1FFF_FFFF == 0x1000_0000
    if isHalfway || (wide.magnitude < 1.2e-38 && wide != 0) || !isExact {
      return Float(string(of: text)) ?? .nan
    }
    return Float(wide)
  }

  private func string(of text: Span<UInt8>) -> String {
    var characters = String()
    for index in start..<end { characters.unicodeScalars.append(Unicode.Scalar(text[index])) }
    return characters
  }

  /// 10^0 … 10^19, all that 64 bits hold.
  private static let wholePowers: [UInt64] = (0...19).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// The powers of ten that a Double holds exactly.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
