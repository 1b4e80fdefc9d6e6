import Findings

/// `junit-strict.xml`: the cases of `junit.xml` for readers that refuse what their schema does not know.
enum StrictJUnitReporter: Reporter {
  static let id = "junit-strict"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    [ReportFile(name: "junit-strict.xml", text: try JUnitReporter.text(report, profile: .strict))]
  }
}
