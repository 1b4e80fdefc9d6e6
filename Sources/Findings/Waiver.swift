/// The dated, owned acceptance of a known failure.
package struct Waiver: Sendable, Equatable {
  /// Usually a ticket: `RISK-412`.
  package var reason: String
  package var owner: String
  /// The last day it holds, `2027-01-31`.
  package var expires: String
  /// The worst value that it accepts, as the user wrote it; nil for no limit.
  package var downTo: String?

  package init(reason: String, owner: String, expires: String, downTo: String? = nil) {
    self.reason = reason
    self.owner = owner
    self.expires = expires
    self.downTo = downTo
  }
}

extension Waiver {
  /// The days from the day of `run` to the last day that it holds: 0 on that day, negative once it has
  /// expired; nil if either date cannot be read.
  package func daysLeft(at run: Report.Run) -> Int? {
    guard let end = CalendarDate(expires), let today = CalendarDate(startOf: run.start) else {
      return nil
    }
    return end.days(since: today)
  }

  /// `RISK-412, ana@example.com, until 2027-01-31 (66 days left)`
  package func text(at run: Report.Run) -> String {
    "\(reason), \(owner), until \(lastDay(at: run))"
  }

  /// `2027-01-31 (66 days left)`
  package func lastDay(at run: Report.Run) -> String {
    let left =
      switch daysLeft(at: run) {
      case nil: ""
      case .some(-1): " (expired 1 day ago)"
      case let days? where days < 0: " (expired \(-days) days ago)"
      case 0?: " (last day)"
      case 1?: " (1 day left)"
      case let days?: " (\(days) days left)"
      }
    return expires + left
  }
}

extension Finding {
  /// The suite of the findings about waivers themselves.
  package static let waiverSuite = "waivers"

  /// What the waiver that the finding is about names; nil for a finding about a number.
  package var waivedPattern: String? {
    let prefix = Finding.waiverSuite + "/"
    guard suite == Finding.waiverSuite, waiver != nil, id.hasPrefix(prefix),
      measurement.candidate.estimate == nil
    else { return nil }
    return String(id.dropFirst(prefix.count))
  }
}
