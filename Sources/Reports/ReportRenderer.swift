package import Findings

/// Renders any format of a report.
package struct ReportRenderer: Sendable {
  /// The scalars of one text that a view of the report shows; only the JSON, the report itself, has all.
  private static let limit = 4_000

  private let templates: TemplateLibrary

  /// Renders with the built-in templates, each replaced by the file of the same name in the given
  /// folder where there is one.
  ///
  /// - Throws: ``ReportError/template(file:line:column:problem:)`` for a template that does not
  ///   parse or uses a name that its format does not know.
  package init(templates directory: String? = nil) throws(ReportError) {
    templates = try TemplateLibrary(overrides: directory)
  }

  /// The files of the given formats, in the order of the catalogue.
  ///
  /// - Parameter folder: Where they will be written; nil for standard output.
  package func files(
    _ report: Report, formats: [String], to folder: String? = nil
  ) throws(ReportError) -> [ReportFile] {
    for format in formats { _ = try ReporterCatalog.reporter(format) }
    let view =
      formats.contains { $0 != JSONReporter.id } ? report.shortened(to: Self.limit) : report
    let page =
      formats.contains(HTMLReporter.id)
      ? folder.map { ReportFile.path(HTMLReporter.fileName, in: $0) } : nil
    var files: [ReportFile] = []
    for reporter in ReporterCatalog.all where formats.contains(reporter.id) {
      let shown = reporter.id == JSONReporter.id ? report : view
      if let page {
        files += try reporter.files(for: shown, templates: templates, page: page)
      } else {
        files += try reporter.files(for: shown, templates: templates)
      }
    }
    return files
  }

  /// The Markdown summary for a page that takes more than a comment does.
  package func stepSummary(_ report: Report) -> String {
    MarkdownReporter.text(
      report.shortened(to: Self.limit), templates, budget: MarkdownReporter.stepSummaryBudget)
  }
}
