import Findings
import Testing

@testable import Reports

/// How large the files of 10,000 findings with long texts are. Formats that leave something out beyond a
/// limit say so; their own tests hold them to it.
@Suite struct SizeBudgetTests {
  /// Bytes by file, of formats that have every finding: as many as servers take, or as can be read and
  /// committed.
  private static let budgets = [
    // The whole report.
    "report.json": 50_000_000,
    // GitLab reads it for the widget of each merge request.
    "gl-code-quality.json": 20_000_000, "metrics.txt": 8_000_000, "gl-annotations.json": 1_000,
    // GitLab takes 5 KB.
    "gate.env": 5_000,
    "jenkins-issues.json": 25_000_000,
    // GitHub takes 10 MB after gzip, which makes 3 % of these texts.
    "tollgate.sarif": 30_000_000, "ctrf-report.json": 25_000_000,
    // They are committed.
    "metrics.json": 5_000_000, "metrics.csv": 6_000_000, "model-index.yaml": 5_000_000,
    // GitHub attests 16 MB of a predicate.
    "statement.json": 16_000_000, "predicate.json": 16_000_000, "model-card.cdx.json": 10_000_000,
  ]
  private static let bounded = ["junit", "junit-strict", "markdown", "html"]

  /// All failed: what is told at length everywhere.
  private static func report(_ count: Int) -> Report {
    var report = Samples.large
    let failed = Array(report.findings.suffix(count))
    report.findings = failed
    return report
  }

  /// The files grow by the same for each finding, so 50 tell what 10,000 take.
  @Test func `every format of ten thousand failed findings stays within its budget`() throws {
    let formats = ReporterCatalog.all.map { $0.id }.filter { !Self.bounded.contains($0) }
    let renderer = try ReportRenderer()
    let few = try renderer.files(Self.report(10), formats: formats)
    let more = try renderer.files(Self.report(60), formats: formats)
    #expect(Set(more.map(\.name)) == Set(Self.budgets.keys))
    for (one, other) in zip(few, more) {
      let each = (other.text.utf8.count - one.text.utf8.count + 49) / 50
      let size = one.text.utf8.count + each * 10_000
      let budget = try #require(Self.budgets[other.name])
      #expect(size <= budget, "\(other.name) takes \(size) bytes")
    }
  }

  @Test func `logs and platforms get a few lines of ten thousand findings`() {
    #expect(GitHubAnnotations.text(Samples.large).utf8.count < 50_000)
    #expect(AzureCommands.text(Samples.large, summary: nil).utf8.count < 100_000)
    #expect(GitHubOutputs.text(Samples.large, files: []).utf8.count < 5_000)
    let console = ConsoleReporter(color: false).text(Samples.large)
    #expect(console.utf8.count < 400_000)
    #expect(console.contains("... and 9800 more in the reports"))
  }
}
