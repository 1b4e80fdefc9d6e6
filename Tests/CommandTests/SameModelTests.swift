import Foundation
import Testing

/// What is told when a gate compares a model with itself, or joins rows by position that have names.
@Suite struct SameModelTests {
  /// The notes on files that are the same and on joins.
  private func notes(_ tool: Tool) throws -> [(text: String, isMarked: Bool)] {
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    let notes = (json as? [String: Any])?["notes"] as? [[String: Any]] ?? []
    return notes.map { ($0["text"] as? String ?? "", $0["marked"] as? Bool ?? false) }
      .filter { $0.0.contains("compared with themselves") || $0.0.contains("joined by position") }
  }

  private func tool(
    baseline: (Int) -> String, ids: (Int) -> String = { "\($0)" }, models: String? = nil,
    data: String = "", columns: String = "score"
  ) throws -> Tool {
    let tool = try Tool()
    try tool.write("rows.csv", "id,y\n" + (0..<50).map { "\($0),\($0 % 2)\n" }.joined())
    let own = (0..<50).map { columns.hasPrefix("id") ? "\(ids($0)),\(score($0))" : score($0) }
    try tool.write("new.csv", "\(columns)\n\(own.joined(separator: "\n"))\n")
    try tool.write("old.csv", "score\n" + (0..<50).map { "\(baseline($0))\n" }.joined())
    try tool.write(
      "tollgate.yml",
      """
      models: \(models ?? "{candidate: new.csv, baseline: old.csv}")
      data: {evaluation: rows.csv, label: y\(data)}
      suites: {p: [accuracy: {min: 0.01}]}
      """)
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == 0, "\(result.output)\(result.error)")
    return tool
  }

  private func score(_ row: Int) -> String { "0.\(row % 2 * 3 + row % 5 + 1)" }

  @Test func `the same bytes under two names are told`() throws {
    let tool = try tool(baseline: score)
    defer { tool.remove() }
    let notes = try notes(tool)
    #expect(
      notes.contains {
        $0.isMarked
          && $0.text
            == "the candidate and the baseline are the same bytes ('new.csv', 'old.csv'): they are "
            + "compared with themselves, and no comparison between them can fail"
      }, "\(notes)")
    #expect(try tool.read("tollgate-report/summary.md").contains("are the same bytes"))
  }

  @Test func `other bytes that answer alike are told, others not`() throws {
    let alike = try tool(baseline: { score($0) + "0" })
    defer { alike.remove() }
    #expect(
      try notes(alike).contains {
        $0.isMarked
          && $0.text.contains("are not the same ('new.csv', 'old.csv'), and answer every row alike")
      })
    let different = try tool(baseline: { $0 == 7 ? "0.61" : score($0) })
    defer { different.remove() }
    #expect(try notes(different).isEmpty)
  }

  @Test func `one file that is read in two ways is two models`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("rows.csv", "y\n" + (0..<50).map { "\($0 % 2)\n" }.joined())
    try tool.write("p.csv", "new,old\n" + (0..<50).map { "0.\($0 % 9),0.\($0 % 7)\n" }.joined())
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: {path: p.csv, score: new}, baseline: {path: p.csv, score: old}}
      data: {evaluation: rows.csv, label: y}
      suites: {p: [accuracy: {max_regression: 50pp}]}
      """)
    #expect(try tool.run(["check", "--ci", "none"]).code == 0)
    #expect(try notes(tool).isEmpty)
  }

  @Test func `rows with names that are joined by position are told`() throws {
    let agreeing = try tool(
      baseline: { _ in "0.5" }, models: "{candidate: new.csv}", columns: "id,score")
    defer { agreeing.remove() }
    #expect(
      try notes(agreeing).map(\.text) == [
        "the candidate's rows are joined by position, though both tables have a column 'id', which "
          + "agrees in every row; 'data: {id: id}' joins by it"
      ])
    let shuffled = try tool(
      baseline: { _ in "0.5" }, ids: { "\(49 - $0)" }, models: "{candidate: new.csv}",
      columns: "id,score")
    defer { shuffled.remove() }
    let told = try notes(shuffled)
    #expect(told.count == 1 && told.allSatisfy(\.isMarked))
    #expect(
      told.first?.text.contains("differs from row 1 on ('49' there, '0' in the evaluation rows)")
        == true,
      "\(told)")
    let joined = try tool(
      baseline: { _ in "0.5" }, ids: { "\(49 - $0)" }, models: "{candidate: new.csv}",
      data: ", id: id", columns: "id,score")
    defer { joined.remove() }
    #expect(try notes(joined).isEmpty)
  }
}
