import Foundation
import Testing

/// A gate that passes with slices that the rows cannot decide: nowhere does it look as if it had failed.
@Suite struct PassedGateTests {
  /// 3,000 rows in twelve groups, and two models that differ a little.
  private func gate() throws -> Tool {
    let tool = try Tool()
    var (rows, candidate, baseline) = ("id,g,y\n", "id,prediction\n", "id,prediction\n")
    var state: UInt64 = 1
    func draw() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    for row in 0..<3000 {
      let isPositive = draw() < 0.5
      let score = min(0.99, max(0.01, (isPositive ? 0.7 : 0.3) + (draw() + draw() - 1) * 0.5))
      rows +=
        "\(row),\(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"][Int(draw() * 12)]),"
        + "\(isPositive ? 1 : 0)\n"
      baseline += "\(row),\(score)\n"
      candidate += "\(row),\(min(0.99, max(0.01, score + (draw() - 0.5) * 0.06)))\n"
    }
    try tool.write("t.csv", rows)
    try tool.write("candidate.csv", candidate)
    try tool.write("baseline.csv", baseline)
    try tool.write(
      "tollgate.yml",
      """
      gate: g
      models: {candidate: candidate.csv, baseline: baseline.csv}
      data: {evaluation: t.csv, label: y, id: id}
      slices: [{by: [g]}]
      suites: {performance: [accuracy: {max_regression: 1pp, slices: all}]}
      reports:
        formats: [json, junit, junit-strict, sarif, codequality, warnings-ng, openmetrics, in-toto, ctrf]
      """)
    return tool
  }

  @Test func `undecided slices are notes everywhere`() throws {
    let tool = try gate()
    defer { tool.remove() }
    for (platform, variables) in [
      ("github", ["GITHUB_OUTPUT": "o", "GITHUB_STEP_SUMMARY": "s"]), ("azure", [:]), ("none", [:]),
    ] {
      let result = try tool.run(["check", "--ci", platform], environment: variables)
      #expect(result.code == 0, "\(result.output)\(result.error)")
      let commands = result.output.components(separatedBy: "\n").filter {
        $0.hasPrefix("::") || $0.hasPrefix("##")
      }
      #expect(
        commands.allSatisfy { $0.hasPrefix("::notice ") || $0.hasPrefix("##vso[task.upload") })
      #expect(commands.isEmpty == (platform != "github"))
    }
    func read(_ file: String) throws -> String { try tool.read("tollgate-report/\(file)") }
    func count(_ word: String, _ file: String) throws -> Int {
      try read(file).components(separatedBy: word).count - 1
    }
    let undecided = try count("\"outcome\": \"inconclusive\",\n      \"severity\"", "report.json")
    #expect(undecided > 0)
    #expect(try count("\"level\": \"note\"", "tollgate.sarif") == undecided)
    #expect(try count("\"level\"", "tollgate.sarif") == undecided)
    #expect(try count("\"severity\": \"info\"", "gl-code-quality.json") == undecided)
    #expect(try count("\"severity\"", "gl-code-quality.json") == undecided)
    #expect(try count("\"severity\": \"LOW\"", "jenkins-issues.json") == undecided)
    #expect(try count("\"severity\"", "jenkins-issues.json") == undecided)
    let failed = try read("metrics.txt").components(separatedBy: "\n").filter {
      $0.hasPrefix("tollgate_failed{")
    }
    #expect(failed.count == 13)
    #expect(failed.allSatisfy { $0.hasSuffix(" 0.000000") })
    #expect(try read("predicate.json").contains("\"failedTests\": []"))
    #expect(try read("predicate.json").contains("\"result\": \"PASSED\""))
    #expect(try read("ctrf-report.json").contains("\"failed\": 0,"))
    for file in ["junit.xml", "junit-strict.xml"] {
      #expect(try !read(file).contains("<failure") && !read(file).contains("<error"))
    }
  }

  @Test(arguments: [
    ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "tollgate.sarif"),
    ("GITLAB_CI", "CI_PROJECT_DIR", "gl-code-quality.json"),
    ("JENKINS_URL", "WORKSPACE", "jenkins-issues.json"),
    ("TF_BUILD", "BUILD_SOURCESDIRECTORY", "junit.xml"),
  ])
  func `paths are from the root of the repository`(
    sign: String, variable: String, file: String
  ) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let root = tool.directory.path
    let folder = tool.directory.appendingPathComponent("models/churn")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in try gateFiles(tool) {
      try FileManager.default.moveItem(
        at: tool.directory.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    let environment = [
      "GITHUB_ACTIONS": "", "GITLAB_CI": "", "TF_BUILD": "", "JENKINS_URL": "",
      "GITHUB_OUTPUT": "outputs", "GITHUB_STEP_SUMMARY": "step.md",
    ].merging([sign: "true", variable: root]) { $1 }
    for gate in ["gate.yml", "../churn/gate.yml", folder.appendingPathComponent("gate.yml").path] {
      let result = try tool.run(
        ["check", gate, "--format", "json,sarif,junit,codequality,warnings-ng,html"],
        environment: environment, in: "models/churn")
      #expect(result.code == 1, "\(result.error)")
      let report = try tool.read("models/churn/tollgate-report/\(file)")
      #expect(report.contains("\"models/churn/gate.yml\""), "\(gate)")
      if sign == "GITHUB_ACTIONS" {
        #expect(result.output.contains("\n::error file=models/churn/gate.yml,line=4,"), "\(gate)")
      }
      if sign == "TF_BUILD" {
        #expect(result.output.contains(";sourcepath=models/churn/gate.yml;"), "\(gate)")
        #expect(report.contains("[[ATTACHMENT|models/churn/tollgate-report/index.html]]"))
      }
    }
    if sign == "GITHUB_ACTIONS" {
      #expect(
        try tool.read("models/churn/outputs").contains(
          "report-json=models/churn/tollgate-report/report.json\n"))
    }
    // Somebody else's variable names no root of ours.
    let other = try tool.run(
      ["check", "gate.yml", "--format", "json,\(file == "junit.xml" ? "junit" : "sarif")"],
      environment: environment.merging([variable: "/usr"]) { $1 }, in: "models/churn")
    #expect(other.code == 1)
    #expect(try !tool.read("models/churn/tollgate-report/report.json").contains("\"folder\""))
  }

  /// A gate that fails, at line 4.
  private func gateFiles(_ tool: Tool) throws -> [String] {
    var rows = "id,y,score\n"
    for row in 0..<200 { rows += "\(row),\(row % 2),\(Double(row * 37 % 100) / 100)\n" }
    try tool.write("t.csv", rows)
    try tool.write(
      "gate.yml",
      """
      gate: g
      models: {candidate: {path: t.csv, score: score}}
      data: {evaluation: t.csv, label: y, id: id}
      suites: {performance: [roc_auc: {min: 0.9}]}
      """)
    return ["t.csv", "gate.yml"]
  }
}
