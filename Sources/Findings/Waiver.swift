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
