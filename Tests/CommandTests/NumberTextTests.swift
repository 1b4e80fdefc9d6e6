import Foundation
import Testing

/// Numbers that a table writes in its own way, and what a model's own library says of the same rows.
@Suite struct NumberTextTests {
  private static let folder = Tool.repository.appendingPathComponent(
    "Tests/ModelsTests/Fixtures/tables")

  private static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func expected(_ name: String) throws -> [Float] {
    try JSONDecoder().decode(
      [Float].self, from: Data(contentsOf: Self.folder.appendingPathComponent(name)))
  }

  private func scores(_ output: String) -> [Float] {
    output.split(separator: "\n").dropFirst().compactMap { Float($0) }
  }

  private func predict(_ arguments: [String]) throws -> Tool.Result {
    let tool = try Tool()
    defer { tool.remove() }
    return try tool.run(["predict"] + arguments)
  }

  @Test(arguments: ["sentinel.csv", "sentinel.parquet", "sentinel32.parquet", "sentinel.jsonl"])
  func `a number that means no value is missing in every format`(_ table: String) throws {
    let right = try expected("sentinel.expected.json")
    let model = Self.path("sentinel.json")
    for marker in ["-999", "-999.0", "-9.99e2", "NA,-999"] {
      let result = try predict([model, Self.path(table), "--missing", marker])
      #expect(result.code == 0 && scores(result.output) == right, "\(marker): \(result.error)")
    }
    let unsaid = try predict([model, Self.path(table)])
    #expect(scores(unsaid.output) != right && unsaid.error.isEmpty)
  }

  @Test func `a configuration says so too, and a marker that no cell is is told`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    for table in ["sentinel.csv", "sentinel.parquet", "sentinel.jsonl"] {
      try tool.write(
        "tollgate.yml",
        """
        models: {candidate: \(Self.path("sentinel.json"))}
        data: {evaluation: \(Self.path(table)), label: y, missing: [-999, "?"]}
        suites: {p: [roc_auc: {min: 0.9}]}
        """)
      let result = try tool.run(["check"])
      #expect(result.code == 0, "\(table): \(result.output)\(result.error)")
      let report = try tool.read("tollgate-report/report.json")
      #expect(report.contains("no cell is '?', which data.missing names"))
      #expect(!report.contains("no cell is '-999'"))
    }
  }

  @Test(arguments: [
    ("padded.json", "padded.csv", [] as [String]),
    ("padded.json", "padded-commas.csv", ["--decimal", ","]),
    ("padded.json", "commas-quoted.csv", ["--decimal", "comma"]),
    ("padded-nameless.json", "padded.csv", []),
    ("padded-nameless.json", "padded-commas.csv", ["--decimal", "comma"]),
  ])
  func `zeros in front and decimal commas are numbers to a model that takes numbers`(
    _ model: String, _ table: String, _ flags: [String]
  ) throws {
    let result = try predict([Self.path(model), Self.path(table)] + flags)
    #expect(result.code == 0, "\(result.error)")
    let right = try expected("padded.expected.json")
    #expect(scores(result.output) == right)
  }

  @Test func `a configuration says that commas are decimal`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let rows = try String(contentsOfFile: Self.path("padded-commas.csv"), encoding: .utf8)
    let labels = try expected("padded.expected.json").map {
      "\($0)".replacingOccurrences(of: ".", with: ",")
    }
    let lines = zip(rows.split(separator: "\n").map(String.init), ["y"] + labels)
    try tool.write("rows.csv", lines.map { "\($0);\($1)" }.joined(separator: "\n") + "\n")
    for decimal in ["\",\"", "comma"] {
      try tool.write(
        "tollgate.yml",
        """
        models: {candidate: \(Self.path("padded.json"))}
        data: {evaluation: rows.csv, label: y, decimal: \(decimal)}
        suites: {p: [max_error: {max: 0.00001}]}
        """)
      let result = try tool.run(["check"])
      #expect(result.code == 0, "\(result.output)\(result.error)")
    }
    try tool.write("tollgate.yml", try tool.read("tollgate.yml").replacing("comma", with: "dot"))
    let wrong = try tool.run(["check"])
    #expect(wrong.code == 2 && wrong.error.contains("'decimal' is 'dot'; it may be point, comma"))
  }

  @Test(arguments: [
    ("?", "if it means no value, 'data.missing' names it (a flag: --missing)"),
    ("oops", "if it means no value"), ("15%", "if it means no value"), ("-", "if it means"),
    ("\"1,5\"", "if the comma is decimal, 'data.decimal: \",\"' says so (a flag: --decimal ',')"),
    ("\"1,500\"", "thousands have no separator"),
    ("12345678901234567890", "whole numbers beyond 2^53 are texts"),
  ])
  func `the first cell that is no number is named with its line`(
    _ cell: String, _ advice: String
  ) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let model = Self.path("padded.json")
    let rows = String(repeating: "01,0.5\n", count: 5000)
    let shown = cell.filter { $0 != "\"" }
    try tool.write("rows.csv", "month,x\n" + rows + "\(cell),1\n")
    let one = try tool.run(["predict", model, "rows.csv"])
    #expect(one.code == 4)
    #expect(
      one.error.contains(
        "column 'month' must be numeric for this model and is text: line 5002 holds '\(shown)' "
          + "(1 cell is no number); "), "\(one.error)")
    #expect(one.error.contains(advice), "\(one.error)")
    try tool.write("rows.csv", "month,x\n\(cell),1\n" + rows + "\(cell),1\n02,3\n")
    let two = try tool.run(["predict", model, "rows.csv"])
    #expect(two.error.contains("line 2 holds '\(shown)' (2 cells are no numbers)"), "\(two.error)")
  }

  @Test func `other formats and commands name the cell too`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let model = Self.path("padded.json")
    try tool.write("rows.jsonl", "{\"month\": 1, \"x\": 2}\n{\"month\": \"?\", \"x\": 2}\n")
    let lines = try tool.run(["predict", model, "rows.jsonl"])
    #expect(lines.error.contains("is text: line 2 holds '?' (1 cell is no number)"))
    try tool.write("rows.jsonl", "{\"month\": \"01\", \"x\": 2}\n{\"month\": \"02\", \"x\": 2}\n")
    let texts = try tool.run(["predict", model, "rows.jsonl"])
    #expect(
      texts.error.contains(
        "'month' must be numeric for this model and is text: line 1 holds '01', a number that is "
          + "stored as text; store the column as numbers"), "\(texts.error)")
    try tool.write("rows.csv", "month,x\n1,2\n1,?\n")
    let explained = try tool.run(["explain", model, "rows.csv", "--method", "shap"])
    #expect(explained.error.contains("line 3 holds '?'"), "\(explained.error)")
  }

  @Test func `infinite numbers are shown as such`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("rows.csv", "a,b\n1,inf\n2,-inf\n3,5\n")
    let result = try tool.run(["inspect", "rows.csv"])
    #expect(result.output.contains("b  numeric · -inf to inf, mean nan"), "\(result.output)")
  }
}
