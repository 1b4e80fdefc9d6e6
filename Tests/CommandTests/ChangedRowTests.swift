import Foundation
import Testing

/// Rows that changed, pinned rows, bins and searched slices, as a user meets them.
@Suite struct ChangedRowTests {
  /// 60 rows; the baseline is wrong on every tenth from row 0, the candidate on every tenth from row 1
  /// and on row 20.
  private func gate(_ more: String, suites: String = "{p: [accuracy: {min: 0.5}]}") throws -> Tool {
    let tool = try Tool()
    var truth = "id,y,age,plan\n"
    var baseline = "id,probability\n"
    var candidate = "id,probability\n"
    for row in 0..<60 {
      let isPositive = row % 2 == 0
      truth += "r\(row),\(isPositive ? 1 : 0),\(row),\(row < 30 ? "free" : "paid")\n"
      let wasWrong = row % 10 == 0
      let isWrong = row % 10 == 1 || row == 20
      baseline += "r\(row),\(isPositive == wasWrong ? "0.2" : "0.8")\n"
      let height = row == 11 ? "0.95" : isPositive == isWrong ? "0.1" : "0.9"
      candidate += "r\(row),\(height)\n"
    }
    try tool.write("test.csv", truth)
    try tool.write("baseline.csv", baseline)
    try tool.write("candidate.csv", candidate)
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: candidate.csv, baseline: baseline.csv}
      data: {evaluation: test.csv, label: y, id: id, positive: 1}
      suites: \(suites)
      \(more)
      """)
    return tool
  }

  @Test func `newly wrong, fixed and still wrong rows are listed, the largest fall first`() throws {
    let tool = try gate("reports: {rows: 3, row_values: [plan]}")
    defer { tool.remove() }
    let result = try tool.run(["check"])
    #expect(result.code == 0, "\(result.output)\(result.error)")
    let lines = try tool.read("tollgate-report/rows.csv").split(separator: "\n").map(String.init)
    #expect(lines[0] == "id,change,baseline,candidate,plan")
    // Row 11 is a negative one that scores 0.95: what was true fell from 0.8 to 0.05.
    #expect(lines[1].hasPrefix("r11,newly_wrong,0.8,0.05"))
    #expect(lines.filter { $0.contains("newly_wrong") }.count == 6)
    #expect(lines.filter { $0.contains(",fixed,") }.count == 5)
    #expect(lines.filter { $0.contains("still_wrong") } == ["r20,still_wrong,0.2,0.1,free"])
    let summary = try tool.read("tollgate-report/summary.md")
    #expect(summary.contains("Newly wrong rows (3 of 6)"))
    #expect(summary.contains("| r11 | 0.8000 | 0.05000 | -0.7500 | free |"))
    let page = try tool.read("tollgate-report/index.html")
    #expect(page.contains("Newly wrong rows (3 of 6)"))
  }

  @Test func `without asking no value of a row leaves the data`() throws {
    let tool = try gate("")
    defer { tool.remove() }
    _ = try tool.run(["check"])
    #expect(try tool.read("tollgate-report/rows.csv").hasPrefix("id,change,baseline,candidate\n"))
    for file in ["report.json", "summary.md", "index.html"] {
      let text = try tool.read("tollgate-report/\(file)")
      #expect(!text.contains("paid"), "\(file)")
    }
    let quiet = try gate("reports: {rows: 0}")
    defer { quiet.remove() }
    _ = try quiet.run(["check"])
    #expect(!quiet.exists("tollgate-report/rows.csv"))
    #expect(try !quiet.read("tollgate-report/report.json").contains("r11"))
  }

  @Test(arguments: [
    ("pinned: {ids: [r2, r3]}", 0, "all 2 pinned rows are right"),
    ("pinned: {ids: [r2, r11, r21]}", 1, "2 of 3 pinned rows are wrong: 'r11', 'r21'"),
    ("pinned: {where: \"age < 11\"}", 1, "1 of 11 pinned rows is wrong: 'r1'"),
    ("pinned: {ids: [r2, nobody]}", 4, "1 pinned row is not in test.csv: 'nobody'"),
    ("pinned: {where: \"age > 100\"}", 4, "1 pinned row is not in test.csv: 'where: age > 100'"),
    ("pinned: {file: pins.csv}", 1, "1 of 2 pinned rows is wrong: 'r1'"),
    ("pinned: {file: absent.csv}", 4, "absent.csv"),
    ("pinned: {ids: []}", 2, "pinned must hold 'ids', 'file' or 'where'"),
    ("pinned: {where: \"agee < 3\"}", 2, "agee"),
  ])
  func `a pinned row that breaks, or is gone, is named`(
    section: String, code: Int32, message: String
  ) throws {
    let tool = try gate(section)
    defer { tool.remove() }
    try tool.write("pins.csv", "id\nr1\nr2\n")
    let result = try tool.run(["check", "--out", "out"])
    #expect(result.code == code, "\(result.output)\(result.error)")
    let told = [
      result.output, result.error,
      tool.exists("out/report.json") ? try tool.read("out/report.json") : "",
    ]
    #expect(told.contains { $0.replacing("\n    ", with: " ").contains(message) }, "\(told)")
  }

  @Test func `bins make slices by count or by edges, named by their edges`() throws {
    for (bins, names) in [
      ("3", ["[age<20]", "[20<=age<40]", "[age>=40]"]),
      ("[18, 65]", ["[age<18]", "[18<=age<65]"]),
    ] {
      let tool = try gate(
        "slices: [{by: [age], bins: \(bins)}]", suites: "{p: [accuracy: {slices: all}]}")
      defer { tool.remove() }
      let result = try tool.run(["check"])
      for name in names {
        let report = try tool.read("tollgate-report/report.json")
        #expect(report.contains("p/accuracy\(name)"), "\(result.output)\(result.error)")
      }
    }
  }

  @Test(arguments: [
    ("slices: [{by: [age], bins: 1}]", "'bins' must be a number of bins from 2 to 100"),
    ("slices: [{by: [age], bins: [3, 2]}]", "'bins' must be up to 99 numbers in ascending order"),
    ("slices: [{by: [plan], bins: 3}]", "no column of 'by' holds numbers"),
    ("slices: [{name: a, where: \"age < 3\", bins: 3}]", "'bins' cuts the numbers of 'by' columns"),
    ("reports: {row_values: [plann]}", "did you mean 'plan'?"),
  ])
  func `what does not fit is a sentence with its place`(section: String, message: String) throws {
    let tool = try gate(section)
    defer { tool.remove() }
    let result = try tool.run(["check"])
    #expect(result.code == 2)
    #expect(result.error.contains("tollgate.yml:4"), "\(result.error)")
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test func `searched slices need columns that exist and no slices of their own`() throws {
    for (entry, message) in [
      ("weak_slices: {columns: [agee]}", "no column 'agee'; did you mean 'age'?"),
      ("weak_slices: {columns: [y]}", "'columns' names the label 'y'"),
      ("weak_slices: {slices: all}", "finds its slices by itself"),
      ("regressed_slices: {max_regression: 1pp}", "measures two models against each other"),
    ] {
      let tool = try gate("slices: [{by: [plan]}]", suites: "{p: [\(entry)]}")
      defer { tool.remove() }
      let result = try tool.run(["check"])
      #expect(result.code == 2 && result.error.contains(message), "\(result.error)")
    }
    let tool = try gate("", suites: "{p: [weak_slices: {max: 0.9, min_rows: 5, tau: 0.05}]}")
    defer { tool.remove() }
    let result = try tool.run(["check"])
    #expect(result.code == 0, "\(result.output)\(result.error)")
  }

  @Test func `rows.csv opens in a spreadsheet without running anything`() throws {
    let tool = try gate("reports: {rows: 3, row_values: [plan, age]}")
    defer { tool.remove() }
    let nasty = "\"=HYPERLINK(\"\"http://x\"\")\u{1B}[31m\""
    for file in ["test.csv", "baseline.csv", "candidate.csv"] {
      try tool.write(
        file,
        tool.read(file).replacingOccurrences(of: "r11,", with: "@r11,")
          .replacingOccurrences(of: ",free\n", with: ",\(nasty)\n"))
    }
    #expect(try tool.run(["check"]).code == 0)
    let rows = try tool.read("tollgate-report/rows.csv")
    #expect(rows.contains("\n'@r11,newly_wrong,0.8,0.05"))
    #expect(rows.contains(",\"'=HYPERLINK(\"\"http://x\"\")\",11\n"))
    #expect(!rows.contains("\u{1B}"))
  }
}
