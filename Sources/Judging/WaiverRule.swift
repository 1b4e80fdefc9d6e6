package import Findings
internal import Kernels

/// Lets known failures pass for a time, and fails where such a time is over.
///
/// A waiver covers what failed, was warned of or could not be decided; never what could not be measured.
/// It is reported itself where it has expired (which fails) or names nothing.
package struct WaiverRule {
  let waivers: [DeclaredWaiver]
  /// Nil where the day is not known: then no waiver holds.
  let today: CalendarDate?
  /// Whether only some entries ran, so that a waiver may name one of the others.
  let isPartial: Bool

  package init(waivers: [DeclaredWaiver], today: CalendarDate?, isPartial: Bool) {
    self.waivers = waivers
    self.today = today
    self.isPartial = isPartial
  }

  /// The same findings with waivers put on them, and those about waivers behind them.
  package func apply(to findings: [Finding]) -> [Finding] {
    var result = findings
    var about: [Finding] = []
    for declaration in waivers {
      let named = result.indices.filter { declaration.names(result[$0].id) }
      let expired = today.map { declaration.expires < $0 } ?? true
      for index in named { put(declaration, isExpired: expired, on: &result[index]) }
      if expired {
        about.append(expiry(of: declaration))
      } else if named.isEmpty, !isPartial {
        about.append(unmatched(declaration, known: findings.map(\.id)))
      }
    }
    return result + about
  }

  private func put(
    _ declaration: DeclaredWaiver, isExpired: Bool, on finding: inout Finding
  ) {
    guard finding.waiver == nil else { return }
    let isMeasured = finding.measurement.candidate.estimate != nil
    switch finding.outcome {
    case .failed: break
    case .inconclusive where isMeasured, .warned where isMeasured: break
    case .inconclusive, .warned:
      finding.message += "; a waiver does not cover what could not be measured"
      return
    case .passed, .waived, .recorded, .error: return
    }
    finding.waiver = declaration.waiver
    guard !isExpired else { return }
    if let excess = excess(of: finding, over: declaration.limit) {
      finding.message += "; the waiver does not cover it: \(excess)"
    } else {
      finding.outcome = .waived
    }
  }

  /// Why the finding is worse than the limit allows; nil if it is not.
  private func excess(of finding: Finding, over limit: DeclaredWaiver.Limit?) -> String? {
    let measurement = finding.measurement
    guard let limit else { return nil }
    guard measurement.direction != .none else {
      return "'\(finding.check)' has no worse direction, so 'down_to' cannot limit it"
    }
    let sign = measurement.direction == .lower ? -1.0 : 1.0
    let style = NumberStyle.ascii
    switch limit {
    case .value(let bound):
      guard let candidate = measurement.candidate.estimate else { return "there is no value" }
      return sign * candidate.value < sign * bound.value
        ? "\(style.value(candidate.value, unit: measurement.unit)) is worse than \(bound.text)"
        : nil
    case .change(let bound):
      guard let difference = measurement.difference else {
        return "there is no difference to the baseline for '\(bound.text)'"
      }
      let scale =
        bound.unit == .percent ? abs(measurement.baseline?.estimate?.value ?? 0) : 1
      return sign * difference.value < sign * bound.value * scale
        ? "\(style.difference(difference, unit: measurement.unit)) is worse than \(bound.text)"
        : nil
    }
  }

  private func expiry(of declaration: DeclaredWaiver) -> Finding {
    let waiver = declaration.waiver
    let days = today.map { $0.days(since: declaration.expires) }
    let ago = days.map { $0 == 1 ? "1 day ago" : "\($0) days ago" }
    let day = ago.map { "expired \($0), on \(waiver.expires)" } ?? "cannot be dated"
    return finding(
      about: declaration, .failed,
      "the waiver of '\(declaration.pattern)' (\(waiver.reason), \(waiver.owner)) \(day); "
        + "mend what it names, or accept it anew until a later day")
  }

  private func unmatched(_ declaration: DeclaredWaiver, known: [String]) -> Finding {
    let pattern = declaration.pattern
    let hint = Suggestion.clause(pattern, among: known)
    let waiver = declaration.waiver
    return finding(
      about: declaration, .warned,
      "the waiver of '\(pattern)' (\(waiver.reason), \(waiver.owner), until \(waiver.expires)) "
        + "names no finding\(hint)")
  }

  private func finding(
    about declaration: DeclaredWaiver, _ outcome: Outcome, _ message: String
  ) -> Finding {
    return Finding(
      id: "\(Finding.waiverSuite)/\(declaration.pattern)", suite: Finding.waiverSuite,
      check: "waiver",
      measurement: Measurement(direction: .none, candidate: .undefined("a waiver is no number")),
      conditions: [], outcome: outcome, severity: outcome == .failed ? .fail : .warn,
      message: message, location: declaration.location, waiver: declaration.waiver)
  }
}

extension DeclaredWaiver {
  /// Whether the finding called `id` is meant.
  fileprivate func names(_ id: String) -> Bool { WildcardPattern(pattern).matches(id) }
}
