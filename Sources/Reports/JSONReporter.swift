import Findings

/// `report.json`, the source of every other format.
enum JSONReporter: Reporter {
  static let id = "json"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    [ReportFile(name: "report.json", text: JSONText.document(report.json))]
  }
}
