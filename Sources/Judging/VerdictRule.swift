package import Findings

/// Makes verdict and exit code from the findings: the one function that does.
package struct VerdictRule: Sendable {
  package let onInconclusive: GatePolicy.OnInconclusive
  package let failOn: FailOn

  package init(onInconclusive: GatePolicy.OnInconclusive, failOn: FailOn) {
    self.onInconclusive = onInconclusive
    self.failOn = failOn
  }

  /// Failures weigh more than errors, errors more than what could not be decided.
  package func decide(_ findings: [Finding]) -> GateDecision {
    let failed = findings.filter { $0.outcome == .failed }
    let errors = findings.filter { $0.outcome == .error }
    let undecided = findings.filter { $0.outcome == .inconclusive && $0.blocksUndecided }
    let tolerated = findings.filter {
      $0.outcome == .inconclusive && $0.severity == .fail && !$0.blocksUndecided
    }
    let tells = findings.filter {
      $0.outcome == .warned || ($0.outcome == .inconclusive && $0.severity == .warn)
    }
    let judged = findings.filter(\.isJudged)
    let waived = findings.count { $0.outcome == .waived }
    if !failed.isEmpty {
      // Softening findings must not hide what broke.
      let softened: ExitCode = errors.isEmpty ? .passed : .unloadable
      return GateDecision(
        verdict: .failed, exitCode: failOn == .never ? softened : .failed,
        reason: sentence(failed, "failed", of: findings))
    }
    if !errors.isEmpty {
      return GateDecision(
        verdict: .error, exitCode: .unloadable,
        reason: sentence(errors, "could not be measured", of: findings))
    }
    let softens = failOn == .fail || failOn == .never
    if judged.isEmpty {
      // Not even the softest rule makes something of nothing.
      return GateDecision(
        verdict: .inconclusive, exitCode: .inconclusive,
        reason: undecided.isEmpty
          ? nothingJudged(findings) : sentence(undecided, "could not be decided", of: findings))
    }
    if tolerated.count == judged.count {
      return GateDecision(
        verdict: .inconclusive, exitCode: softens ? .passed : .inconclusive,
        reason: sentence(tolerated, "could not be decided", of: findings))
    }
    // What is undefined is more than doubt: 'on_inconclusive: warn' is about doubt.
    let blocking = onInconclusive == .fail ? undecided : undecided.filter(\.isUndefined)
    if !blocking.isEmpty {
      return GateDecision(
        verdict: .inconclusive, exitCode: softens ? .passed : .inconclusive,
        reason: sentence(blocking, "could not be decided", of: findings))
    }
    let warnings = tells + (onInconclusive == .warn ? undecided : [])
    return GateDecision(
      verdict: .passed, exitCode: failOn == .warn && !warnings.isEmpty ? .warned : .passed,
      reason: !warnings.isEmpty
        ? "no finding failed; " + sentence(warnings, "need a look", of: findings)
        : waived > 0
          ? "no finding failed; \(count(waived, "known failure")) \(waived == 1 ? "is" : "are") waived"
          : passed(judged.count, tolerated.count))
  }

  private func nothingJudged(_ findings: [Finding]) -> String {
    guard !findings.isEmpty else { return "nothing was judged: no suite has a check" }
    return
      "nothing was judged: none of the \(count(findings.count, "finding")) has a condition that "
      + "could be applied"
  }

  private func passed(_ judged: Int, _ tolerated: Int) -> String {
    guard tolerated > 0 else { return "all \(count(judged, "judged finding")) passed" }
    return
      "\(NumberStyle.ascii.count(judged - tolerated)) of \(count(judged, "judged finding")) passed; "
      + "no violation is shown in the \(tolerated == 1 ? "other" : "others")"
  }

  private func sentence(_ some: [Finding], _ what: String, of all: [Finding]) -> String {
    let names = some.prefix(3).map(named).joined(separator: ", ")
    return "\(some.count) of \(count(all.count, "finding")) \(what): \(names)"
      + (some.count > 3 ? " and \(some.count - 3) more" : "")
  }

  /// The finding's name, with by how much it failed: `performance/recall (-15.87 pp, at most 5pp worse)`.
  private func named(_ finding: Finding) -> String {
    guard let failed = finding.conditions.first(where: { $0.outcome == .failed }) else {
      return finding.id
    }
    let style = NumberStyle.ascii
    let measurement = finding.measurement
    let amount =
      failed.condition.kind.isComparison
      ? measurement.difference.map { style.difference($0, unit: measurement.unit) }
      : measurement.candidate.estimate.map {
        finding.isBoundedInPercent
          ? style.percent($0.value) : style.value($0.value, unit: measurement.unit)
      }
    return finding.id
      + (amount.map {
        " (\($0), \(style.requirement(failed.condition, comparedWith: finding.measurement.counterpart)))"
      } ?? "")
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(NumberStyle.ascii.count(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Finding {
  /// Whether a number met a bound, or would have with more rows. What a waiver is about is no number.
  fileprivate var isJudged: Bool {
    switch outcome {
    case .recorded: false
    case .inconclusive, .warned: !isUndefined && waivedPattern == nil
    case .passed, .failed, .waived, .error: true
    }
  }
}
