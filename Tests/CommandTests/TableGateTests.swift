import Foundation
import Testing

/// A gate without models: tables alone, through every command.
@Suite struct TableGateTests {
  private func tool(_ suites: String, rows: Int = 400, strange: Int = 0, gate: String = "") throws
    -> Tool
  {
    let tool = try Tool()
    func table(_ count: Int, gaps: Int, strange: Int) -> String {
      var text = "id,age,job\n"
      for row in 0..<count {
        let age = row % gaps == 0 ? "" : "\(20 + row % 50)"
        let job = row < strange ? "pilot" : ["clerk", "smith", "nurse"][row % 3]
        text += "\(row),\(age),\(job)\n"
      }
      return text
    }
    try tool.write("today.csv", table(rows, gaps: 5, strange: strange))
    try tool.write("training.csv", table(1000, gaps: 50, strange: 0))
    try tool.write(
      "tollgate.yml",
      """
      data: {evaluation: today.csv, reference: training.csv, id: id}
      \(gate)
      suites: {data_quality: [\(suites)]}
      """)
    return tool
  }

  private func report(_ tool: Tool) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    return try #require(json as? [String: Any])
  }

  private func outcomes(_ report: [String: Any]) -> [String: String] {
    let findings = report["findings"] as? [[String: Any]] ?? []
    return Dictionary(
      findings.map { ("\($0["id"] ?? "")", "\($0["outcome"] ?? "")") }, uniquingKeysWith: { $1 })
  }

  @Test func `tables are judged without a model, by their usual bounds`() throws {
    let tool = try tool("row_count, missing, unseen_categories", strange: 40)
    defer { tool.remove() }
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == 1, "\(result.error)")
    let report = try report(tool)
    #expect(
      outcomes(report) == [
        "data_quality/row_count": "passed", "data_quality/missing.age": "failed",
        "data_quality/missing.job": "passed", "data_quality/unseen_categories.job": "failed",
      ])
    let inputs = report["inputs"] as? [String: Any]
    #expect(inputs?["candidate"] is NSNull)
    let page = try tool.read("tollgate-report/summary.md")
    #expect(page.contains("| Evaluation | Reference |"), "\(page)")
    #expect(page.contains("worse than the reference by more than 2 pp"))
    #expect(!page.contains("aseline"))
    #expect(!tool.exists("tollgate-report/rows.csv"))
  }

  @Test func `a good table passes, the same bytes twice`() throws {
    let tool = try tool("row_count: {min: 300, max_change: 70%}, missing: {max: 25%}")
    defer { tool.remove() }
    var reports: [String] = []
    for threads in ["1", "2"] {
      let result = try tool.run(["check", "--ci", "none", "--threads", threads])
      #expect(result.code == 0, "\(result.error)")
      let text = try tool.read("tollgate-report/report.json")
      reports.append(String(text[..<(text.range(of: "\"run\":")?.lowerBound ?? text.endIndex)]))
    }
    #expect(reports[0] == reports[1])
  }

  @Test func `slices are rows of both tables, and one without reference rows is undecided`() throws
  {
    let tool = try tool(
      "missing: {columns: [age], max_regression: 2pp, slices: all, prove: hold}", strange: 60,
      gate: "slices: [{by: [job]}]")
    defer { tool.remove() }
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == 1, "\(result.error)")
    let outcomes = outcomes(try report(tool))
    #expect(outcomes["data_quality/missing.age[job=pilot]"] == "inconclusive", "\(outcomes)")
    #expect(outcomes["data_quality/missing.age[job=clerk]"] == "failed", "\(outcomes)")
  }

  @Test func `plan measures the tables, and selftest says why there is nothing to learn`() throws {
    let tool = try tool("row_count, missing")
    defer { tool.remove() }
    for flags in [[], ["--no-scores"]] {
      let plan = try tool.run(["plan"] + flags)
      #expect(plan.code == 0, "\(plan.error)")
      #expect(plan.output.contains("the tables were measured"), "\(plan.output)")
      #expect(plan.output.contains("data_quality/missing.age"), "\(plan.output)")
    }
    let selftest = try tool.run(["selftest", "--runs", "20"])
    #expect(selftest.output.contains("it is about the tables, not about two models"))
  }

  @Test func `init writes a gate of tables that check takes`() throws {
    let tool = try tool("row_count")
    defer { tool.remove() }
    let made = try tool.run(
      ["init", "--data", "today.csv", "--reference", "training.csv", "--force"])
    #expect(made.code == 0, "\(made.error)")
    let text = try tool.read("tollgate.yml")
    #expect(
      text.contains("reference: training.csv") && text.contains("unseen_categories"), "\(text)")
    #expect(try tool.run(["check", "--ci", "none"]).code == 1)
    let alone = try tool.run(["init", "--data", "today.csv", "--force"])
    #expect(alone.code == 0, "\(alone.error)")
    let checked = try tool.run(["check", "--ci", "none"])
    #expect(checked.code == 0, "\(checked.error)")
    let wrong = try tool.run(["init", "--data", "today.csv", "--baseline", "m.json", "--force"])
    #expect(wrong.code == 2 && wrong.error.contains("--candidate is not given"), "\(wrong.error)")
  }

  @Test func `a gate with models opens neither labels nor models that no entry asks for`() throws {
    let tool = try tool("row_count: {min: 100}, missing: {columns: [age]}")
    defer { tool.remove() }
    let text = try tool.read("tollgate.yml")
    try tool.write("tollgate.yml", "models: {candidate: absent.json, baseline: gone.json}\n" + text)
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == 0, "\(result.error)")
    #expect(outcomes(try report(tool))["data_quality/row_count"] == "passed")
    // A pattern that means the models' inputs asks for them.
    try tool.write(
      "tollgate.yml",
      "models: {candidate: absent.json}\n"
        + text.replacingOccurrences(of: "missing: {columns: [age]}", with: "missing"))
    let asked = try tool.run(["check", "--ci", "none"])
    #expect(asked.code == 4 && asked.error.contains("absent.json"), "\(asked.error)")
  }

  @Test(arguments: [
    ("missing: {columns: [agee]}", Int32(2), "did you mean 'age'"),
    ("roc_auc", Int32(2), "lacks 'models'"),
    ("row_count: {min: -1}", Int32(2), "can never fail"),
    ("missing: {max: 150%}", Int32(2), "can never fail"),
  ])
  func `what cannot be judged is refused in a sentence`(
    suites: String, code: Int32, part: String
  ) throws {
    let tool = try tool(suites)
    defer { tool.remove() }
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == code && result.error.contains(part), "\(result.error)")
  }

  @Test func `an empty reference is nothing to compare with`() throws {
    let tool = try tool("missing")
    defer { tool.remove() }
    try tool.write("training.csv", "id,age,job\n")
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == 4, "\(result.error)")
    #expect(result.error.contains("training.csv: has no rows"), "\(result.error)")
  }
}
