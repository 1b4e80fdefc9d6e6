import Kernels

/// An integer of 128 bits as polars stores it: little-endian, in two's complement if it has a sign.
struct Integer128 {
  private let value: UInt128
  private let isNegative: Bool

  init(_ text: TextView, _ range: Range<Int>, isSigned: Bool) throws(ParquetFlaw) {
    guard range.count == 16 else { throw ParquetFlaw("an integer has \(range.count) bytes for 16") }
    let bits =
      UInt128(text.word(at: range.lowerBound + 8)) << 64
      | UInt128(text.word(at: range.lowerBound))
    isNegative = isSigned && bits >> 127 == 1
    value = isNegative ? ~bits &+ 1 : bits
  }

  /// The integer as a double; nil if that is another number.
  var exact: Double? {
    let number = Double(value)
    // Rounding up may leave the range.
    guard number < 3.402823669209385e38, UInt128(number) == value else { return nil }
    return isNegative ? -number : number
  }

  var text: String { (isNegative ? "-" : "") + String(value) }
}
