import Findings

extension Samples {
  private static func waiver(_ pattern: String, expires: String) -> Waiver {
    Waiver(reason: "RISK-398", owner: "ana@example.com", expires: expires)
  }

  static func declared(
    _ pattern: String, _ reason: String, _ expires: String, limit: DeclaredWaiver.Limit? = nil
  ) -> DeclaredWaiver {
    guard let day = CalendarDate(expires) else { preconditionFailure("\(expires) is no day") }
    return DeclaredWaiver(
      pattern: pattern,
      waiver: Waiver(
        reason: reason, owner: "ana@example.com", expires: expires,
        downTo: limit == nil ? nil : "-3pp"), expires: day, limit: limit)
  }

  private static func about(
    _ pattern: String, expires: String, _ outcome: Outcome, _ message: String, line: Int
  ) -> Finding {
    Finding(
      id: "waivers/\(pattern)", suite: Finding.waiverSuite, check: "waiver",
      measurement: Measurement(direction: .none, candidate: .undefined("a waiver is no number")),
      conditions: [], outcome: outcome, severity: outcome == .failed ? .fail : .warn,
      message: message, location: SourceLocation(file: "tollgate.yml", line: line),
      waiver: waiver(pattern, expires: expires))
  }

  /// One waiver is over, one names nothing, and what the first one accepted fails again.
  static let waivers = report(
    verdict: .failed, exitCode: 1,
    reason: "2 of 3 findings failed: performance/recall[part-time] (-2.10 pp, at most 1pp worse), "
      + "waivers/*[part-time]",
    findings: [
      finding(
        "performance", "recall", .failed,
        "-2.10 pp [-4.00, -1.20] is worse than the margin of 1 pp",
        candidate: (0.6011, 0.5720, 0.6302), baseline: (0.6221, 0.5931, 0.6511),
        difference: (-0.021, -0.04, -0.012), rows: 940, line: 27, slice: "part-time",
        conditions: [regression("1pp", 0.01, .failed, unit: .points)],
        waiver: waiver("*[part-time]", expires: "2026-09-28")),
      about(
        "*[part-time]", expires: "2026-09-28", .failed,
        "the waiver of '*[part-time]' (RISK-398, ana@example.com) expired 56 days ago, on 2026-09-28;"
          + " mend what it names, or accept it anew until a later day", line: 40),
      about(
        "performance/recal", expires: "2027-01-31", .warned,
        "the waiver of 'performance/recal' (RISK-398, ana@example.com, until 2027-01-31) names no "
          + "finding; did you mean 'performance/recall'?", line: 44),
    ],
    waivers: [
      declared("*[part-time]", "RISK-398", "2026-09-28"),
      declared("performance/recal", "RISK-398", "2027-01-31"),
    ])
}
