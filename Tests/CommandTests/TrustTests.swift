import Foundation
import Testing

/// A configuration that nobody trusts: what its programs can change, and whether they run at all.
@Suite struct TrustTests {
  private static let fixtures = Tool.repository.appendingPathComponent("Tests/ModelsTests/Fixtures")

  /// A LightGBM model as candidate, and a program as baseline that runs `script` and then answers.
  private func tool(_ script: String, baseline: String = "command: [sh, score.sh]") throws -> Tool {
    let tool = try Tool()
    let model = Self.fixtures.appendingPathComponent("lightgbm-regression/model.txt")
    try FileManager.default.copyItem(
      at: model, to: tool.directory.appendingPathComponent("model.txt"))
    var text = "age,income,score,rate,y\n"
    for row in 0..<60 { text += "\(20 + row),\(row * 3),\(row % 7),0.\(row),\(row % 5)\n" }
    try tool.write("test.csv", text)
    try tool.write("score.sh", script + "\necho prediction; awk 'NR > 1 {print 1}'\n")
    try tool.write(
      "tollgate.yml",
      """
      task: regression
      models: {candidate: model.txt, baseline: {\(baseline)}}
      data: {evaluation: test.csv, label: y}
      suites: {p: [rmse: {max: 1000}]}
      """)
    return tool
  }

  private func digest(_ file: URL) throws -> String {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let pipe = Pipe()
    shell.standardOutput = pipe
    shell.arguments = ["sha256sum", file.path]
    try shell.run()
    shell.waitUntilExit()
    return String(
      String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).prefix(64))
  }

  private func digests(_ tool: Tool) throws -> [String: String] {
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    let inputs = (json as? [String: Any])?["inputs"] as? [String: Any] ?? [:]
    return inputs.compactMapValues { ($0 as? [String: Any])?["sha256"] as? String }
  }

  /// The program writes other bytes where the inputs were, in place or under the same name.
  @Test(arguments: ["cp other $file", "cp other new && mv new $file"])
  func `a program that swaps the inputs changes no digest`(action: String) throws {
    let tool = try tool(
      "for file in model.txt test.csv tollgate.yml; do \(action); done")
    defer { tool.remove() }
    try tool.write("other", "tree\nanother model\n")
    let before = try ["model.txt", "test.csv", "tollgate.yml"].map {
      try digest(tool.directory.appendingPathComponent($0))
    }
    let result = try tool.run(["check"])
    #expect(result.code == 0, "\(result.output)\(result.error)")
    #expect(try tool.read("model.txt") == "tree\nanother model\n")
    let digests = try digests(tool)
    #expect(digests["candidate"] == before[0])
    #expect(digests["evaluation"] == before[1])
    #expect(digests["config"] == before[2])
  }

  @Test func `what a program leaves behind is ended, also outside of its group`() throws {
    let tool = try tool(
      """
      setsid sh -c 'echo $$ > left; exec sleep 300' > /dev/null 2>&1 < /dev/null &
      (setsid sh -c '(echo $$ > deeper; exec sleep 300) & wait' > /dev/null 2>&1 < /dev/null &) &
      while [ ! -s left ] || [ ! -s deeper ]; do sleep 0.05; done
      """)
    defer { tool.remove() }
    let result = try tool.run(["check"])
    #expect(result.code == 0, "\(result.output)\(result.error)")
    for name in ["left", "deeper"] {
      let text = try tool.read(name).trimmingCharacters(in: .whitespacesAndNewlines)
      let process = try #require(Int32(text), "\(name): \(text)")
      #expect(kill(process, 0) != 0, "\(name) still runs")
    }
  }

  @Test func `an interrupted run leaves nothing behind`() throws {
    let tool = try tool(
      """
      setsid sh -c 'echo $$ > left; exec sleep 300' > /dev/null 2>&1 < /dev/null &
      sleep 300
      """)
    defer { tool.remove() }
    let process = Process()
    process.executableURL = Tool.binary
    process.arguments = ["check"]
    process.currentDirectoryURL = tool.directory
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var left: Int32?
    for _ in 0..<400 where left == nil {
      usleep(25_000)
      left = (try? tool.read("left")).flatMap {
        Int32($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 143)
    #expect(kill(try #require(left), 0) != 0, "it still runs")
  }

  private static var hasPython: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
  }

  @Test(
    .enabled(if: hasPython, "there is no python3 on the PATH"),
    arguments: [
      ("sys.exit(0)", Int32(0), "passed"),
      (
        "sys.exit('it was never right')", 4,
        "ended with exit code 1; its standard error ends: it was"
      ),
      ("os.kill(os.getpid(), 11)", 4, "was killed by signal 11"),
      ("time.sleep(300)", 4, "did not end within 3 s of the end of its input"),
    ])
  func `a program that answers lines must end with 0`(
    end: String, code: Int32, words: String
  ) throws {
    let tool = try tool(
      "", baseline: "command: [python3, lines.py], protocol: lines, timeout: 3s")
    defer { tool.remove() }
    try tool.write(
      "lines.py",
      """
      import json, os, sys, time
      for line in sys.stdin:
          q = json.loads(line)
          print(json.dumps({"id": q["id"], "predictions": [1 for _ in q["data"]]}), flush=True)
      \(end)
      """)
    let result = try tool.run(["check"])
    #expect(result.code == code, "\(result.output)\(result.error)")
    #expect(result.error.contains(words), "\(result.error)")
    let verdict = try tool.read("tollgate-report/report.json")
    #expect(verdict.contains("\"verdict\": \"\(code == 0 ? "passed" : "error")\""))
  }

  private static let bare = [
    "GITHUB_ACTIONS": "", "GITLAB_CI": "", "TF_BUILD": "", "JENKINS_URL": "", "GITHUB_OUTPUT": "",
    "GITHUB_STEP_SUMMARY": "", "CHANGE_FORK": "", "SYSTEM_PULLREQUEST_ISFORK": "",
    "GITHUB_EVENT_NAME": "", "GITHUB_EVENT_PATH": "", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "",
    "CI_MERGE_REQUEST_PROJECT_ID": "", "CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY": "",
    "CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY": "", "CIRCLE_PR_USERNAME": "",
    "CIRCLE_PR_REPONAME": "",
  ]

  @Test(arguments: ["check", "plan", "selftest"])
  func `--no-programs starts nothing and asks nobody`(command: String) throws {
    let tool = try tool("touch ran")
    defer { tool.remove() }
    let result = try tool.run([command, "--no-programs"], environment: Self.bare)
    #expect(result.code == 2)
    #expect(
      result.error.contains(
        "tollgate.yml:2:42: the baseline is a program, and --no-programs forbids that"),
      "\(result.error)")
    #expect(!tool.exists("ran"))
    // A model that is a file takes the program's place.
    let named = try tool.run(
      [command, "--no-programs", "--baseline", "model.txt"], environment: Self.bare)
    #expect(named.code == 0, "\(named.error)")
  }

  @Test func `addresses and variables are forbidden too`() throws {
    let tool = try tool(
      "", baseline: "http: \"http://127.0.0.1:9\", headers: {Authorization: \"Bearer env:TOKEN\"}")
    defer { tool.remove() }
    let result = try tool.run(
      ["check", "--no-programs"], environment: Self.bare.merging(["TOKEN": "hush"]) { $1 })
    #expect(result.code == 2)
    #expect(
      result.error.contains("is an address that is sent variables of this job, and --no-programs"))
    #expect(!result.error.contains("hush"))
  }

  private static let fork =
    #"{"pull_request": {"head": {"repo": {"full_name": "eve/shop"}}, "#
    + #""base": {"repo": {"full_name": "acme/shop"}}}}"#
  private static let own = fork.replacingOccurrences(of: "eve/shop", with: "Acme/shop")
  private static let gone = #"{"pull_request": {"head": {"repo": null}, "base": {}}}"#
  private static let workflow =
    #"{"workflow_run": {"head_repository": {"full_name": "eve/shop"}}, "#
    + #""repository": {"full_name": "acme/shop"}}"#

  /// Variables, the event, and whether programs run.
  static let jobs: [(variables: [String: String], event: String, runs: Bool)] = [
    (["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request"], fork, false),
    (["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request_target"], fork, false),
    (["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request"], own, true),
    (["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request"], gone, false),
    (["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request"], "no JSON", false),
    (["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "workflow_run"], workflow, false),
    (["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push"], "{}", true),
    (
      [
        "GITLAB_CI": "true", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_PROJECT_ID": "3",
      ], "", false
    ),
    (
      [
        "GITLAB_CI": "true", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_PROJECT_ID": "3",
      ], "", true
    ),
    (["GITLAB_CI": "true"], "", true),
    (["TF_BUILD": "True", "SYSTEM_PULLREQUEST_ISFORK": "True"], "", false),
    (["TF_BUILD": "True", "SYSTEM_PULLREQUEST_ISFORK": "False"], "", true),
    (["JENKINS_URL": "https://ci.example.com", "CHANGE_FORK": "eve"], "", false),
    (["JENKINS_URL": "https://ci.example.com"], "", true),
    (["CHANGE_FORK": "eve"], "", false),
    (["GITHUB_EVENT_NAME": "issue_comment"], #"{"issue": {"pull_request": {}}}"#, false),
    (["GITHUB_EVENT_NAME": "issue_comment"], #"{"issue": {}}"#, true),
    (
      [
        "GITLAB_CI": "true", "CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY": "eve/shop",
        "CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY": "acme/shop",
      ], "", false
    ),
    (["CIRCLECI": "true", "CIRCLE_PR_USERNAME": "eve"], "", false),
    (["CIRCLECI": "true"], "", true),
    ([:], "", true),
  ]

  @Test(arguments: jobs.indices)
  func `forks start no programs where the platform tells`(index: Int) throws {
    let job = Self.jobs[index]
    let tool = try tool("touch ran")
    defer { tool.remove() }
    try tool.write("event.json", job.event)
    let variables = Self.bare.merging(job.variables) { $1 }
      .merging(["GITHUB_EVENT_PATH": "event.json"]) { $1 }
    let result = try tool.run(["check"], environment: variables)
    #expect(tool.exists("ran") == job.runs, "\(result.error)")
    #expect(result.code == (job.runs ? 0 : 2), "\(result.error)")
    #expect(result.error.contains("only --programs allows that") != job.runs)
    guard !job.runs else { return }
    // What the run writes for says nothing about where it runs.
    for platform in ["none", "github", "gitlab", "jenkins", "azure"] {
      let other = try tool.run(["check", "--ci", platform], environment: variables)
      #expect(other.code == 2 && !tool.exists("ran"), "\(platform): \(other.error)")
    }
    let allowed = try tool.run(["check", "--programs"], environment: variables)
    #expect(allowed.code == 0, "\(allowed.error)")
    #expect(tool.exists("ran"))
  }
}
