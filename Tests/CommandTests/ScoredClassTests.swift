import Foundation
import Testing

/// A score beside a predicted class is the score of that class, where class and score make it certain.
@Suite struct ScoredClassTests {
  /// Whether the truth is yes, by row, and the probability of it.
  private static let rows: [(truth: Bool, chance: Double)] = (0..<200).map { row in
    let chance = Double((row * 37) % 199 + 1) / 200.5
    return (Double((row * 61) % 97) / 97 < chance, chance)
  }

  /// The chance that a positive row is above a negative one.
  private static let area: Double = {
    var wins = 0.0
    var pairs = 0.0
    for one in rows where one.truth {
      for other in rows where !other.truth {
        wins += one.chance > other.chance ? 1 : one.chance == other.chance ? 0.5 : 0
        pairs += 1
      }
    }
    return wins / pairs
  }()

  private struct Result {
    let values: [String: Double]
    let message: String
    let code: Int32
  }

  private func check(
    _ name: String, _ table: String, model: String = "", label: String = "visit",
    positive: String = "'yes'", words: (String, String) = ("no", "yes")
  ) throws -> Result {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(
      "rows.csv",
      "row,\(label)\n"
        + Self.rows.enumerated().map { "\($0),\($1.truth ? words.1 : words.0)\n" }.joined())
    try tool.write(name, table)
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: {path: \(name)\(model)}}
      data: {evaluation: rows.csv, label: \(label), positive: \(positive)}
      suites: {p: [roc_auc: {min: 0.01}, accuracy: {min: 0.01}]}
      """)
    let result = try tool.run(["check", "--ci", "none"])
    guard result.code < 2 else {
      return Result(values: [:], message: result.error, code: result.code)
    }
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    var values: [String: Double] = [:]
    for finding in (json as? [String: Any])?["findings"] as? [[String: Any]] ?? [] {
      let candidate = finding["candidate"] as? [String: Any]
      values[finding["id"] as? String ?? ""] = candidate?["value"] as? Double
    }
    return Result(values: values, message: result.output, code: result.code)
  }

  /// A line for each row: its predicted class and the score beside it.
  private func csv(
    _ header: String, words: (String, String) = ("no", "yes"), threshold: Double = 0.5,
    score: (Double, Bool) -> Double = { $1 ? $0 : 1 - $0 }
  ) -> String {
    header + "\n"
      + Self.rows.map { row in
        let isYes = row.chance >= threshold
        return "\(isYes ? words.1 : words.0),\(score(row.chance, isYes))\n"
      }.joined()
  }

  private func expectRight(_ result: Result, _ text: String) {
    let accuracy = Double(Self.rows.count { $0.truth == ($0.chance >= 0.5) }) / 200
    #expect(
      abs((result.values["p/roc_auc"] ?? .nan) - Self.area) < 1e-12, "\(text) \(result.message)")
    #expect(result.values["p/accuracy"] == accuracy, "\(text) \(result.message)")
  }

  @Test(arguments: [
    "Label,Score", "prediction_label,prediction_score", "predicted_label,probability",
    "predicted,prediction", "label,score",
  ])
  func `the score is that of the predicted class`(header: String) throws {
    for positive in ["yes", "no"] {
      let result = try check("p.csv", csv(header), positive: "'\(positive)'")
      expectRight(result, header)
    }
  }

  @Test func `as lines of a pipeline, as Weka writes it, as numbers, as truth values`() throws {
    let lines = Self.rows.map { row in
      let isYes = row.chance >= 0.5
      return
        "{\"label\": \"\(isYes ? "yes" : "no")\", \"score\": \(isYes ? row.chance : 1 - row.chance)}\n"
    }.joined()
    expectRight(try check("p.jsonl", lines), "jsonl")
    let weka =
      "inst#,actual,predicted,error,prediction\n"
      + Self.rows.enumerated().map { row, truth in
        let isYes = truth.chance >= 0.5
        return "\(row + 1),\(truth.truth ? "2:yes" : "1:no"),\(isYes ? "2:yes" : "1:no"),"
          + "\(isYes == truth.truth ? "" : "+"),\(isYes ? truth.chance : 1 - truth.chance)\n"
      }.joined()
    expectRight(try check("p.csv", weka), "weka")
    let numbers = csv("prediction_label,prediction_score", words: ("0", "1"))
    expectRight(try check("p.csv", numbers, positive: "1", words: ("0", "1")), "numbers")
    expectRight(
      try check("p.csv", numbers, positive: "true", words: ("false", "true")), "truth values")
    expectRight(try check("p.csv", numbers, model: ", classes: ['no', 'yes']"), "numbers by a list")
    let percent = csv("Label,Score") { 100 * ($1 ? $0 : 1 - $0) }
    let inPercent = try check("p.csv", percent, model: ", answers: percent")
    #expect(abs((inPercent.values["p/roc_auc"] ?? .nan) - Self.area) < 1e-9, "\(inPercent.message)")
    #expect(try check("p.csv", percent).message.contains("'answers:' beside 'path' must say"))
    let indexed = csv("label,score", words: ("LABEL_0", "LABEL_1"))
    expectRight(try check("p.csv", indexed, model: ", classes: ['no', 'yes']"), "names by a list")
  }

  @Test func `classes that are not the label's need a list`() throws {
    let indexed = csv("label,score", words: ("LABEL_0", "LABEL_1"))
    for words in [("no", "yes"), ("0", "1")] {
      let result = try check("p.csv", indexed, positive: "'\(words.1)'", words: words)
      #expect(result.code == 4)
      #expect(
        result.message.contains(
          "the classes 'LABEL_0', 'LABEL_1' are not those of label 'visit'"), "\(result.message)")
    }
    let numbers = csv("prediction,probability", words: ("0", "1"))
    #expect(try check("p.csv", numbers).message.contains("the classes '0', '1' are not those"))
  }

  @Test func `a score of one class in every row stays that`() throws {
    let ofYes = csv("prediction,probability") { chance, _ in chance }
    expectRight(try check("p.csv", ofYes), "yes")
    let ofNo = csv("prediction,probability") { chance, _ in 1 - chance }
    expectRight(try check("p.csv", ofNo), "no")
    // 1 beside a score that rises with it is the positive class, whatever the label calls it.
    let numbers = csv("prediction,probability", words: ("0", "1")) { chance, _ in chance }
    expectRight(try check("p.csv", numbers), "numbers")
    // Decided elsewhere, it is still its probability.
    let strict = csv("prediction,probability", threshold: 0.8) { chance, _ in chance }
    expectRight(try check("p.csv", strict), "threshold 0.8")
  }

  @Test func `what may be either is refused, and can be said`() throws {
    // Only above a half, and higher in one class: the probability of yes above 0.5, or of each class?
    let both = csv("prediction_label,prediction_score", threshold: 0.5) { chance, _ in
      0.5 + chance / 2
    }
    let result = try check("p.csv", both)
    #expect(result.code == 4)
    #expect(
      result.message.contains(
        "columns 'prediction_score' and 'prediction_label': do not tell whose probability "
          + "'prediction_score' is"), "\(result.message)")
    let said = try check("p.csv", both, model: ", answers: probability")
    #expect(abs((said.values["p/roc_auc"] ?? .nan) - Self.area) < 1e-12, "\(said.message)")
    let other = try check("p.csv", both, model: ", answers: predicted_class")
    #expect(other.code < 2 && other.values["p/roc_auc"] != said.values["p/roc_auc"])
    // Thresholds that differ from row to row: the class follows from the score in neither way.
    let neither =
      "prediction_label,prediction_score\n"
      + Self.rows.enumerated().map { row, truth in
        "\(truth.chance >= (row % 2 == 0 ? 0.3 : 0.7) ? "yes" : "no"),\(truth.chance)\n"
      }.joined()
    #expect(try check("p.csv", neither).code == 4)
  }

  @Test func `the truth beside a score is not taken for a prediction`() throws {
    let table =
      "label,score\n"
      + Self.rows.map { "\($0.truth ? "yes" : "no"),\($0.chance)\n" }.joined()
    for label in ["label", "visit"] { expectRight(try check("p.csv", table, label: label), label) }
  }

  @Test func `of three classes the predicted one is known`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let words = ["high", "low", "mid"]
    try tool.write("rows.csv", "y\n" + (0..<90).map { "\(words[$0 % 3])\n" }.joined())
    try tool.write(
      "p.csv",
      "label,score\n" + (0..<90).map { "\(words[($0 % 10 == 0 ? $0 + 1 : $0) % 3]),0.4\n" }.joined()
    )
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: p.csv}
      data: {evaluation: rows.csv, label: y}
      suites: {p: [accuracy: {min: 0.9, max: 0.9}]}
      """)
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == 0, "\(result.output)\(result.error)")
  }
}
