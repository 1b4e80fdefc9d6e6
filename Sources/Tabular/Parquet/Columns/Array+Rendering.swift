import Kernels

extension Array<UInt8> {
  /// `2024-01-31`.
  ///
  /// - Precondition: `days` is no further from 1970 than a 64-bit count of milliseconds reaches.
  mutating func appendDate(days: Int64) {
    let (year, month, day) = Calendar.date(days: days)
    if year < 0 { append(0x2D) }
    appendDigits(Int64(year.magnitude), atLeast: 4)
    append(0x2D)
    appendDigits(month, atLeast: 2)
    append(0x2D)
    appendDigits(day, atLeast: 2)
  }

  /// `12:00:00`, with six digits of a fraction where there is one, or nine where six do not do.
  ///
  /// - Precondition: `value` is within a day.
  mutating func appendTime(_ value: Int64, _ unit: LogicalType.TimeUnit) {
    let (seconds, rest) = value.quotientAndRemainder(dividingBy: unit.perSecond)
    appendTime(seconds: seconds, nanoseconds: rest * (1_000_000_000 / unit.perSecond))
  }

  /// `2024-01-31 12:00:00`, a fraction as in a time, and `+00:00` if it is in UTC: as pandas writes it.
  mutating func appendTimestamp(_ value: Int64, _ unit: LogicalType.TimeUnit, isUTC: Bool) {
    let (seconds, rest) = Calendar.divide(value, unit.perSecond)
    let (days, second) = Calendar.divide(seconds, 86_400)
    appendDate(days: days)
    append(0x20)
    appendTime(seconds: second, nanoseconds: rest * (1_000_000_000 / unit.perSecond))
    if isUTC { append(contentsOf: "+00:00".utf8) }
  }

  /// The timestamp that old writers store in 96 bits. Julian day 2,440,588 is 1970-01-01.
  mutating func appendTimestamp(julianDay: Int64, nanoseconds: Int64) {
    let (seconds, rest) = Calendar.divide(nanoseconds, 1_000_000_000)
    let (days, second) = Calendar.divide(seconds, 86_400)
    appendDate(days: julianDay - 2_440_588 + days)
    append(0x20)
    appendTime(seconds: second, nanoseconds: rest)
  }

  /// `0aff`.
  mutating func appendHexadecimal(_ text: TextView, _ range: Range<Int>) {
    for position in range {
      append(Self.digit(text[position] >> 4))
      append(Self.digit(text[position] & 0x0F))
    }
  }

  /// `01234567-89ab-cdef-0123-456789abcdef`.
  mutating func appendUUID(_ text: TextView, _ range: Range<Int>) {
    for (index, position) in range.enumerated() {
      if [4, 6, 8, 10].contains(index) { append(0x2D) }
      appendHexadecimal(text, position..<position + 1)
    }
  }

  private mutating func appendTime(seconds: Int64, nanoseconds: Int64) {
    appendDigits(seconds / 3600, atLeast: 2)
    append(0x3A)
    appendDigits(seconds / 60 % 60, atLeast: 2)
    append(0x3A)
    appendDigits(seconds % 60, atLeast: 2)
    guard nanoseconds > 0 else { return }
    append(0x2E)
    if nanoseconds % 1000 == 0 {
      appendDigits(nanoseconds / 1000, atLeast: 6)
    } else {
      appendDigits(nanoseconds, atLeast: 9)
    }
  }

  private mutating func appendDigits(_ number: Int64, atLeast width: Int) {
    var divisor: Int64 = 1
    var digits = 1
    while number / divisor > 9 || digits < width {
      divisor *= 10
      digits += 1
    }
    while divisor > 0 {
      append(0x30 + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
