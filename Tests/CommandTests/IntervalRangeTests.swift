import Foundation
import Testing

/// No interval of a share reaches beyond 0 and 1, and none of a difference of shares beyond -1 and 1, on rows so
/// few that Student's would.
@Suite struct IntervalRangeTests {
  @Test(arguments: [8, 20]) func `limits stay where the number can be`(count: Int) throws {
    let tool = try Tool()
    defer { tool.remove() }
    var (rows, candidate, baseline) = ("id,g,h,y\n", "id,probability\n", "id,probability\n")
    for row in 0..<count {
      let y = row % 4 == 0 ? 1 : 0
      rows += "\(row),\(row % 3),\(row % 2),\(y)\n"
      let (new, old) = ([0.9, 0.2, 0.6, 0.1, 0.4][row % 5], [0.3, 0.8, 0.7, 0.2][row % 4])
      candidate += "\(row),\(new)\n"
      baseline += "\(row),\(old)\n"
    }
    try tool.write("test.csv", rows)
    try tool.write("candidate.csv", candidate)
    try tool.write("baseline.csv", baseline)
    let plain = [
      "accuracy", "balanced_accuracy", "error_rate", "false_discovery_rate", "false_negative_rate",
      "false_omission_rate", "false_positive_rate", "negative_predictive_value", "precision",
      "recall",
      "specificity", "selection_rate", "prevalence", "negative_flips", "churn", "weak_slices",
      "regressed_slices",
    ]
    let withOptions = [
      "precision_at_top: {share: 0.2}", "recall_at_top: {share: 0.2}", "recall_at_fpr: {fpr: 0.2}",
    ]
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: candidate.csv, baseline: baseline.csv}
      data: {evaluation: test.csv, label: y, id: id}
      suites:
        s:
      \((plain + withOptions).map { "    - \($0)" }.joined(separator: "\n"))
      """)
    let result = try tool.run(["check", "--quiet"])
    let report = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    let findings = (report as? [String: Any])?["findings"] as? [[String: Any]] ?? []
    #expect(findings.count >= plain.count + withOptions.count, "\(result.error)")
    var seen = 0
    for finding in findings where finding["unit"] as? String == "rate" {
      let isChange = finding["check"] as? String == "regressed_slices"
      for (part, least) in [
        ("candidate", isChange ? -1.0 : 0), ("baseline", 0), ("difference", -1),
      ] {
        guard let number = finding[part] as? [String: Any], let low = number["low"] as? Double,
          let high = number["high"] as? Double
        else { continue }
        seen += 1
        #expect(low >= least && high <= 1, "\(part) of \(finding["id"] ?? ""): [\(low), \(high)]")
      }
    }
    #expect(seen > 30)
  }
}
