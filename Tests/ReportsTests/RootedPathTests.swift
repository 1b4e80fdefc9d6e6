import Findings
import Testing

@testable import Reports

/// Paths as platforms read them: from the root of the repository.
@Suite struct RootedPathTests {
  private func report(_ ci: [String: String]) -> Report {
    var report = Samples.mixed
    report.run.ci = ci
    return report
  }

  @Test(
    arguments: [
      ([:], "gate.yml", "gate.yml"), ([:], "./gate.yml", "gate.yml"),
      ([:], "/a/gate.yml", "/a/gate.yml"),
      (["folder": "models/churn"], "gate.yml", "models/churn/gate.yml"),
      (["folder": "models/churn"], "./x/../gate.yml", "models/churn/gate.yml"),
      (["folder": "models/churn"], "../fraud/gate.yml", "models/fraud/gate.yml"),
      (["folder": "models/churn"], "../../../gate.yml", "../../../gate.yml"),
      (["folder": "models", "root": "/src"], "/src/models/gate.yml", "models/gate.yml"),
      (["folder": "models", "root": "/src"], "/srcs/gate.yml", "/srcs/gate.yml"),
      (["folder": "models"], "/src/models/gate.yml", "/src/models/gate.yml"),
    ] as [([String: String], String, String)])
  func `a path is told from the root`(ci: [String: String], path: String, rooted: String) {
    #expect(report(ci).rooted(path) == rooted)
  }

  @Test func `every format that names a place names it so`() throws {
    let report = report(["folder": "models/churn"])
    let place = "models/churn/tollgate.yml"
    let renderer = try ReportRenderer()
    for format in ["sarif", "codequality", "warnings-ng", "ctrf", "junit"] {
      let text = try #require(try renderer.files(report, formats: [format]).first).text
      #expect(text.contains(place), "\(format)")
      // What a run was given stays what it was given.
      let rest = text.replacing("name=\"config.path\" value=\"tollgate.yml\"", with: "")
      #expect(!rest.replacing(place, with: "").contains("tollgate.yml"), "\(format)")
    }
    for text in [GitHubAnnotations.text(report), AzureCommands.text(report, summary: nil)] {
      #expect(text.contains("=\(place)"))
    }
    let junit = try JUnitReporter.text(report, page: "out/index.html")
    #expect(junit.contains("[[ATTACHMENT|models/churn/out/index.html]]"))
    #expect(
      GitHubOutputs.text(report, files: ["out/report.json"]).contains(
        "report-json=models/churn/out/report.json"))
  }
}
