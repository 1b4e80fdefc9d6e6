import Foundation
import Testing

/// Reports that cannot be written: the run says so, and never ends as passed.
@Suite struct WriteFailureTests {
  /// Whether this process may mount a file system for a child; containers often forbid it.
  private static let canMount: Bool = {
    (try? shell("mount -t tmpfs -o size=64k none /mnt", in: "/").code) == 0
  }()

  /// Runs in a mount namespace of its own, which ends with it.
  private static func shell(
    _ script: String, in directory: String
  ) throws -> (code: Int32, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["unshare", "--mount", "sh", "-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: file)
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: file, encoding: .utf8))
  }

  /// A gate that passes, so that only the writing can go wrong.
  private func passing() throws -> DemoGate {
    let demo = try DemoGate()
    try demo.edit("candidate: candidate.json ", "candidate: candidate-complete.json ")
    return demo
  }

  private func check(_ demo: DemoGate, mount: String) throws -> (code: Int32, error: String) {
    let place = demo.tool.directory.appendingPathComponent("out").path
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    return try Self.shell(
      "\(mount.replacingOccurrences(of: "OUT", with: "'\(place)'")) "
        + "&& exec '\(Tool.binary.path)' check --quiet --out out/reports",
      in: demo.tool.directory.path)
  }

  @Test(.enabled(if: canMount, "this system lets nobody mount a tmpfs"))
  func `a full disk is an error that says so`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    let result = try check(demo, mount: "mount -t tmpfs -o size=40k none OUT")
    #expect(result.code == 4)
    #expect(result.error.contains("the disk is full"), "\(result.error)")
  }

  /// A limit of the size of files, whose signal would end the process before it can say anything.
  @Test(arguments: ["", "--bogus"]) func `no report of an earlier run outlives a limit of files`(
    argument: String
  ) throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    #expect(try demo.tool.run(["check", "--quiet"]).code == 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "ulimit -f 0 && exec '\(Tool.binary.path)' check --quiet \(argument)",
    ]
    process.currentDirectoryURL = demo.tool.directory
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == (argument.isEmpty ? 4 : 2))
    for name in ["report.json", "junit.xml", "summary.md", "index.html"] {
      #expect(!demo.tool.exists("tollgate-report/\(name)"), "\(name) is still the earlier one")
    }
  }

  @Test(.enabled(if: canMount, "this system lets nobody mount a tmpfs"))
  func `a read-only folder is an error that says so`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    let result = try check(demo, mount: "mount -t tmpfs none OUT && mount -o remount,ro OUT")
    #expect(result.code == 4)
    #expect(result.error.contains("the file system is read-only"), "\(result.error)")
  }

  /// Nobody, root neither, can make a folder there.
  @Test(arguments: [
    ("/proc/reports", "no folder can be made there"),
    ("test.csv/reports", "a file stands where a folder is needed"),
  ]) func `a place for no folder is an error that names it`(place: String, reason: String) throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    let result = try demo.tool.run(["check", "--quiet", "--out", place])
    #expect(result.code == 4)
    #expect(
      result.error.contains("'\(place)': the folder cannot be made: \(reason)"), "\(result.error)")
  }

  @Test func `nothing of an earlier run stays when a new one cannot be rendered`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    #expect(try demo.tool.run(["check", "--quiet"]).code == 0)
    try FileManager.default.createDirectory(
      at: demo.tool.directory.appendingPathComponent("mine"), withIntermediateDirectories: true)
    try demo.tool.write("mine/summary.md.mustache", "{{verdct}}")
    let result = try demo.tool.run(["check", "--quiet", "--templates", "mine"])
    #expect(result.code == 4)
    #expect(result.error.contains("mine/summary.md.mustache:1:1: 'verdct' is not a name"))
    #expect(!demo.tool.exists("tollgate-report/index.html"))
    #expect(try demo.tool.read("tollgate-report/report.json").contains("is not a name"))
    #expect(try demo.tool.read("tollgate-report/junit.xml").contains("is not a name"))
  }

  @Test func `a folder in a report's place is an error in words`() throws {
    let demo = try passing()
    defer { demo.tool.remove() }
    try FileManager.default.createDirectory(
      at: demo.tool.directory.appendingPathComponent("out/summary.md/x"),
      withIntermediateDirectories: true)
    let result = try demo.tool.run(["check", "--quiet", "--out", "out"])
    #expect(result.code == 4)
    #expect(
      result.error.contains(
        "'out/summary.md': a folder stands where a file is needed; remove it"),
      "\(result.error)")
    #expect(!result.error.contains("Error"), "\(result.error)")
  }
}
