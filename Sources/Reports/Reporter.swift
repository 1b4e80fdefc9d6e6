package import Findings

/// A format: from a finished report to the text of files, with no clock, no environment and no file.
package protocol Reporter: Sendable {
  /// The name in `reports.formats` and on the command line.
  static var id: String { get }

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
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
