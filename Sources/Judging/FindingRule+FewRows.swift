internal import Findings

/// What becomes of slices and groups that few rows are in.
extension FindingRule {
  /// A slice or group with a small denominator is judged only where its interval decides, and a slice never
  /// passes: so few rows can look well by luck in ways that no interval made of them knows.
  func tooSmall(
    _ judged: JudgedCondition, _ measurement: Measurement, _ rows: Int, _ check: String,
    _ terms: JudgingTerms
  ) -> JudgedCondition {
    let decidedOnInterval =
      judged.condition.judge == .interval && judged.outcome != .inconclusive
      || judged.condition.judge == .shown && judged.outcome == .failed
    let isDecided = decidedOnInterval || agreesWithInterval(judged, measurement, check, terms)
    if isDecided, judged.outcome == .failed || measurement.subject.slice == nil { return judged }
    var result = judged
    result.outcome = .inconclusive
    // Who names a slice wants it judged: too few rows are then doubt that blocks, unless the interval agrees.
    if terms.namesSlices, !isDecided { result.proof = .hold }
    if case .undefined = measurement.candidate { return result }
    result.reason =
      judged.reason
      + " (\(NumberStyle.ascii.count(rows)) \(terms.counted.noun(rows)); \(rules.policy.minimumRows) are needed to judge)"
    return result
  }

  /// Whether the interval decides as the number of few rows in a group does: a rule that demands point
  /// estimates is then followed all the same.
  private func agreesWithInterval(
    _ judged: JudgedCondition, _ measurement: Measurement, _ check: String, _ terms: JudgingTerms
  ) -> Bool {
    let condition = judged.condition
    guard terms.counted == .smallestGroup, condition.judge == .point,
      !condition.kind.isComparison
    else { return false }
    let onInterval = Judge(alpha: rules.alpha, name: check).judge(
      Condition(kind: condition.kind, bound: condition.bound, judge: .interval), measurement)
    return onInterval.outcome == judged.outcome
  }

  /// Whether neither model has the rows to be judged. Where only the candidate lacks them (it predicts
  /// no positives any more), the slice is large enough and the candidate is at fault.
  func isSmall(_ finding: Finding) -> Bool {
    let values = [finding.measurement.candidate, finding.measurement.baseline]
    let rows = values.map { $0?.estimate?.rows ?? 0 }.max() ?? 0
    return rows < rules.policy.minimumRows
  }
}
