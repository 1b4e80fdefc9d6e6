/// Every format, in the order in which they are listed and written.
package enum ReporterCatalog {
  /// JSON comes first: it is the whole report, the others are views of it.
  package static let all: [any Reporter.Type] = [
    JSONReporter.self,
    JUnitReporter.self,
    StrictJUnitReporter.self,
    MarkdownReporter.self,
    HTMLReporter.self,
    CodeQualityReporter.self,
    OpenMetricsReporter.self,
    DotenvReporter.self,
    GitLabAnnotationsReporter.self,
    WarningsReporter.self,
    SARIFReporter.self,
    CTRFReporter.self,
    DVCMetricsReporter.self,
    TestResultStatementReporter.self,
    CycloneDXReporter.self,
    ModelIndexReporter.self,
  ]

  /// The reporter that `--format` names; an unknown id is an error that says it.
  package static func reporter(_ id: String) throws(ReportError) -> any Reporter.Type {
    for reporter in all where reporter.id == id { return reporter }
    throw .unknownFormat(id)
  }
}
