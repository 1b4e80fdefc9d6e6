/// A day of the Gregorian calendar, without a time zone.
package struct CalendarDate: Sendable, Equatable, Comparable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  /// The day that `text` begins with, as ISO 8601 writes it: `2027-01-31`, or a time on that day.
  ///
  /// - Returns: nil if the text begins otherwise or there is no such day.
  package init?(startOf text: some StringProtocol) {
    let characters = Array(text.utf8.prefix(11))
    guard characters.count >= 10, characters[4] == UInt8(ascii: "-"),
      characters[7] == UInt8(ascii: "-"),
      characters.count == 10 || characters[10] == UInt8(ascii: "T")
    else { return nil }
    func number(_ digits: ArraySlice<UInt8>) -> Int? {
      digits.allSatisfy { (0x30...0x39).contains($0) }
        ? digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
    }
    guard let year = number(characters[0..<4]), let month = number(characters[5..<7]),
      let day = number(characters[8..<10]), (1...12).contains(month),
      (1...CalendarDate.days(in: month, of: year)).contains(day)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that `text` is, and nothing else: `2027-01-31`.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 10 else { return nil }
    self.init(startOf: text)
  }

  /// The days from `other` to this day; negative if it is earlier.
  package func days(since other: CalendarDate) -> Int { number - other.number }

  /// Days since 0000-03-01 (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private var number: Int {
    let (shiftedYear, shiftedMonth) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    let leapDays =
      (shiftedYear - mod(shiftedYear, 4)) / 4 - (shiftedYear - mod(shiftedYear, 100)) / 100
      + (shiftedYear - mod(shiftedYear, 400)) / 400
    return shiftedYear * 365 + leapDays + (153 * shiftedMonth + 2) / 5 + day - 1
  }

  private func mod(_ value: Int, _ divisor: Int) -> Int {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.number < right.number
  }

  package var description: String {
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
