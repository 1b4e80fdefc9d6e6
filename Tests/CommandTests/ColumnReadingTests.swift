import Foundation
import Testing

/// How the columns of a table reach a model: what is read of them, and as what.
@Suite struct ColumnReadingTests {
  private static let fixtures = Tool.repository.appendingPathComponent("Tests/ModelsTests/Fixtures")

  /// A table of a `tables.json`, as CSV and as JSON Lines, which keeps texts apart from numbers.
  private func write(
    _ table: String, of file: String, to tool: Tool,
    adding more: [(name: String, cells: [Any])] = []
  ) throws {
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Self.fixtures.appendingPathComponent(file)))
    let stored = try #require((json as? [String: Any])?[table] as? [[String: Any]])
    var columns = try stored.map { column in
      (
        name: try #require(column["name"] as? String),
        cells: try #require(column["values"] as? [Any])
      )
    }
    columns += more
    var csv = columns.map(\.name).joined(separator: ",") + "\n"
    var lines = ""
    for row in 0..<columns[0].cells.count {
      csv +=
        columns.map { $0.cells[row] is NSNull ? "" : "\($0.cells[row])" }.joined(separator: ",")
        + "\n"
      let object = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.cells[row]) })
      lines +=
        String(
          decoding: try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]),
          as: UTF8.self) + "\n"
    }
    try tool.write("test.csv", csv)
    try tool.write("test.jsonl", lines)
  }

  @Test(arguments: [
    ("ONNX/columns-text-codes.onnx", "ONNX/tables.json"),
    ("SKOPS/text-codes.skops", "SKOPS/tables.json"),
  ])
  func `texts that look like numbers are the same from CSV as from a format with types`(
    model: String, tables: String
  ) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let rows = tables.hasPrefix("ONNX") ? 30 : 40
    let labels: [Any] = (0..<rows).map { $0 % 3 == 0 ? 1 : 0 }
    try write("text codes", of: tables, to: tool, adding: [(name: "y", cells: labels)])
    let path = Self.fixtures.appendingPathComponent(model).path
    let csv = try tool.run(["predict", path, "test.csv"])
    let lines = try tool.run(["predict", path, "test.jsonl"])
    #expect(csv.code == 0, "\(csv.error)")
    #expect(csv.output == lines.output && csv.output.contains("probability"))
    var findings: [String] = []
    for name in ["test.csv", "test.jsonl"] {
      try tool.write(
        "tollgate.yml",
        """
        models: {candidate: \(path)}
        data: {evaluation: \(name), label: y}
        suites: {p: [log_loss: {max: 100}]}
        """)
      let result = try tool.run(["check"])
      #expect(result.code == 0, "\(result.output)\(result.error)")
      let report = try JSONSerialization.jsonObject(
        with: Data(tool.read("tollgate-report/report.json").utf8))
      let list = try #require((report as? [String: Any])?["findings"] as? [[String: Any]])
      findings.append("\(try #require(list.first?["candidate"] as? [String: Any])["value"] ?? "")")
    }
    #expect(findings[0] == findings[1])
  }

  @Test func `the text that stood for a missing category can be named`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let folder = Self.fixtures.appendingPathComponent("catboost-missing-as-unknown")
    try write("catboost gaps", of: "catboost-tables.json", to: tool)
    let model = folder.appendingPathComponent("model.cbm").path
    let guessed = try tool.run(["predict", model, "test.jsonl"])
    let named = try tool.run(["predict", model, "test.jsonl", "--missing-category", "unknown"])
    #expect(guessed.code == 0 && named.code == 0, "\(guessed.error)\(named.error)")
    #expect(guessed.output != named.output)
    // What the model says with the right text is the label: then nothing is wrong.
    let scores = named.output.split(separator: "\n").dropFirst()
    let labels: [Any] = scores.map { Double($0) ?? 0 }
    try write("catboost gaps", of: "catboost-tables.json", to: tool, adding: [("y", labels)])
    for (more, code) in [("", Int32(1)), (", missing_category: unknown", 0)] {
      try tool.write(
        "tollgate.yml",
        """
        models: {candidate: {path: \(model)\(more)}}
        data: {evaluation: test.jsonl, label: y}
        suites: {p: [max_error: {max: 0}]}
        """)
      let result = try tool.run(["check"])
      #expect(result.code == code, "\(more): \(result.output)\(result.error)")
    }
  }

  @Test func `categories that a model does not know are refused, or missing if asked for`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let model = Self.fixtures.appendingPathComponent("xgboost-categories/model.json").path
    let labels: [Any] = (0..<24).map { $0 % 2 }
    try write("plain categories", of: "tables.json", to: tool, adding: [("y", labels)])
    let header = try tool.read("test.csv").split(separator: "\n")[0].split(separator: ",")
    let city = try #require(header.firstIndex(of: "city"))
    /// The table with another city in its first row.
    func table(_ text: String) throws -> String {
      var lines = try tool.read("test.csv").split(separator: "\n").map(String.init)
      var cells = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[city] = text
      lines[1] = cells.joined(separator: ",")
      return lines.joined(separator: "\n") + "\n"
    }
    try tool.write("missing.csv", try table(""))
    try tool.write("unseen.csv", try table("Atlantis"))
    let refused = try tool.run(["predict", model, "unseen.csv"])
    #expect(refused.code == 4)
    #expect(
      refused.error.contains(
        "'unknown_categories: missing' (predict: --unknown-categories missing)"),
      "\(refused.error)")
    let taken = try tool.run(["predict", model, "unseen.csv", "--unknown-categories", "missing"])
    #expect(taken.code == 0, "\(taken.error)")
    #expect(try taken.output == tool.run(["predict", model, "missing.csv"]).output)
    for (more, code) in [
      ("", Int32(4)), (", unknown_categories: as_library", 4), (", unknown_categories: missing", 0),
      (", unknown_categories: ignore", 2),
    ] {
      try tool.write(
        "tollgate.yml",
        """
        models: {candidate: {path: \(model)\(more)}}
        data: {evaluation: unseen.csv, label: y}
        suites: {p: [log_loss: {max: 1000}]}
        """)
      let result = try tool.run(["check"])
      #expect(result.code == code, "\(more): \(result.output)\(result.error)")
    }
  }

  @Test func `columns that nobody asks for are not read from Parquet`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let source = Tool.repository.appendingPathComponent(
      "Tests/TabularTests/Fixtures/parquet/required-arrow.parquet")
    var bytes = [UInt8](try Data(contentsOf: source))
    // The texts of 'key' become bytes that are none.
    let key = Array("K0".utf8)
    for place in bytes.indices.dropLast(1) where Array(bytes[place..<place + 2]) == key {
      bytes[place] = 0xFF
    }
    try tool.write("test.parquet", bytes)
    let inspected = try tool.run(["inspect", "test.parquet"])
    #expect(inspected.code == 4 && inspected.error.contains("column 'key'"), "\(inspected.error)")
    try tool.write(
      "scores.csv", "probability\n" + (0..<10).map { $0 % 2 == 0 ? "0.9\n" : "0.2\n" }.joined())
    for (more, code) in [("", Int32(0)), ("slices: [{by: [key]}]", 4)] {
      try tool.write(
        "tollgate.yml",
        """
        models: {candidate: scores.csv}
        data: {evaluation: test.parquet, label: text, positive: alpha}
        \(more)
        suites: {p: [accuracy: {min: 0.1}]}
        """)
      let result = try tool.run(["check"])
      #expect(result.code == code, "\(more): \(result.output)\(result.error)")
    }
    let report = try tool.run(["predict", "scores.csv", "test.parquet"])
    #expect(report.code == 0, "\(report.error)")
  }
}
