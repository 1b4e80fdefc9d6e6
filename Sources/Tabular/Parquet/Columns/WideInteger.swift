import Kernels

/// An integer of any width, in two's complement with the highest byte first.
struct WideInteger {
  private let isNegative: Bool
  /// The magnitude in decimal digits, highest first, without leading zeros; `0` has one digit.
  private let digits: [UInt8]

  /// The format's decimals have at most 76 digits in practice; this holds 150.
  private static let widest = 64

  init(_ text: TextView, _ range: Range<Int>) throws(ParquetFlaw) {
    guard !range.isEmpty, range.count <= WideInteger.widest else {
      throw ParquetFlaw("a decimal has \(range.count) bytes, which is not read")
    }
    var magnitude = text.bytes(range)
    isNegative = magnitude[0] & 0x80 != 0
    if isNegative {
      // Two's complement: invert and add one.
      var carry: UInt8 = 1
      for index in magnitude.indices.reversed() {
        let (sum, overflow) = (~magnitude[index]).addingReportingOverflow(carry)
        magnitude[index] = sum
        carry = overflow ? 1 : 0
      }
    }
    digits = WideInteger.digits(of: magnitude)
  }

  /// The integer as text.
  var text: [UInt8] { (isNegative ? [0x2D] : []) + digits }

  /// The double nearest to the integer divided by 10^`scale`.
  func decimal(scale: Int) throws(ParquetFlaw) -> DecimalNumber {
    var written = text
    if scale > 0 { written += "e-\(scale)".utf8 }
    guard let number = DecimalNumber.parse(TextBuffer(written).view, at: 0) else {
      throw ParquetFlaw("a decimal cannot be read")
    }
    return number
  }

  /// Long division by 10^9, in words of 32 bits.
  private static func digits(of magnitude: [UInt8]) -> [UInt8] {
    var words = [UInt32](repeating: 0, count: (magnitude.count + 3) / 4)
    for (index, byte) in magnitude.reversed().enumerated() {
      words[words.count - 1 - index / 4] |= UInt32(byte) << UInt32(index % 4 * 8)
    }
    var digits: [UInt8] = []
    while words.contains(where: { $0 != 0 }) {
      var remainder: UInt64 = 0
      for index in words.indices {
        let part = remainder << 32 | UInt64(words[index])
        words[index] = UInt32(part / 1_000_000_000)
        remainder = part % 1_000_000_000
      }
      for _ in 0..<9 {
        digits.append(0x30 + UInt8(remainder % 10))
        remainder /= 10
      }
    }
    while digits.last == 0x30 { digits.removeLast() }
    return digits.isEmpty ? [0x30] : digits.reversed()
  }
}
