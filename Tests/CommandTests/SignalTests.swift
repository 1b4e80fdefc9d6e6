import Foundation
import Testing

@Suite struct SignalTests {
  @Test(arguments: [(SIGTERM, Int32(143), "SIGTERM"), (SIGINT, 130, "SIGINT")])
  func `a signal in mid-run leaves reports that say so`(
    signal: Int32, code: Int32, name: String
  ) throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    // A model that does not answer holds the run for as long as the test wants.
    try demo.edit(
      "candidate: candidate.json ",
      "candidate: {command: [sh, -c, \"touch started; exec sleep 60\"]} ")

    let process = Process()
    process.executableURL = Tool.binary
    process.arguments = ["check"]
    process.currentDirectoryURL = demo.tool.directory
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, !demo.tool.exists("started") { usleep(10_000) }
    try #require(process.isRunning, "the run ended before it asked its model")
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
}
