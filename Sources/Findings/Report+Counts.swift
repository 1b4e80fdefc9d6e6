extension Report.Counts {
  /// Counts of a list of findings.
  package init(_ findings: [Finding]) {
    var byOutcome: [Outcome: Int] = [:]
    for finding in findings { byOutcome[finding.outcome, default: 0] += 1 }
    self.init(planned: findings.count, byOutcome: byOutcome)
  }
}
