import Foundation
import Testing

/// The scripts of `action.yml`, under bash as the runner runs them.
@Suite struct ActionTests {
  private func bash(
    _ script: String, in folder: URL, _ variables: [String: String]
  ) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "bash", Tool.repository.appendingPathComponent("scripts/\(script)").path,
    ]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["RUNNER_TEMP"] = folder.path
    environment["GITHUB_WORKSPACE"] = folder.appendingPathComponent("workspace").path
    environment["GITHUB_PATH"] = folder.appendingPathComponent("path").path
    environment["GITHUB_OUTPUT"] = folder.appendingPathComponent("outputs").path
    environment["GITHUB_STEP_SUMMARY"] = folder.appendingPathComponent("summary").path
    process.environment = environment.merging(variables) { $1 }
    let file = folder.appendingPathComponent("log")
    try Data().write(to: file)
    process.standardOutput = try FileHandle(forWritingTo: file)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: file, encoding: .utf8))
  }

  /// An archive like a release's, with a program that only starts.
  private func archive(in tool: Tool) throws -> URL {
    let release = tool.directory.appendingPathComponent("tollgate-1.2.3-linux")
    try FileManager.default.createDirectory(at: release, withIntermediateDirectories: true)
    try tool.write("tollgate-1.2.3-linux/tollgate", "#!/bin/sh\necho 1.2.3\n")
    let commands =
      "chmod +x tollgate-1.2.3-linux/tollgate && tar -czf a.tar.gz tollgate-1.2.3-linux"
      + " && sha256sum a.tar.gz > a.tar.gz.sha256"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", commands]
    process.currentDirectoryURL = tool.directory
    try process.run()
    process.waitUntilExit()
    return tool.directory.appendingPathComponent("a.tar.gz")
  }

  @Test func `an archive with its checksum is installed`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let archive = try archive(in: tool)
    let result = try bash("action-install", in: tool.directory, ["TOLLGATE_ARCHIVE": archive.path])
    #expect(result.code == 0, "\(result.output)")
    let path = try tool.read("path")
    #expect(path.hasPrefix(tool.directory.path + "/tollgate."))
    let installed = URL(fileURLWithPath: path.trimmingCharacters(in: .newlines))
    #expect(
      FileManager.default.isExecutableFile(
        atPath: installed.appendingPathComponent("tollgate").path))
  }

  @Test func `an archive with another checksum is not even unpacked`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let archive = try archive(in: tool)
    let result = try bash(
      "action-install", in: tool.directory,
      [
        "TOLLGATE_ARCHIVE": archive.path, "TOLLGATE_CHECKSUM": String(repeating: "0", count: 64),
      ])
    #expect(result.code == 4)
    #expect(result.output.contains("::error title=tollgate::the archive's SHA-256 is"))
    let names = try FileManager.default.contentsOfDirectory(atPath: tool.directory.path)
    for name in names where name.hasPrefix("tollgate.") {
      #expect(!tool.exists("\(name)/tollgate"))
    }
    #expect(!tool.exists("path"))
  }

  @Test func `what cannot be unpacked is one sentence and nothing on the PATH`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("a.tar.gz", "no archive\n")
    let digest = "cfa9d62752dbe09c9131c8d75dfdf852b5a57f3725c9b639710ea6a68b33f288"
    let result = try bash(
      "action-install", in: tool.directory,
      [
        "TOLLGATE_ARCHIVE": tool.directory.appendingPathComponent("a.tar.gz").path,
        "TOLLGATE_CHECKSUM": digest,
      ])
    #expect(result.code == 4)
    #expect(
      result.output.contains("::error title=tollgate::the archive cannot be unpacked"),
      "\(result.output)")
    #expect(!tool.exists("path"))
  }

  @Test func `a commit whose files name no release is one sentence`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let commit = String(repeating: "0a", count: 20)
    let result = try bash(
      "action-install", in: tool.directory,
      ["TOLLGATE_ACTION_REF": commit, "GITHUB_ACTION_PATH": tool.directory.path])
    #expect(result.code == 4)
    #expect(
      result.output == "::error title=tollgate::'\(commit)' names no release; set the input "
        + "'version' (for example 1.4.2), or 'archive'\n")
  }

  @Test(arguments: ["", "main", "1.2; rm -rf /", "../../x"])
  func `without an archive the version must be one`(version: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let result = try bash(
      "action-install", in: tool.directory,
      ["TOLLGATE_VERSION": version, "GITHUB_ACTION_REF": "", "TOLLGATE_ARCHIVE": ""])
    #expect(result.code == 4)
    #expect(result.output.contains("names no release"))
  }

  @Test func `the gate's code is the step's, arguments are one a line`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let path = Tool.binary.deletingLastPathComponent().path + ":/usr/bin:/bin"
    let result = try bash(
      "action-check", in: demo.tool.directory,
      [
        "PATH": path, "TOLLGATE_REPORT_DIR": "my reports", "TOLLGATE_ARGS": "--only\nperformance\n",
      ])
    #expect(result.code == 1, "\(result.output)")
    #expect(demo.tool.exists("my reports/junit.xml"))
    let outputs = try demo.tool.read("outputs")
    #expect(outputs.contains("report-dir=my reports\n"))
    #expect(outputs.contains("verdict=failed\n"))
    #expect(try demo.tool.read("summary").contains("Failed"))

    let hostile = try bash(
      "action-check", in: demo.tool.directory,
      ["PATH": path, "TOLLGATE_ARGS": "$(touch owned)\n; touch owned"])
    #expect(hostile.code == 2)
    #expect(!demo.tool.exists("owned"))
  }
}
