/// The stable name of a finding: `suite/check`, then `.feature`, then `[slice]`.
enum FindingID {
  static func text(
    _ entry: EntryConfiguration, feature: String? = nil, slice: String? = nil
  ) -> String {
    entry.id + (feature.map { ".\($0)" } ?? "") + (slice.map { "[\($0)]" } ?? "")
  }
}
