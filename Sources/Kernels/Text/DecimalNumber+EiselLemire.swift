import CKernels

extension DecimalNumber {
  /// `mantissa × 10^exponent`, rounded to nearest, ties to even.
  ///
  /// D. Lemire, "Number parsing at a gigabyte per second" (2021); that 128 bits of 5^q decide every
  /// case is proved in N. Mushtak and D. Lemire, "Fast number parsing without fallback" (2023).
  static func eiselLemire(_ mantissa: UInt64, _ exponent: Int) -> Double {
    if mantissa == 0 || exponent < -342 { return 0 }
    if exponent > 308 { return .infinity }
    let zeros = mantissa.leadingZeroBitCount
    let (high, low) = product(mantissa << UInt64(zeros), exponent)
    let upper = Int(high >> 63)
    let shift = UInt64(upper + 64 - 52 - 3)
    var bits = high >> shift
    // floor(log2(10^q)) by a multiplication, valid in the range of the table.
    var power = ((217_706 * exponent) >> 16) + 63 + upper - zeros + 1023
    if power <= 0 {
      // Subnormal: the last bits fall off before rounding.
      if 1 - power >= 64 { return 0 }
      bits >>= UInt64(1 - power)
      bits = (bits &+ (bits & 1)) >> 1
      return Double(bitPattern: bits)
    }
    // Exactly half way happens only for small powers of five; then the even neighbour is right.
    if low <= 1, exponent >= -4, exponent <= 23, bits & 3 == 1, bits << shift == high {
      bits &= ~1
    }
    bits = (bits &+ (bits & 1)) >> 1
    if bits >= 2 << 52 {
      bits = 1 << 52
      power += 1
    }
    if power >= 0x7FF { return .infinity }
    return Double(bitPattern: bits & ~(1 << 52) | UInt64(power) << 52)
  }

  /// The upper 128 bits of `mantissa × 5^exponent`, with the second word of the power only where it
  /// can matter.
  private static func product(_ mantissa: UInt64, _ exponent: Int) -> (high: UInt64, low: UInt64) {
    let table = unsafe tg_powers_of_five()
    let index = 2 * (exponent + 342)
    var (high, low) = unsafe mantissa.multipliedFullWidth(by: table[index])
    if high & 0x1FF == 0x1FF {
      let second = unsafe mantissa.multipliedFullWidth(by: table[index + 1]).high
      let (sum, overflow) = low.addingReportingOverflow(second)
      low = sum
      if overflow { high &+= 1 }
    }
    return (high, low)
  }
}
