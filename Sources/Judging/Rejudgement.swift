package import Findings

/// A report's numbers, judged again by the rules that it holds.
package struct Rejudgement: Sendable {
  package let ruling: Ruling
  private let report: Report

  /// - Throws: What the report lacks; nothing is guessed in its place.
  package init(_ report: Report) throws(Refusal) {
    guard let policy = report.policy else {
      throw report.findings.isEmpty && report.verdict == .error ? .unfinished : .withoutPolicy
    }
    guard let correction = Correction(rawValue: report.statistics.correction) else {
      throw .unknownCorrection(report.statistics.correction)
    }
    guard (1e-6...0.5).contains(report.statistics.alpha) else { throw .alpha }
    self.report = report
    ruling = Ruling(
      report.findings.filter { $0.waivedPattern == nil }.map(Case.init),
      rules: JudgingRules(
        alpha: report.statistics.alpha, correction: correction, policy: policy),
      waivers: WaiverRule(
        waivers: policy.waivers, today: CalendarDate(startOf: report.run.start),
        isPartial: report.isPartial))
  }

  /// Why a report cannot be judged again.
  package enum Refusal: Error, Equatable, CustomStringConvertible {
    case withoutPolicy
    case unfinished
    case unknownCorrection(String)
    case alpha

    package var description: String {
      switch self {
      case .withoutPolicy:
        "an older version wrote this report without 'policy', which judging it again needs; run the gate again"
      case .unfinished: "the run ended before anything was judged, so nothing can be judged again"
      case .unknownCorrection(let name):
        "'statistics.correction' is '\(name)', which is not known; it must be one of "
          + Correction.allCases.map(\.rawValue).joined(separator: ", ")
      case .alpha: "'statistics.alpha' must be from 0.000001 to 0.5"
      }
    }
  }

  /// The first thing that the report says and its numbers do not, as a sentence; nil for a report that follows from
  /// its numbers.
  package var contradiction: String? {
    if ruling.findings.map(\.id) != report.findings.map(\.id) {
      return "its findings are not those that its numbers and waivers make"
    }
    for (said, found) in zip(report.findings, ruling.findings) {
      if said.outcome != found.outcome {
        return "it says that '\(said.id)' \(said.outcome.phrase), and its numbers say that it "
          + found.outcome.phrase
      }
      let conditions = zip(said.conditions, found.conditions)
      if let (one, other) = conditions.first(where: { $0.outcome != $1.outcome }) {
        return "it says that '\(one.condition.kind.rawValue): \(one.condition.bound.text)' of "
          + "'\(said.id)' \(one.outcome.phrase), and its numbers say that it \(other.outcome.phrase)"
      }
    }
    if report.statistics.families != ruling.families {
      return "its families of tests are not those of its findings"
    }
    if report.counts != Report.Counts(report.findings) {
      return "its counts are not those of its findings"
    }
    let decision = ruling.decision
    if report.verdict != decision.verdict || report.exitCode != decision.exitCode.rawValue {
      return "its verdict is '\(report.verdict.rawValue)' (exit code \(report.exitCode)), and its "
        + "numbers make '\(decision.verdict.rawValue)' (exit code \(decision.exitCode.rawValue))"
    }
    return nil
  }
}

extension Outcome {
  fileprivate var phrase: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .warned: "warns"
    case .inconclusive: "is inconclusive"
    case .waived: "is waived"
    case .recorded: "is recorded"
    case .error: "could not be measured"
    }
  }
}
