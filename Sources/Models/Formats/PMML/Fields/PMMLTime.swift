/// Dates and times of the ISO form, as counts of days and seconds.
enum PMMLTime {
  /// Days from 1970-01-01 to the first day of `year`.
  static func firstDay(of year: Int) -> Int { days(year, 1, 1) }

  /// A text as the number that a field of `type` holds: days since 1970 for a date, seconds of the
  /// day for a time, seconds since 1970 for both, and counts since the year that the type names.
  static func parse(_ text: String, as type: PMMLFieldType.DataType) -> Double? {
    let word = text.trimmingBlanks
    func day(since year: Int) -> Double? {
      date(word.prefix(10)).map { Double($0 - (year == 0 ? firstDay(of: 0) : firstDay(of: year))) }
    }
    func second(since year: Int) -> Double? {
      guard let day = day(since: year), let seconds = time(word.dropFirst(11)) else { return nil }
      return day * 86_400 + seconds
    }
    return switch type {
    case .date, .dateDaysSince1970: day(since: 1970)
    case .dateDaysSince0: day(since: 0)
    case .dateDaysSince1960: day(since: 1960)
    case .dateDaysSince1980: day(since: 1980)
    case .time, .timeSeconds: time(word[...])
    case .dateTime, .dateTimeSecondsSince1970: second(since: 1970)
    case .dateTimeSecondsSince0: second(since: 0)
    case .dateTimeSecondsSince1960: second(since: 1960)
    case .dateTimeSecondsSince1980: second(since: 1980)
    case .string, .integer, .float, .double, .boolean: nil
    }
  }

  /// `YYYY-MM-DD` as days since 1970-01-01.
  private static func date(_ text: Substring) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return days(year, month, day)
  }

  /// `hh:mm:ss` as seconds.
  private static func time(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hours = Int(parts[0]), let minutes = Int(parts[1]),
      let seconds = Double(parts[2]), (0...24).contains(hours), (0...59).contains(minutes),
      seconds >= 0, seconds < 61
    else { return nil }
    return Double(hours * 3600 + minutes * 60) + seconds
  }

  /// Days of the proleptic Gregorian calendar since 1970-01-01.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    // Years that begin in March have their odd day at the end.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
