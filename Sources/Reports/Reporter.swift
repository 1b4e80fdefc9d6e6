package import Findings

/// A format: from a finished report to the text of files, with no clock, no environment and no file.
package protocol Reporter: Sendable {
  /// The name in `reports.formats` and on the command line.
  static var id: String { get }

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]

  /// The same where the page is written too, for formats that point to it.
  ///
  /// - Parameter page: The path of `index.html`, as the working directory sees it.
  static func files(
    for report: Report, templates: TemplateLibrary, page: String
  ) throws(ReportError) -> [ReportFile]
}

extension Reporter {
  package static func files(
    for report: Report, templates: TemplateLibrary, page: String
  ) throws(ReportError) -> [ReportFile] {
    try files(for: report, templates: templates)
  }
}

/// A file to write into the report folder.
package struct ReportFile: Sendable, Equatable {
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
