import Foundation
import Testing

/// `tollgate explain` with SHAP values and curves, and the checks that are made of them.
@Suite struct ExplainRowsTests {
  private func cells(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { $0.components(separatedBy: ",") }
  }

  @Test(arguments: ["auto", "path-dependent", "interventional"])
  func `base and values of every row add up to the margin that predict gives`(
    way: String
  ) throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let call = [
      "explain", "candidate.json", "test.csv", "--method", "shap", "--shap", way, "--rows", "40",
    ]
    let result = try demo.tool.run(call + ["--threads", "1"])
    #expect(result.code == 0, "\(result.error)")
    let lines = cells(result.output)
    #expect(lines.count == 41)
    #expect(lines[0].prefix(3) == ["row", "margin", "base"])
    let raw = try demo.tool.run(["predict", "candidate.json", "test.csv", "--raw"])
    for (line, margin) in zip(lines.dropFirst(), cells(raw.output).dropFirst()) {
      let numbers = line.compactMap(Double.init)
      #expect(numbers.count == lines[0].count)
      let expected = try #require(Double(margin[0]))
      #expect(abs(numbers[2...].reduce(0, +) - expected) < 1e-4)
    }
    #expect(try demo.tool.run(call + ["--threads", "2"]).output == result.output)
  }

  @Test func `predictions are explained by sampling, with errors, as JSON`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try demo.tool.run([
      "explain", "baseline.ubj", "test.csv", "--method", "shap", "--output", "prediction",
      "--rows", "3", "--background-rows", "8", "--format", "json",
    ])
    #expect(result.code == 0, "\(result.error)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["method"] as? String == "sampling")
    #expect(object["unit"] as? String == "prediction")
    #expect(object["background_rows"] as? Int == 8)
    let outputs = try #require(object["outputs"] as? [[String: Any]])
    #expect(outputs.first?["standard_errors"] != nil)
  }

  @Test func `curves of features have a line for each point`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let call = [
      "explain", "candidate.json", "test.csv", "--features", "age,female", "--rows", "300",
    ]
    let dependence = try demo.tool.run(call + ["--method", "pdp"])
    #expect(dependence.code == 0, "\(dependence.error)")
    #expect(cells(dependence.output)[0] == ["feature", "value", "pdp", "heterogeneity"])
    #expect(cells(dependence.output).count { $0[0] == "female" } == 2)
    let effects = try demo.tool.run(call + ["--method", "ale"])
    #expect(effects.code == 0, "\(effects.error)")
    #expect(cells(effects.output)[0] == ["feature", "value", "ale"])
  }

  private static let refusals: [([String], Int32, String)] = [
    ([], 2, "--label is missing: permutation importance needs the truth"),
    (["--method", "ale", "--features", "sex"], 2, "need an order"),
    (["--method", "pdp", "--features", "agee"], 2, "there is no column 'agee'"),
    (
      ["--method", "shap", "--shap", "path-dependent", "--output", "prediction"], 2,
      "exact SHAP values are of margins"
    ),
    (["--method", "shap", "--background", "none.csv"], 4, "none.csv"),
  ]

  @Test(arguments: refusals)
  func `what does not fit is one sentence`(flags: [String], code: Int32, message: String) throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try demo.tool.run(["explain", "candidate.json", "test.csv"] + flags)
    #expect(result.code == code)
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test
  func `monotone, effect_shift, attribution_share and attribute_flip are judged, and say why`()
    throws
  {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try demo.edit(
      "suites:\n",
      """
      suites:
        explainability:
          - monotone: {increasing: [age], decreasing: [person], max: 0.1%, rows: 400}
          - effect_shift: {features: [age], max: 0, rows: 400}
          - attribution_share: {features: [income, person], max: 0.001, rows: 200, background: 50}
          - attribute_flip: {attributes: [female, sex], max: 0, rows: 400}

      """)
    let result = try demo.tool.run(["check", "--only", "explainability"])
    #expect(result.code == 1, "\(result.error)")
    let report = try demo.tool.read("tollgate-report/report.json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any])
    let findings = try #require(object["findings"] as? [[String: Any]])
    var outcomes: [String: String] = [:]
    for finding in findings {
      outcomes[finding["id"] as? String ?? ""] = finding["outcome"] as? String
    }
    #expect(outcomes["explainability/monotone.age"] == "failed")
    // The id is no feature: no model gets to see it.
    #expect(outcomes["explainability/monotone.person"] == "passed")
    #expect(outcomes["explainability/effect_shift.age"] == "failed")
    #expect(outcomes["explainability/attribution_share.income"] == "failed")
    #expect(outcomes["explainability/attribution_share.person"] == "passed")
    #expect(outcomes["explainability/attribute_flip.female"] == "failed")
    // The column is beside the model's own 'female', and no split reads it.
    #expect(outcomes["explainability/attribute_flip.sex"] == "passed")
    #expect(report.contains("rises past"))
  }
}
