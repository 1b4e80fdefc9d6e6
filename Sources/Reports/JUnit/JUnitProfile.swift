/// How much of the dialect a file uses.
enum JUnitProfile {
  /// All that Jenkins, GitLab and the GitHub actions show.
  case full
  /// Only what readers accept that validate first, such as Jenkins' xUnit plugin: no place and no
  /// properties in a case. The place stands in the text of a result.
  case strict

  /// The attributes of the root that the profile knows.
  func rootTotals(
    _ totals: [(name: String, value: String)]
  ) -> [(name: String, value: String)] {
    switch self {
    case .full: totals
    case .strict: totals.filter { $0.name != "skipped" && $0.name != "timestamp" }
    }
  }
}
