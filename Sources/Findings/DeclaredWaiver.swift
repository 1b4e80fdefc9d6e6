/// A waiver as the configuration declares it, whatever it names.
package struct DeclaredWaiver: Sendable, Equatable {
  /// The worst that a waiver accepts, on the point estimates.
  package enum Limit: Sendable, Equatable {
    /// The candidate's value.
    case value(Bound)
    /// The change to the baseline, in the metric's own sign.
    case change(Bound)
  }

  /// A finding's id, where `*` stands for any text.
  package var pattern: String
  package var waiver: Waiver
  package var expires: CalendarDate
  package var limit: Limit?
  /// Nil for a run without a configuration file.
  package var location: SourceLocation?

  package init(
    pattern: String, waiver: Waiver, expires: CalendarDate, limit: Limit? = nil,
    location: SourceLocation? = nil
  ) {
    self.pattern = pattern
    self.waiver = waiver
    self.expires = expires
    self.limit = limit
    self.location = location
  }
}
