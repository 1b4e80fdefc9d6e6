import Foundation
import Testing

/// What a run tells the CI system that it is a step of.
@Suite struct PlatformTests {
  /// The variables of every platform, so that the one that this test runs on plays no part.
  private static let none = [
    "GITHUB_ACTIONS": "", "GITLAB_CI": "", "TF_BUILD": "", "JENKINS_URL": "", "GITHUB_OUTPUT": "",
    "GITHUB_STEP_SUMMARY": "",
  ]

  private func run(_ demo: DemoGate, _ variables: [String: String]) throws -> Tool.Result {
    try demo.tool.run(["check"], environment: Self.none.merging(variables) { $1 })
  }

  @Test func `on GitHub it writes annotations, the summary and outputs`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try demo.tool.write("step.md", "before\n")
    let result = try run(
      demo,
      ["GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": "outputs", "GITHUB_STEP_SUMMARY": "step.md"])
    #expect(result.code == 1)
    #expect(result.output.contains("\n::error file=tollgate.yml,line="))
    let outputs = try demo.tool.read("outputs")
    #expect(outputs.contains("verdict=failed\n"))
    #expect(outputs.contains("report-html=tollgate-report/index.html\n"))
    let summary = try demo.tool.read("step.md")
    #expect(summary.hasPrefix("before\n## "))
  }

  @Test func `what cannot be told to the platform leaves the verdict`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try run(demo, ["GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": "no/such/folder"])
    #expect(result.code == 1)
    #expect(result.error.contains("'no/such/folder' cannot be written; the verdict stands"))
  }

  @Test(arguments: [
    (
      "GITLAB_CI",
      ["gl-code-quality.json", "metrics.txt", "gate.env", "gl-annotations.json", "junit.xml"]
    ),
    ("JENKINS_URL", ["jenkins-issues.json", "metrics.csv", "junit.xml"]),
    ("NO_PLATFORM", ["junit.xml"]),
  ])
  func `each platform gets the files that it shows`(variable: String, files: [String]) throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    #expect(try run(demo, [variable: "true"]).code == 1)
    for file in files { #expect(demo.tool.exists("tollgate-report/\(file)"), "\(file)") }
    #expect(demo.tool.exists("tollgate-report/gate.env") == (variable == "GITLAB_CI"))
  }

  @Test func `Azure reads issues and the summary's place`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try run(demo, ["TF_BUILD": "True"])
    #expect(result.code == 1)
    #expect(result.output.contains("##vso[task.logissue type=error;sourcepath=tollgate.yml;"))
    #expect(result.output.contains("##vso[task.uploadsummary]/"))
  }

  @Test func `a run that breaks says so on the platform too`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try demo.edit("candidate: candidate.json ", "candidate: absent.json ")
    let result = try run(demo, ["GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": "outputs"])
    #expect(result.code == 4)
    #expect(result.output.contains("::error title="))
    #expect(try demo.tool.read("outputs").contains("exit-code=4\n"))
  }

  @Test func `every reporter can be asked for by its name`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let sources = Tool.repository.appendingPathComponent("Sources/Reports")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var formats: [String] = []
    for case let file as String in files where file.hasSuffix("Reporter.swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      formats += text.matches(of: /static let id = "([^"]+)"/).map { String($0.output.1) }
    }
    #expect(formats.count >= 16)
    let report = Tool.repository
      .appendingPathComponent("Tests/ReportsTests/Goldens/passed.report.json").path
    let result = try tool.run(
      ["render", report, "--format", formats.joined(separator: ","), "--out", "all"])
    #expect(result.code == 0, "\(result.error)")
    #expect(result.output.contains("all/junit-strict.xml\n"))
  }
}
