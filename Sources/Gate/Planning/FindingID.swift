/// The stable name of a finding: `suite/check`, then `.feature`, then `[group]`, then `[slice]`.
///
/// What is said of all groups of an attribute has the attribute for its group: `[by sex]`.
enum FindingID {
  static func text(
    _ entry: EntryConfiguration, feature: String? = nil, group: String? = nil,
    slice: String? = nil
  ) -> String {
    entry.id + (feature.map { ".\($0)" } ?? "") + (group.map { "[\($0)]" } ?? "")
      + (slice.map { "[\($0)]" } ?? "")
  }
}
