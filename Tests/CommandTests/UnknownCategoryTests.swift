import Foundation
import Testing

/// A gate says which categories its models do not know, and a check limits them.
@Suite struct UnknownCategoryTests {
  private static let model = Tool.repository
    .appendingPathComponent("Tests/ModelsTests/Fixtures/lightgbm-categories/model.txt")

  /// 400 rows in which the first `strange` cities have a blank behind them.
  private func tool(strange: Int, entries: String = "", data: String = "") throws -> Tool {
    let tool = try Tool()
    try FileManager.default.copyItem(
      at: Self.model, to: tool.directory.appendingPathComponent("model.txt"))
    var text = "age,income,score,rate,city,plan,member,weight,y\n"
    let plans = try Self.categories(holding: "7")
    let cities = try Self.categories(holding: "Riga")
    for row in 0..<400 {
      let plan = row % 9 == 0 ? "" : plans[row % plans.count]
      let city = cities[row % cities.count] + (row < strange ? " " : "")
      text += "\(20 + row % 50),\(row),\(row % 7),0.5,\(city),\(plan),true,\(row % 3),\(row % 2)\n"
    }
    try tool.write("test.csv", text)
    try tool.write(
      "tollgate.yml",
      """
      task: binary
      models: {candidate: model.txt, baseline: model.txt}
      data: {evaluation: test.csv, label: y\(data)}
      suites: {p: [log_loss: {max: 60}\(entries)]}
      """)
    return tool
  }

  /// A list of categories in the model's own file.
  private static func categories(holding name: String) throws -> [String] {
    let text = try String(contentsOf: model, encoding: .utf8)
    let line = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("pandas_categorical:") })
    let lists = try JSONSerialization.jsonObject(with: Data(line.dropFirst(19).utf8))
    let named = try #require(lists as? [[Any]])
    return try #require(named.first { $0.contains { "\($0)" == name } }).map { "\($0)" }
  }

  private func report(_ tool: Tool) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    return try #require(json as? [String: Any])
  }

  private func notes(_ report: [String: Any]) -> [(text: String, isMarked: Bool)] {
    (report["notes"] as? [[String: Any]] ?? []).map {
      (text: $0["text"] as? String ?? "", isMarked: $0["marked"] as? Bool ?? false)
    }.filter { $0.text.contains("does not know the category") }
  }

  private func fact(_ report: [String: Any]) -> String? {
    let inputs = report["inputs"] as? [String: Any]
    let facts = (inputs?["candidate"] as? [String: Any])?["facts"] as? [[String: String]]
    return facts?.first { $0["name"] == "unknown categories" }?["value"]
  }

  @Test(arguments: [(0, false), (3, false), (4, true), (400, true)])
  func `every run counts them, and a note is marked from 1 % on`(
    strange: Int, isMarked: Bool
  ) throws {
    let tool = try tool(strange: strange)
    defer { tool.remove() }
    let result = try tool.run(["check"])
    // No finding appears by itself.
    #expect(result.code == 0, "\(result.output)\(result.error)")
    let report = try report(tool)
    #expect((report["findings"] as? [Any])?.count == 1)
    let notes = notes(report)
    guard strange > 0 else {
      #expect(notes.isEmpty)
      #expect(fact(report)?.hasPrefix("none (") == true, "\(fact(report) ?? "")")
      return
    }
    let part = strange == 400 ? "all 400 rows" : "\(strange) of 400 rows"
    #expect(notes.count == 2)
    for (note, role) in zip(notes, ["candidate", "baseline"]) {
      #expect(note.text.hasPrefix("the \(role) does not know the category of 'city' in \(part)"))
      #expect(note.isMarked == isMarked)
    }
    #expect(fact(report) == "city: \(strange) of 400 rows")
    #expect(result.output.contains("\(isMarked ? "!" : "-") note: the candidate does not know"))
    #expect(try tool.read("tollgate-report/summary.md").contains("the category of 'city' in"))
    #expect(try tool.read("tollgate-report/index.html").contains("does not know the category of"))
    let again = try tool.run(["render", "tollgate-report/report.json", "--format", "markdown"])
    #expect(again.output.contains("the category of 'city' in"), "\(again.error)")
  }

  @Test func `a check limits them, feature by feature`() throws {
    let tool = try tool(strange: 40, entries: ", unknown_categories: {max: 5%}")
    defer { tool.remove() }
    let result = try tool.run(["check"])
    #expect(result.code == 1)
    let findings = try report(tool)["findings"] as? [[String: Any]] ?? []
    let outcomes = Dictionary(
      findings.map { ($0["id"] as? String ?? "", $0["outcome"] as? String ?? "") }
    ) { $1 }
    #expect(outcomes["p/unknown_categories.city"] == "failed")
    // No tree reads the plan.
    #expect(outcomes["p/unknown_categories.plan"] == nil, "\(outcomes)")
    let city = findings.first { $0["id"] as? String == "p/unknown_categories.city" }
    #expect((city?["candidate"] as? [String: Any])?["value"] as? Double == 0.1)
  }

  @Test func `weights count, and rows of weight 0 do not`() throws {
    let tool = try tool(
      strange: 9, entries: ", unknown_categories: {max: 5%}", data: ", weight: weight")
    defer { tool.remove() }
    _ = try tool.run(["check"])
    let report = try report(tool)
    let findings = report["findings"] as? [[String: Any]] ?? []
    let city = findings.first { $0["id"] as? String == "p/unknown_categories.city" }
    // Nine rows of the weights 0, 1, 2 among 400 of them.
    let value = try #require((city?["candidate"] as? [String: Any])?["value"] as? Double)
    #expect(abs(value - 9 / 399) < 1e-12, "\(value)")
    #expect(fact(report) == "city: 6 of 266 rows")
  }

  @Test func `predict tells them on standard error`() throws {
    let tool = try tool(strange: 40)
    defer { tool.remove() }
    let result = try tool.run(["predict", "model.txt", "test.csv"])
    #expect(result.code == 0)
    #expect(result.output.split(separator: "\n").count == 401)
    #expect(
      result.error
        == "tollgate: note: model.txt does not know the category of 'city' in 40 of 400 rows\n")
  }

  @Test func `questions about changed columns are not counted`() throws {
    let tool = try tool(
      strange: 40,
      entries: ", permutation_importance: {repeats: 3}, log_loss: {max: 61, name: again}"
    )
    defer { tool.remove() }
    let result = try tool.run(["check"])
    let report = try report(tool)
    #expect(notes(report).count == 2, "\(result.error)")
    #expect(fact(report) == "city: 40 of 400 rows")
  }
}
