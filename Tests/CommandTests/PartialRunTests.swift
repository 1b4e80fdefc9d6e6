import Testing

/// `check --only`, bounds at the edge and slices without rows, as a user meets them.
@Suite struct PartialRunTests {
  @Test func `a run of some entries says so wherever it speaks`() throws {
    let gate = try DemoGate()
    defer { gate.tool.remove() }
    let result = try gate.tool.run([
      "check", "--only", "roc_auc", "--format", "json,markdown,junit,html,in-toto",
    ])
    #expect(result.code == 0)
    #expect(result.output.contains("(partial run: --only roc_auc)"))
    #expect(result.error.contains("partial run (--only roc_auc), which says nothing of the gate"))
    for file in ["report.json", "summary.md", "junit.xml", "index.html", "predicate.json"] {
      #expect(try gate.tool.read("tollgate-report/\(file)").contains("partial"), "\(file)")
    }
    #expect(!(try gate.tool.read("tollgate-report/predicate.json").contains("\"PASSED\"")))
    let again = try gate.tool.run(["render", "tollgate-report/report.json", "--format", "markdown"])
    #expect(again.code == 0 && again.output.contains("partial run"), "\(again.output)")
    let whole = try gate.tool.run(["check"])
    #expect(!whole.output.contains("partial") && !whole.error.contains("partial"))
  }

  @Test func `a run of some entries that did not end says so too`() throws {
    let gate = try DemoGate()
    defer { gate.tool.remove() }
    let arguments = ["check", "--only", "roc_auc", "--candidate", "absent.json"]
    #expect(try gate.tool.run(arguments).code == 4)
    #expect(try gate.tool.read("tollgate-report/report.json").contains("\"only\": ["))
    for file in ["summary.md", "junit.xml", "index.html"] {
      #expect(try gate.tool.read("tollgate-report/\(file)").contains("partial"), "\(file)")
    }
  }

  @Test func `a number out of range ends 2 at its place`() throws {
    let gate = try DemoGate()
    defer { gate.tool.remove() }
    try gate.edit("recall: {max_regression: 5pp,", "recall: {max_regression: 5,")
    let result = try gate.tool.run(["check"])
    #expect(result.code == 2)
    #expect(
      result.error.contains(
        "'max_regression: 5' of 'performance/recall' can never fail: recall is from 0 to 1"),
      "\(result.error)")
    #expect(result.error.contains("'5pp' or '5%' may be meant"))
    #expect(try gate.tool.run(["plan", "--no-scores"]).code == 2)
  }

  @Test func `a bound at the edge is noted by check itself`() throws {
    let gate = try DemoGate()
    defer { gate.tool.remove() }
    try gate.edit("- negative_flips: {max: 5%}", "- negative_flips: {max: 5%}\n    - f1: {min: 0}")
    let result = try gate.tool.run(["check"])
    #expect(result.output.contains("note: tollgate.yml:"), "\(result.output)")
    #expect(try gate.tool.read("tollgate-report/report.json").contains("can never fail"))
    #expect(try gate.tool.read("tollgate-report/summary.md").contains("can never fail"))
  }

  @Test func `a declared slice that no row is in ends 3`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("rows.csv", "id,y,g\n" + (0..<60).map { "\($0),\($0 % 2),a\n" }.joined())
    let scores = "id,probability\n" + (0..<60).map { "\($0),\($0 % 2 == 1 ? 0.9 : 0.1)\n" }.joined()
    try tool.write("new.csv", scores)
    try tool.write("old.csv", scores)
    for (slices, proof) in [("all", ""), ("[gone]", ""), ("all", ", prove: harm")] {
      try tool.write(
        "tollgate.yml",
        """
        models: {candidate: new.csv, baseline: old.csv}
        data: {evaluation: rows.csv, label: y, id: id}
        slices: [{name: gone, where: "g = 'b'"}]
        suites: {s: [accuracy: {max_regression: 5pp, slices: \(slices)\(proof)}]}
        """)
      let result = try tool.run(["check"])
      #expect(result.code == 3, "\(result.output)\(result.error)")
      #expect(result.error.contains("s/accuracy[gone]"), "\(result.error)")
    }
  }
}
