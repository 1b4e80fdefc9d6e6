import Digest
import Foundation
import Kernels
import Models
import Tabular
import Testing

/// Digests are of the bytes that were read: of files and folders, models and tables.
@Suite struct InputDigestTests {
  private let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-digest-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private func place(_ name: String) -> String { "\(folder)/\(name)" }

  /// In place: the file stays the same one.
  private func write(_ name: String, _ text: String) throws {
    if let file = FileHandle(forWritingAtPath: place(name)) {
      try file.truncate(atOffset: 0)
      try file.write(contentsOf: Data(text.utf8))
      return try file.close()
    }
    try FileManager.default.createDirectory(
      atPath: URL(filePath: place(name)).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: place(name)))
  }

  /// Another file under the same name.
  private func swap(_ name: String, _ text: String) throws {
    try write(name + ".new", text)
    try FileManager.default.removeItem(atPath: place(name))
    try FileManager.default.moveItem(atPath: place(name + ".new"), toPath: place(name))
  }

  private func load(_ name: String, options: TableOptions = TableOptions()) throws -> InputDigest {
    let digest = InputDigest(path: place(name))
    _ = try TableReader.load(
      path: place(name), options: options, parallel: Parallel(threads: 2), witness: digest)
    return digest
  }

  private static let rows = "a,b\n" + (0..<5000).map { "\($0),x\($0 % 7)\n" }.joined()

  /// Parts and their folder come from files with and without guesses that fail: some are read twice.
  private static let late = rows + "late,y\n"

  @Test(arguments: [rows, late])
  func `the digest of a table is that of the file which was read`(text: String) throws {
    defer { remove() }
    try write("t.csv", text)
    let digest = try load("t.csv")
    try swap("t.csv", "a,b\n1,2\n")
    #expect(try digest.digest() == FileDigest(of: text))
  }

  @Test func `a table that changes in place is an error`() throws {
    defer { remove() }
    try write("t.csv", Self.rows)
    let digest = try load("t.csv")
    try write("t.csv", Self.rows.replacingOccurrences(of: "4711,", with: "4712,"))
    #expect(throws: ReadableFile.Failure.changed) { try digest.digest() }
  }

  @Test func `every part of a folder counts, and so do those that come and go`() throws {
    defer { remove() }
    for part in 0..<50 { try write("t/part-\(part).csv", Self.rows) }
    try write("t/_SUCCESS", "")
    let whole = try #require(FileDigest(path: place("t")))
    #expect(try load("t").digest() == whole)

    let swapped = try load("t")
    try swap("t/part-49.csv", "a,b\n1,2\n")
    #expect(try swapped.digest() == whole)
    try swap("t/part-49.csv", Self.rows)

    let added = try load("t")
    try write("t/part-50.csv", Self.rows)
    #expect(throws: ReadableFile.Failure.changed) { try added.digest() }
    try FileManager.default.removeItem(atPath: place("t/part-50.csv"))

    let changed = try load("t")
    try write("t/part-49.csv", Self.late)
    #expect(throws: ReadableFile.Failure.changed) { try changed.digest() }
  }

  /// What no library reads may change: `_SUCCESS` is no part.
  @Test func `a model and its folder`() throws {
    defer { remove() }
    let fixtures = "\(#filePath)".replacingOccurrences(
      of: "GateTests/InputDigestTests.swift", with: "ModelsTests/Fixtures/MLflow/")
    try FileManager.default.copyItem(
      atPath: fixtures + "lightgbm-booster", toPath: place("m"))
    let whole = try #require(FileDigest(path: place("m")))
    func load() throws -> InputDigest {
      let digest = InputDigest(path: place("m"))
      _ = try ModelLoader.load(path: place("m"), parallel: Parallel(threads: 1), witness: digest)
      return digest
    }
    #expect(try load().digest() == whole)
    let file = "m/model.lgb"
    let model = try String(contentsOfFile: place(file), encoding: .utf8)

    let swapped = try load()
    try swap(file, "tree\nanother model\n")
    #expect(try swapped.digest() == whole)
    try swap(file, model)

    let changed = try load()
    try write(file, model + "\n")
    #expect(throws: ReadableFile.Failure.changed) { try changed.digest() }
  }

  /// It was read as a file and then once more as a table.
  @Test func `a table of predictions is read once`() throws {
    defer { remove() }
    try write("p.csv", "score\n0.25\n0.75\n")
    let digest = InputDigest(path: place("p.csv"))
    let model = try ModelLoader.load(
      path: place("p.csv"), parallel: Parallel(threads: 1), witness: digest)
    try swap("p.csv", "score\n0.5\n0.5\n")
    #expect(try digest.digest() == FileDigest(of: "score\n0.25\n0.75\n"))
    let table = Table(columns: [Column(name: "x", values: .numeric([1, 2]))])
    let scores = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
    #expect(scores.outputs == [[0.25, 0.75]])
  }
}
