/// Every format, in the order in which they are listed and written.
package enum ReporterCatalog {
  package static let all: [any Reporter.Type] = [
    JSONReporter.self,
    JUnitReporter.self,
    MarkdownReporter.self,
    HTMLReporter.self,
  ]

  package static func reporter(_ id: String) throws(ReportError) -> any Reporter.Type {
    for reporter in all where reporter.id == id { return reporter }
    throw .unknownFormat(id)
  }
}
