import Foundation
import Testing

/// Folders as models, and pickles: what the command says and which code it exits with.
@Suite struct ModelFolderTests {
  private static let fixtures = Tool.repository.appendingPathComponent("Tests/ModelsTests/Fixtures")

  @Test func `a pickle is described by inspect and refused by predict`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("test.csv", "a,b\n1,2\n")
    let pickle = Self.fixtures.appendingPathComponent("Pickle/evil-memo.pkl").path
    let inspected = try tool.run(["inspect", pickle])
    #expect(inspected.code == 0)
    #expect(inspected.output.contains("dangerous  builtins.eval, called"))
    #expect(inspected.output.contains("a scan is no proof"))
    let predicted = try tool.run(["predict", pickle, "test.csv"])
    #expect(predicted.code == 4)
    #expect(predicted.error.contains("skops.io.dump"))
  }

  @Test func `a folder's digest is that of the list of its files`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let folder = Self.fixtures.appendingPathComponent("MLflow/xgboost-classifier").path
    var rows = "age,visits,score,label\n"
    for row in 0..<40 { rows += "\(20 + row),\(row % 9),\(Double(row % 7) - 3),\(row % 2)\n" }
    try tool.write("test.csv", rows)
    _ = try tool.run([
      "check", "--candidate", folder, "--baseline", "\(folder)/MLmodel", "--data", "test.csv",
      "--label", "label",
    ])
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    let pipe = Pipe()
    shell.standardOutput = pipe
    shell.arguments = [
      "-c",
      "cd '\(folder)' && find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum",
    ]
    try shell.run()
    shell.waitUntilExit()
    let answer = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let digest = String(answer.prefix(64))
    #expect(digest.count == 64)
    let report = try tool.read("tollgate-report/report.json")
    // Candidate and baseline are one folder, by two paths.
    #expect(report.components(separatedBy: digest).count == 3)
  }
}
