import Findings

extension Report {
  /// The verdict as a heading, with a word about what it is of.
  var heading: String { isPartial ? verdict.title + ", partial run" : verdict.title }

  /// What alone was run, on one line; nil for a run of everything.
  var partialText: String? { isPartial ? VisibleText.line(onlyText, limit: 1_000) : nil }
}
