import Foundation
import Testing

/// `tollgate explain` and the checks of importance, on the demo's models and rows.
@Suite struct ExplainCommandTests {
  private static let label = ["--label", "visit", "--positive", "yes", "--id", "person"]

  @Test func `importances are CSV with a row for each feature, whatever the threads`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let call = ["explain", "candidate.json", "test.csv"] + Self.label
    let result = try demo.tool.run(call + ["--threads", "1"])
    #expect(result.code == 0, "\(result.error)")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "feature,importance,low,high,sampling_error,monte_carlo_error,repeats,share,read")
    #expect(lines.count == 1 + 12)
    let again = try demo.tool.run(call + ["--threads", "2"])
    #expect(again.output == result.output)
    let other = try demo.tool.run(call + ["--seed", "5"])
    #expect(other.output != result.output)
  }

  @Test func `some features, groups and JSON`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try demo.tool.run(
      ["explain", "baseline.ubj", "test.csv"] + Self.label + [
        "--features", "age,who", "--group", "who = female + education", "--metric", "log_loss",
        "--format", "json",
      ])
    #expect(result.code == 0, "\(result.error)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["metric"] as? String == "log_loss")
    let features = try #require(object["features"] as? [[String: Any]])
    #expect(Set(features.compactMap { $0["feature"] as? String }) == ["age", "who"])
  }

  private static let refusals: [([String], Int32, String)] = [
    (["--features", "agee"], 2, "there is no feature 'agee'; did you mean 'age'?"),
    (["--metric", "roc_ac"], 2, "'roc_ac' is no metric of this task; did you mean 'roc_auc'?"),
    (["--metric", "prevalence"], 2, "neither better high nor better low"),
    (["--group", "a = age + agee"], 2, "there is no column 'agee'; did you mean 'age'?"),
    (["--group", "age"], 2, "--group is written 'name = column + column', not 'age'"),
    (["--rows", "none"], 2, "--rows must be all or a number from 2 on, not 'none'"),
  ]

  @Test(arguments: refusals)
  func `what does not fit is one sentence`(flags: [String], code: Int32, message: String) throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let result = try demo.tool.run(
      ["explain", "candidate.json", "test.csv"] + Self.label + flags)
    #expect(result.code == code)
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test func `checks of importance are judged, and say which features`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try demo.edit(
      "suites:\n",
      """
      suites:
        explainability:
          - permutation_importance: {forbidden: [income, person], max_share: 0.01, top: 3}
          - importance_shift: {max: 0.9}
          - new_important_features: {k: 3}
          - importance_overlap: {k: 3, min: 0.01}
          - importance_rank_correlation: {min: 0.9999}
          - importance_share: {features: [age], max: 0.99}
          - dominant_feature
          - proxy_load: {protected: [sex], max: 1}

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
    #expect(outcomes["explainability/permutation_importance.income"] == "failed")
    // The id is no feature: no model gets to see it.
    #expect(outcomes["explainability/permutation_importance.person"] == "passed")
    #expect(outcomes["explainability/permutation_importance"] == "failed")
    #expect(outcomes["explainability/importance_shift"] == "passed")
    #expect(outcomes["explainability/importance_share.age"] == "passed")
    #expect(outcomes["explainability/new_important_features"] == "recorded")
    // Both are decided on what rows and repeats leave open of them.
    #expect(outcomes["explainability/importance_overlap"] != "failed")
    #expect(outcomes["explainability/importance_rank_correlation"] != "passed")
    for id in ["importance_overlap", "importance_rank_correlation"] {
      let finding = try #require(findings.first { $0["id"] as? String == "explainability/\(id)" })
      #expect((finding["message"] as? String)?.contains("[") == true, "\(finding)")
    }
    #expect(outcomes["explainability/dominant_feature"] != nil)
    #expect(outcomes["explainability/proxy_load.sex"] == "passed")
    #expect(report.contains("the model reads 'income', which is forbidden"))
    #expect(try demo.tool.read("tollgate-report/summary.md").contains("Permutation importance"))
    try checkPictures(try #require(object["exhibits"] as? [[String: Any]]))
  }

  /// Importance of both models side by side, and the curves of what findings and importance name.
  private func checkPictures(_ exhibits: [[String: Any]]) throws {
    let importance = try #require(exhibits.first { $0["id"] as? String == "importance" })
    let series = try #require(importance["series"] as? [[String: Any]])
    #expect(series.compactMap { $0["name"] as? String } == ["candidate", "baseline"])
    let curves = exhibits.filter { ($0["id"] as? String)?.hasPrefix("dependence-") ?? false }
    #expect((2...4).contains(curves.count))
    // What failed comes first.
    #expect(curves.first?["id"] as? String == "dependence-income")
    for curve in curves {
      let lines = try #require(curve["series"] as? [[String: Any]])
      #expect(lines.compactMap { $0["name"] as? String } == ["candidate", "baseline"])
      guard curve["kind"] as? String == "curves" else { continue }
      for line in lines {
        let (xs, ys) = try (
          #require(line["x"] as? [Double]), #require(line["y"] as? [Double])
        )
        #expect((2...20).contains(xs.count) && xs == xs.sorted() && ys.allSatisfy((0...1).contains))
      }
    }
  }

  @Test func `importances of slices and of stored predictions are refused with a sentence`() throws
  {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try demo.edit(
      "suites:\n",
      "suites:\n  explainability:\n    - permutation_importance: {slices: all}\n")
    let result = try demo.tool.run(["check"])
    #expect(result.code == 2)
    #expect(result.error.contains("whose rows exchange their values"), "\(result.error)")
    let predictions = try demo.tool.run(["predict", "candidate.json", "test.csv", "--id", "person"])
    try demo.tool.write("stored.csv", predictions.output)
    let explained = try demo.tool.run(["explain", "stored.csv", "test.csv"] + Self.label)
    #expect(explained.code == 4)
    #expect(explained.error.contains("cannot be asked about changed rows"), "\(explained.error)")
  }
}
