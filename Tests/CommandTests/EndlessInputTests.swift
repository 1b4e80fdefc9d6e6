import Foundation
import Testing

/// Files without end, and files that ask for more than a run may cost.
@Suite struct EndlessInputTests {
  /// What takes the place of a file: nothing writes to it, or nothing ends it.
  enum Endless: String, CaseIterable { case pipe, device, linkToPipe, linkToDevice }

  private func put(_ kind: Endless, _ name: String, in tool: Tool) throws {
    let path = tool.directory.appendingPathComponent(name).path
    try? FileManager.default.removeItem(atPath: path)
    switch kind {
    case .pipe: #expect(mkfifo(path, 0o600) == 0)
    case .device, .linkToDevice:
      // A device of our own needs rights that tests have not; a link leads to one.
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: kind == .device ? "/dev/zero" : "/dev/urandom")
    case .linkToPipe:
      #expect(mkfifo(path + ".pipe", 0o600) == 0)
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: name + ".pipe")
    }
  }

  @Test(arguments: Endless.allCases)
  func `pipes and devices are refused wherever a file is expected`(_ kind: Endless) throws {
    for (name, code) in [
      ("test.csv", Int32(4)), ("reference.csv", 4), ("pinned.csv", 4), ("candidate.json", 4),
      ("baseline.ubj", 4), ("tollgate.yml", 2),
    ] {
      let demo = try DemoGate()
      defer { demo.tool.remove() }
      try demo.edit(
        "evaluation: test.csv",
        "evaluation: test.csv" + (name == "reference.csv" ? "\n  reference: reference.csv" : ""))
      if name == "reference.csv" { try demo.edit("by: [plan]", "by: [age]\n    bins: 3") }
      if name == "pinned.csv" {
        try demo.tool.write(
          "tollgate.yml", try demo.tool.read("tollgate.yml") + "\npinned: {file: pinned.csv}\n")
      }
      try put(kind, name, in: demo.tool)
      let result = try demo.tool.run(["check"])
      #expect(result.code == code, "\(name): \(result.error)")
      // A reference that no bins are made of is only hashed.
      let said = name == "reference.csv" ? "cannot be read" : "a pipe or a device"
      #expect(
        result.error.contains("\(name): ") && result.error.contains(said),
        "\(name): \(result.error)")
    }
  }

  @Test func `a part of a table, and what other commands read, are held to it too`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try FileManager.default.createDirectory(
      at: tool.directory.appendingPathComponent("parts"), withIntermediateDirectories: true)
    try tool.write("parts/a.csv", "x\n1\n")
    try put(.pipe, "parts/b.csv", in: tool)
    let parts = try tool.run(["inspect", "parts"])
    #expect(parts.code == 4 && parts.error.contains("part 'b.csv': cannot be read: it is a pipe"))
    try put(.pipe, "pipe", in: tool)
    for arguments in [
      ["inspect", "pipe"], ["predict", "pipe", "parts/a.csv"], ["render", "pipe"],
      ["init", "--candidate", "pipe", "--data", "parts/a.csv"],
    ] {
      let result = try tool.run(arguments)
      #expect(result.code == 4 && result.error.contains("pipe"), "\(arguments): \(result.error)")
    }
  }

  @Test func `a link to a regular file is read`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let table = demo.tool.directory.appendingPathComponent("test.csv").path
    try FileManager.default.moveItem(atPath: table, toPath: table + ".moved")
    try FileManager.default.createSymbolicLink(
      atPath: table, withDestinationPath: "test.csv.moved")
    #expect(try demo.tool.run(["check"]).code == 1)
  }

  @Test func `a configuration is measured before it is parsed`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("tollgate.yml", "gate: a\n" + String(repeating: "- [a, b]\n", count: 200_000))
    let start = ContinuousClock.now
    let result = try tool.run(["check"])
    #expect(result.code == 2)
    #expect(result.error.contains("tollgate.yml: has more than 1 MB, which is the limit"))
    #expect(ContinuousClock.now - start < .seconds(5))
    // Within the limit it is parsed, and counted.
    try tool.write("tollgate.yml", "gate: [" + String(repeating: "1,", count: 120_000) + "1]\n")
    let many = try tool.run(["check"])
    #expect(many.code == 2 && many.error.contains("too large for a configuration"))
    try tool.write(
      "tollgate.yml",
      "gate: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "\n")
    let deep = try tool.run(["check"])
    #expect(deep.code == 2 && deep.error.contains("is nested too deeply"))
    // What is wrong a thousand times is not told a thousand times.
    let keys = (0..<1000).map { "k\($0): 1\n" }.joined()
    try tool.write("tollgate.yml", "gate: a\n" + keys)
    let strange = try tool.run(["check"])
    #expect(strange.error.contains("980 more unknown keys in the configuration"))
    #expect(strange.error.split(separator: "\n").count < 30)
  }

  @Test func `a model file has a size that a flag raises, told before it is read`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let path = demo.tool.directory.appendingPathComponent("candidate.json").path
    let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
    // A hole takes no room on the disk.
    #expect(truncate(path, 3 << 30) == 0)
    let large = try demo.tool.run(["check"])
    #expect(large.code == 4)
    #expect(
      large.error.contains(
        "candidate.json: the file is over the limit of 2 GB (a flag raises it: --max-model)"),
      "\(large.error)")
    #expect(truncate(path, off_t(size)) == 0)
    #expect(try demo.tool.run(["check", "--max-model", "1KB"]).error.contains("1024 bytes"))
    #expect(try demo.tool.run(["check", "--max-model", "1MB"]).code == 1)
    let wrong = try demo.tool.run(["check", "--max-model", "much"])
    #expect(wrong.code == 2 && wrong.error.contains("--max-model"), "\(wrong.error)")
  }

  @Test func `a report that is rendered again has a size too`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("report.json", "{}")
    #expect(truncate(tool.directory.appendingPathComponent("report.json").path, 65 << 20) == 0)
    let result = try tool.run(["render", "report.json"])
    #expect(result.code == 4)
    #expect(result.error.contains("report.json: has more than 64 MB, which is the limit"))
  }

  @Test func `a large file that is no model costs nothing`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("model.bin", [UInt8](repeating: 0, count: 4096))
    #expect(truncate(tool.directory.appendingPathComponent("model.bin").path, 1 << 31) == 0)
    try tool.write("rows.csv", "a\n1\n")
    let start = ContinuousClock.now
    #expect(try tool.run(["predict", "model.bin", "rows.csv"]).code == 4)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test func `a packed table has an absolute limit that a flag raises`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let folder = Tool.repository.appendingPathComponent("Tests/TabularTests/Fixtures/parquet")
    let table = folder.appendingPathComponent("arrow-zstd.parquet").path
    let low = try tool.run(["inspect", table, "--max-unpacked", "2KB"])
    #expect(low.code == 4)
    #expect(
      low.error.contains(
        "its 36 rows of 24 columns take more than 2048 bytes, which is the limit (a flag raises it: "
          + "--max-unpacked)"), "\(low.error)")
    #expect(try tool.run(["inspect", table, "--max-unpacked", "1MB"]).code == 0)
  }
}
