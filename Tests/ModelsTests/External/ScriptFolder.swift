import FoundationEssentials
import Kernels
import Testing

@testable import Models

/// A folder of a test's own with scripts in it; removed with it.
final class ScriptFolder: Sendable {
  let path: String
  let siblings = ChildProcesses()

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-external-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    siblings.endAll()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Whether there is a Python to run scripts with.
  static var hasPython: Bool {
    (environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
  }

  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
  }

  /// What is started to run `arguments` in the folder.
  func command(_ arguments: [String], variables: [String] = []) -> ChildProcess.Command {
    let passedOn = ["PATH", "HOME"].compactMap { name in
      Self.environment[name].map { "\(name)=\($0)" }
    }
    return ChildProcess.Command(
      arguments: arguments, directory: path, environment: passedOn + variables)
  }

  /// The channel to a Python script.
  func channel(
    python script: String, _ exchange: ExternalCommand.Exchange = .csv, timeout: Int = 20_000,
    secrets: [String] = [], variables: [String] = []
  ) throws -> any ScoringChannel {
    try write("score.py", script)
    return channel(
      ["python3", "score.py"], exchange, timeout: timeout, secrets: secrets, variables: variables)
  }

  func channel(
    _ arguments: [String], _ exchange: ExternalCommand.Exchange = .csv, timeout: Int = 20_000,
    secrets: [String] = [], variables: [String] = []
  ) -> any ScoringChannel {
    ExternalCommand(
      command: command(arguments, variables: variables), exchange: exchange,
      timeoutMilliseconds: timeout, secrets: Secrets(secrets)
    ).channel(among: siblings)
  }
}
