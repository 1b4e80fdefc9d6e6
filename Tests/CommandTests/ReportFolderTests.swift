import Foundation
import Testing

/// What lies in the report folder is this run's, or says that it is nobody's.
@Suite struct ReportFolderTests {
  /// A gate that passes, so that a report which survives it wrongly would say so.
  private func passing() throws -> DemoGate {
    let demo = try DemoGate()
    try demo.edit("candidate: candidate.json ", "candidate: candidate-complete.json ")
    return demo
  }

  private func verdict(_ demo: DemoGate, in folder: String = "tollgate-report") throws -> String? {
    let text = try demo.tool.read("\(folder)/report.json")
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return object?["verdict"] as? String
  }

  private func names(_ demo: DemoGate, in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: demo.tool.directory.appendingPathComponent(folder).path
    ).sorted()
  }

  /// All names that any format writes, with a text that claims a pass, and one that is the user's.
  private func forge(_ demo: DemoGate, in folder: String) throws {
    try FileManager.default.createDirectory(
      at: demo.tool.directory.appendingPathComponent(folder), withIntermediateDirectories: true)
    for name in Self.everyName + ["mine.txt"] {
      try demo.tool.write("\(folder)/\(name)", "{\"verdict\": \"passed\"}")
    }
  }

  private static let everyName = [
    "report.json", "junit.xml", "junit-strict.xml", "summary.md", "index.html", "tollgate.css",
    "gl-code-quality.json", "metrics.txt", "gate.env", "gl-annotations.json", "jenkins-issues.json",
    "tollgate.sarif", "ctrf-report.json", "metrics.json", "metrics.csv", "statement.json",
    "predicate.json", "model-card.cdx.json", "model-index.yaml", "rows.csv",
  ]

  @Test func `a run leaves nothing of an earlier one under a name of ours`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    try forge(demo, in: "tollgate-report")
    #expect(try demo.tool.run(["check", "--quiet", "--format", "json,sarif"]).code == 0)
    #expect(
      try names(demo, in: "tollgate-report")
        == ["mine.txt", "report.json", "rows.csv", "tollgate.sarif"])
    #expect(try demo.tool.read("tollgate-report/rows.csv").hasPrefix("person,"))
  }

  /// Each way to end before a verdict: the arguments, what is written over the configuration, the code.
  @Test(arguments: [
    (["check", "--bogus"], nil, 2, "tollgate-report"),
    (["check", "--out", "other", "--threads", "0"], nil, 2, "other"),
    (["check", "--out=other", "--format", "jnit"], nil, 2, "other"),
    (["check", "nowhere.yml"], nil, 2, "tollgate-report"),
    (["check"], "gate: [", 2, "tollgate-report"),
    (["check"], "bogus: 1\nreports: {directory: other}", 2, "other"),
    (["check", "--candidate", "absent.json"], nil, 4, "tollgate-report"),
    (["check", "--only", "nothing"], nil, 2, "tollgate-report"),
    (["check", "--templates", "absent"], nil, 4, "tollgate-report"),
  ]) func `a run that ends early leaves a report that says so, and no other`(
    arguments: [String], configuration: String?, code: Int32, folder: String
  ) throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    if let configuration { try demo.tool.write("tollgate.yml", configuration) }
    try forge(demo, in: folder)
    let result = try demo.tool.run(arguments)
    #expect(result.code == code, "\(result.error)")
    #expect(try verdict(demo, in: folder) == "error")
    for name in try names(demo, in: folder) where name != "mine.txt" {
      #expect(
        try demo.tool.read("\(folder)/\(name)") != "{\"verdict\": \"passed\"}",
        "\(name) is still the forged one")
    }
    #expect(try demo.tool.read("\(folder)/junit.xml").contains("<error"))
  }

  /// A commit may hold a folder where a report goes, so that nothing can be written there.
  @Test(arguments: ["junit.xml", "report.json", "rows.csv", "gl-code-quality.json"])
  func `a report that cannot be replaced keeps none of the others`(blocked: String) throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    try forge(demo, in: "tollgate-report")
    let folder = demo.tool.directory.appendingPathComponent("tollgate-report")
    try FileManager.default.removeItem(at: folder.appendingPathComponent(blocked))
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("\(blocked)/kept"), withIntermediateDirectories: true)
    let result = try demo.tool.run(["check", "--quiet"])
    #expect(result.code == 4, "\(result.error)")
    #expect(result.error.contains("a folder stands where a file is needed"), "\(result.error)")
    for name in try names(demo, in: "tollgate-report") where name != "mine.txt" && name != blocked {
      #expect(
        !(try demo.tool.read("tollgate-report/\(name)").contains("\"verdict\": \"passed\"")),
        "\(name) is still the forged one")
    }
  }

  @Test func `a slip at the keyboard makes no folder`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    #expect(try demo.tool.run(["check", "--bogus"]).code == 2)
    #expect(!demo.tool.exists("tollgate-report"))
  }

  /// The link itself, a link on the way, the same by an absolute path, and a link that leads nowhere.
  @Test(arguments: ["link", "link/reports", "ABSOLUTE/link", "dangling"])
  func `a folder that is a link is refused and what it leads to stays as it is`(
    path: String
  ) throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    let here = demo.tool.directory.path
    try forge(demo, in: "elsewhere")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: here + "/link", withDestinationPath: "elsewhere")
    try manager.createSymbolicLink(atPath: here + "/dangling", withDestinationPath: "absent")
    let out = path.replacingOccurrences(of: "ABSOLUTE", with: here)
    for command in [["check"], ["check", "tollgate.yml", "--bogus"]] {
      let result = try demo.tool.run(command + ["--out", out])
      #expect(result.code == (command.count == 1 ? 4 : 2))
      if command.count == 1 { #expect(result.error.contains("is a link"), "\(result.error)") }
    }
    #expect(try demo.tool.read("elsewhere/report.json") == "{\"verdict\": \"passed\"}")
    #expect(!demo.tool.exists("absent"))
    #expect(try names(demo, in: "elsewhere") == (Self.everyName + ["mine.txt"]).sorted())
  }

  @Test func `a report that is a link is replaced, not followed`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    try demo.tool.write("precious", "mine")
    try FileManager.default.createDirectory(
      at: demo.tool.directory.appendingPathComponent("tollgate-report"),
      withIntermediateDirectories: true)
    for name in ["report.json", "index.html", ".report.json.part"] {
      try FileManager.default.createSymbolicLink(
        atPath: demo.tool.directory.path + "/tollgate-report/\(name)",
        withDestinationPath: "../precious")
    }
    #expect(try demo.tool.run(["check", "--quiet"]).code == 0)
    #expect(try demo.tool.read("precious") == "mine")
    #expect(try verdict(demo) == "passed")
  }

  @Test func `a file that the run reads is not taken for a report`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    let table = try demo.tool.read("test.csv")
    try demo.tool.write("rows.csv", table)
    try demo.edit("evaluation: test.csv", "evaluation: rows.csv")
    for extra in [["--out", "."], ["--out", demo.tool.directory.path]] {
      let result = try demo.tool.run(["check"] + extra)
      #expect(result.code == 2)
      #expect(result.error.contains("'rows.csv' is read by this run"), "\(result.error)")
      #expect(try demo.tool.read("rows.csv") == table)
    }
  }

  @Test func `a working directory keeps what no format of this run writes`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    try demo.tool.write("metrics.json", "mine")
    try demo.tool.write("summary.md", "old")
    #expect(
      try demo.tool.run(["check", "--quiet", "--out", ".", "--format", "json,markdown"]).code == 0)
    #expect(try demo.tool.read("metrics.json") == "mine")
    #expect(try demo.tool.read("summary.md").contains("Passed"))
    #expect(!demo.tool.exists("junit.xml"))
  }

  /// While a program of the user's answers, the folder shows an unfinished report, and no other run enters it.
  @Test func `one run at a time, and until it ends its report is unfinished`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    try forge(demo, in: "tollgate-report")
    try demo.edit(
      "candidate: candidate-complete.json ",
      "candidate: {command: [sh, -c, 'touch started; sleep 60']} ")
    let process = Process()
    process.executableURL = Tool.binary
    process.arguments = ["check", "--quiet"]
    process.currentDirectoryURL = demo.tool.directory
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, !demo.tool.exists("started") { usleep(10_000) }
    try #require(process.isRunning)
    #expect(try verdict(demo) == "error")
    #expect(try demo.tool.read("tollgate-report/report.json").contains("has not come to its end"))
    #expect(try names(demo, in: "tollgate-report") == ["junit.xml", "mine.txt", "report.json"])

    for arguments in [
      ["check"], ["render", "tollgate-report/report.json", "--out", "tollgate-report"],
    ] {
      let second = try demo.tool.run(arguments)
      #expect(second.code == 4)
      #expect(second.error.contains("another run writes its reports there"), "\(second.error)")
    }
    #expect(try names(demo, in: "tollgate-report") == ["junit.xml", "mine.txt", "report.json"])
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try demo.tool.read("tollgate-report/report.json").contains("has not come to its end"))
    // The lock went with the process.
    try demo.edit(
      "candidate: {command: [sh, -c, 'touch started; sleep 60']} ",
      "candidate: candidate-complete.json ")
    #expect(try demo.tool.run(["check", "--quiet"]).code == 0)
  }

  @Test func `SIGHUP ends a run like SIGTERM, unless nohup says otherwise`() throws {
    for isIgnored in [false, true] {
      let demo = try passing()
      defer { demo.tool.remove() }
      try demo.edit(
        "candidate: candidate-complete.json ",
        "candidate: {command: [sh, -c, 'touch started; sleep 3']} ")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [
        "-c", (isIgnored ? "trap '' HUP; " : "") + "exec '\(Tool.binary.path)' check --quiet",
      ]
      process.currentDirectoryURL = demo.tool.directory
      process.standardError = FileHandle.nullDevice
      try process.run()
      while process.isRunning, !demo.tool.exists("started") { usleep(10_000) }
      kill(process.processIdentifier, SIGHUP)
      process.waitUntilExit()
      // An answer that is none ends the run that goes on.
      #expect(process.terminationStatus == (isIgnored ? 4 : 143))
      let report = try demo.tool.read("tollgate-report/report.json")
      #expect(report.contains("terminated (SIGHUP)") == !isIgnored)
    }
  }

  @Test func `killed at random moments, no report says passed beside one that is not written`()
    throws
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "bash", Tool.repository.appendingPathComponent("scripts/check-killed").path, "20",
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TOLLGATE": Tool.binary.path]) { $1 }
    let log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data().write(to: log)
    defer { try? FileManager.default.removeItem(at: log) }
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOf: log, encoding: .utf8)
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(text.contains("20 runs ended"), "\(text)")
  }
}
