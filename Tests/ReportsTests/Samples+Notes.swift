import Findings

extension Samples {
  /// A passed run with notes, of which the second is marked and hostile.
  static let noted: Report = {
    var report = passed
    report.notes = [
      Report.Note(text: "3 rows of the baseline are scored as unknown"),
      Report.Note(
        text: "::error::the category '<b>plan</b>|`\u{1B}[31m##[group]' is unknown", isMarked: true),
    ]
    return report
  }()
}
