import Foundation
import Testing

/// The gate with models that other programs run.
@Suite struct ExternalModelTests {
  /// 400 rows whose label is x > 0, most of the time.
  private func tool(_ models: String) throws -> Tool {
    let tool = try Tool()
    var text = "x,note,y\n"
    for row in 0..<400 {
      let x = Double(row % 40) - 19.5
      let y = row % 11 == 0 ? x < 0 : x > 0
      text += "\(x),\"a, b\",\(y ? 1 : 0)\n"
    }
    try tool.write("test.csv", text)
    try tool.write(
      "tollgate.yml",
      """
      models:
        \(models)
      data: {evaluation: test.csv, label: y}
      suites: {p: [\(models.contains("baseline") ? compared : "roc_auc: {min: 0.8}")]}
      """)
    // Shell and awk: no more than any machine has.
    try tool.write(
      "score.sh",
      "echo probability; awk -F, 'NR > 1 {print 1 / (1 + exp(-$1))}'\n")
    return tool
  }

  private let compared = "roc_auc: {min: 0.8, max_regression: 0.01}, negative_flips: {max: 0}"

  private static var hasPython: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
  }

  private let lines = """
    import json, math, sys
    for line in sys.stdin:
        q = json.loads(line)
        x = [dict(zip(q["columns"], row))["x"] for row in q["data"]]
        print(json.dumps({"id": q["id"], "probabilities": [1 / (1 + math.exp(-v)) for v in x]}), flush=True)
    """

  @Test func `a command answers for a model, and the report says so`() throws {
    let tool = try tool("candidate: {command: [sh, score.sh]}")
    defer { tool.remove() }
    try tool.write(
      "tollgate.yml",
      tool.read("tollgate.yml").replacingOccurrences(
        of: ", max_regression: 0.01}, negative_flips: {max: 0}", with: "}"))
    let result = try tool.run(["check"])
    #expect(result.code == 0, "\(result.output)\(result.error)")
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    let inputs = (json as? [String: Any])?["inputs"] as? [String: Any]
    let candidate = try #require(inputs?["candidate"] as? [String: Any])
    #expect(candidate["path"] as? String == "sh score.sh")
    #expect(candidate["format"] as? String == "command")
    #expect(candidate["sha256"] as? String == "")
    let again = try tool.run(["render", "tollgate-report/report.json", "--format", "markdown"])
    #expect(again.code == 0 && again.output.contains("sh score.sh"), "\(again.error)")
  }

  @Test(.enabled(if: hasPython, "there is no python3 on the PATH"))
  func `both protocols and any number of threads give the same findings`() throws {
    let tool = try tool(
      """
      candidate: {command: [sh, score.sh]}
        baseline: {command: [python3, lines.py], protocol: lines, batch_rows: 64}
      """)
    defer { tool.remove() }
    try tool.write("lines.py", lines)
    var findings: [String] = []
    for threads in ["1", "4"] {
      let result = try tool.run(["check", "--threads", threads])
      #expect(result.code == 0, "\(result.output)\(result.error)")
      let report = try tool.read("tollgate-report/report.json")
      findings.append(
        String(report[..<(report.range(of: "\"run\":")?.lowerBound ?? report.endIndex)]))
    }
    #expect(findings[0] == findings[1])
  }

  @Test func `a program that fails ends the run with its words`() throws {
    let tool = try tool("candidate: {command: [sh, broken.sh]}")
    defer { tool.remove() }
    try tool.write("broken.sh", "echo 'no module named model' >&2; exit 1\n")
    let result = try tool.run(["check"])
    #expect(result.code == 4)
    #expect(
      result.error.contains(
        "sh broken.sh: ended with exit code 1; its standard error ends: no module named model"))
    #expect(try tool.read("tollgate-report/junit.xml").contains("no module named model"))
  }

  @Test func `variables are passed on by name, kept out of reports, and missed by place`() throws {
    let tool = try tool("candidate: {command: [sh, secret.sh], env: [MODEL_TOKEN]}")
    defer { tool.remove() }
    try tool.write(
      "secret.sh",
      "[ -z \"$UNNAMED\" ] || echo leaked >&2; echo \"token is $MODEL_TOKEN\" >&2; exit 1\n")
    let missing = try tool.run(["check"])
    #expect(missing.code == 2)
    #expect(
      missing.error.contains(
        "tollgate.yml:2:47: the environment variable 'MODEL_TOKEN' is not set"), "\(missing.error)")
    let result = try tool.run(
      ["check"], environment: ["MODEL_TOKEN": "hunter2-hunter2", "UNNAMED": "x"])
    #expect(result.code == 4)
    #expect(result.error.contains("its standard error ends: token is ***"), "\(result.error)")
    for report in ["report.json", "junit.xml", "summary.md", "index.html"] {
      #expect(try !tool.read("tollgate-report/\(report)").contains("hunter2"))
    }
  }

  @Test func `a flag that names a file starts nothing`() throws {
    let tool = try tool("candidate: {command: [touch, started]}")
    defer { tool.remove() }
    let result = try tool.run(["check", "--candidate", "score.sh"])
    #expect(result.code == 4)
    #expect(!tool.exists("started"))
    _ = try tool.run(["predict", "score.sh", "test.csv"])
    _ = try tool.run(["inspect", "score.sh"])
    #expect(!tool.exists("started"))
  }

  @Test(arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130))])
  func `a signal in mid-run ends the program and all that it started`(
    signal: Int32, code: Int32
  ) throws {
    let tool = try tool("candidate: {command: [sh, slow.sh]}")
    defer { tool.remove() }
    try tool.write("slow.sh", "sleep 600 & echo $$ $! > pids; wait\n")
    let process = Process()
    process.executableURL = Tool.binary
    process.arguments = ["check"]
    process.currentDirectoryURL = tool.directory
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var pids: [Int32] = []
    while pids.count < 2, process.isRunning {
      usleep(10_000)
      guard tool.exists("pids") else { continue }
      pids = try tool.read("pids").split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
    }
    try #require(pids.count == 2, "the run ended before it started the program")
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == code)
    #expect(try tool.read("tollgate-report/report.json").contains("\"exit_code\": \(code)"))
    for pid in pids { #expect(isGone(pid)) }
  }

  /// Whether a process ends soon; a zombie that nobody reaped yet has ended.
  private func isGone(_ pid: Int32) -> Bool {
    for _ in 0..<300 {
      if kill(pid, 0) != 0 { return true }
      let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
      if state?.contains(") Z") == true { return true }
      usleep(10_000)
    }
    return false
  }
}
