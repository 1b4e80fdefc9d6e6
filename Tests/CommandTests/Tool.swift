import Foundation
import Testing

/// The built binary, run as a user runs it.
struct Tool {
  struct Result {
    let code: Int32
    let output: String
    let error: String
  }

  /// A directory of the test's own; removed with ``remove()``.
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }

  /// The binary beside the test bundle, or the one that TOLLGATE_BINARY names: CI runs these tests
  /// once more with the released one.
  static var binary: URL {
    if let path = ProcessInfo.processInfo.environment["TOLLGATE_BINARY"] {
      return URL(fileURLWithPath: path)
    }
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("tollgate")
  }

  /// The repository, for files that are kept beside the sources.
  static var repository: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: directory.appendingPathComponent(name))
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: directory.appendingPathComponent(name))
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: directory.appendingPathComponent(name).path)
  }

  /// Runs `tollgate` with `arguments` in ``directory``, or in a folder of it.
  func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = Tool.binary
    process.arguments = arguments
    process.currentDirectoryURL = folder.map { directory.appendingPathComponent($0) } ?? directory
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files, not pipes: a full pipe would block the process while nobody reads.
    let output = directory.appendingPathComponent(".stdout-\(UUID().uuidString)")
    let error = directory.appendingPathComponent(".stderr-\(UUID().uuidString)")
    for file in [output, error] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if arguments.first == "check", let found = RejudgedReport.contradiction(in: directory) {
      Issue.record("the report of \(arguments) does not follow from its numbers: \(found)")
    }
    return Result(
      code: process.terminationReason == .exit
        ? process.terminationStatus : -process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      error: try String(contentsOf: error, encoding: .utf8))
  }
}
