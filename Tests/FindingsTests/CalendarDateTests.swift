import Findings
import Testing

struct CalendarDateTests {
  @Test(arguments: ["2027-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
  func `a day reads and writes itself`(text: String) {
    #expect(CalendarDate(text)?.description == text)
  }

  @Test(arguments: [
    "", "2027-1-31", "2027-13-01", "2027-00-10", "2027-02-29", "1900-02-29", "2027-04-31",
    "2027-01-32", "2027-01-00", "31-01-2027", "2027/01/31", "2027-01-3x", "2027-01-31 ",
    "+027-01-31",
    "2027-01-31T00:00:00Z",
  ])
  func `what is no day is refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func `a time is on its day`() {
    #expect(CalendarDate(startOf: "2026-11-26T10:03:00Z") == CalendarDate("2026-11-26"))
    #expect(CalendarDate(startOf: "2026-11-260") == nil)
  }

  /// Counts through six centuries, month by month, against the lengths of months.
  @Test func `days between dates are counted over leap years`() throws {
    var previous = try #require(CalendarDate("1599-12-01"))
    var total = 0
    for year in 1600..<2200 {
      for month in 1...12 {
        let text = "\(year)-\(month < 10 ? "0" : "")\(month)-01"
        let date = try #require(CalendarDate(text))
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let before = [31, 31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30][month - 1]
        #expect(date.days(since: previous) == before)
        #expect(previous < date)
        total += before
        previous = date
      }
    }
    let first = try #require(CalendarDate("1599-12-01"))
    #expect(previous.days(since: first) == total)
  }

  @Test(arguments: [
    ("2026-10-26", " (expired 31 days ago)"), ("2026-11-25", " (expired 1 day ago)"),
    ("2026-11-26", " (last day)"), ("2026-11-27", " (1 day left)"),
    ("2027-01-31", " (66 days left)"), ("soon", ""),
  ])
  func `a waiver says how long it holds`(expires: String, left: String) {
    let waiver = Waiver(reason: "RISK-412", owner: "ana@example.com", expires: expires)
    let run = Report.Run(start: "2026-11-26T10:03:00Z", seconds: 1, host: "h")
    #expect(waiver.text(at: run) == "RISK-412, ana@example.com, until \(expires)\(left)")
  }
}
