import Foundation
import Testing

@Suite struct SignalTests {
  @Test(arguments: [(SIGTERM, Int32(143), "SIGTERM"), (SIGINT, 130, "SIGINT")])
  func `a signal in mid-run leaves reports that say so`(
    signal: Int32, code: Int32, name: String
  ) throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    // A pipe that nobody fills holds the run for as long as the test wants.
    let table = demo.tool.directory.appendingPathComponent("test.csv").path
    try FileManager.default.removeItem(atPath: table)
    #expect(mkfifo(table, 0o600) == 0)

    let process = Process()
    process.executableURL = Tool.binary
    process.arguments = ["check"]
    process.currentDirectoryURL = demo.tool.directory
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let writer = waitForReader(of: table, while: process)
    try #require(writer >= 0, "the run ended before it opened its table")
    defer { close(writer) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()

    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == code)
    let report = try demo.report()
    #expect(report["verdict"] as? String == "error")
    #expect(report["exit_code"] as? Int == Int(code))
    #expect((report["reason"] as? String)?.contains(name) == true)
    #expect(try demo.tool.read("tollgate-report/junit.xml").contains(name))
  }

  /// The writing end of the pipe once somebody reads it; negative if the process ended before.
  private func waitForReader(of path: String, while process: Process) -> Int32 {
    while process.isRunning {
      let descriptor = open(path, O_WRONLY | O_NONBLOCK)
      if descriptor >= 0 { return descriptor }
      usleep(10_000)
    }
    return -1
  }
}
