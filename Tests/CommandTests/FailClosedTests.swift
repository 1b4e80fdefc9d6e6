import Testing

/// What was asked for and not judged never ends as passed.
@Suite struct FailClosedTests {
  @Test func `each --only must match, not just one of them`() throws {
    let gate = try DemoGate()
    defer { gate.tool.remove() }
    let result = try gate.tool.run(["check", "--only", "recall", "--only", "negative_flip"])
    #expect(result.code == 2)
    #expect(result.error.contains("--only negative_flip matches no entry"))
  }

  @Test func `a name that would give two findings one id is refused`() throws {
    let gate = try DemoGate()
    defer { gate.tool.remove() }
    try gate.edit(
      "- negative_flips: {max: 5%}", "- negative_flips: {max: 5%}\n  performance2:\n    - accuracy")
    try gate.edit(
      "    - recall: {max_regression: 5pp, slices: all}",
      "    - recall: {max_regression: 5pp, slices: all}\n    - recall: {name: \"recall[sex=male]\"}"
    )
    let result = try gate.tool.run(["check"])
    #expect(result.code == 2)
    #expect(result.error.contains("'performance/recall[sex=male]'"))
  }

  /// 40 rows in the only slice; the baseline finds positives there, the candidate none.
  @Test func `a candidate that predicts no positives on a slice is not a slice too small`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    var (rows, candidate, baseline) = ("id,y,g\n", "id,probability\n", "id,probability\n")
    for row in 0..<80 {
      let isInSlice = row < 40
      rows += "\(row),\(row % 2),\(isInSlice ? "a" : "b")\n"
      candidate += "\(row),\(isInSlice ? 0.1 : row % 2 == 1 ? 0.9 : 0.8)\n"
      baseline += "\(row),\(row % 2 == 1 ? 0.9 : 0.8)\n"
    }
    try tool.write("test.csv", rows)
    try tool.write("candidate.csv", candidate)
    try tool.write("baseline.csv", baseline)
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: candidate.csv, baseline: baseline.csv}
      data: {evaluation: test.csv, label: y, id: id}
      slices: [{by: [g]}]
      suites: {p: [precision: {min: 0.4, slices: all}]}
      """)
    let result = try tool.run(["check"])
    #expect(result.code == 3, "\(result.output)")
    #expect(result.error.contains("p/precision[g=a]"))
  }
}
