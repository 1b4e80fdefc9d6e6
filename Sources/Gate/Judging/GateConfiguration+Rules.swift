internal import Findings
internal import Judging

extension JudgingRules {
  /// Without waivers, which need a day.
  init(_ statistics: StatisticsConfiguration, failOn: FailOn = .inconclusive) {
    self.init(
      alpha: statistics.alpha, correction: statistics.correction,
      policy: GatePolicy(statistics, failOn: failOn))
  }
}

extension GatePolicy {
  fileprivate init(_ statistics: StatisticsConfiguration, failOn: FailOn) {
    self.init()
    exploratory = statistics.exploratory
    proofOnSlices = statistics.proofOnSlices
    minimumRows = statistics.minimumRows
    onInconclusive = statistics.onInconclusive
    self.failOn = failOn
  }
}

extension GateConfiguration {
  /// All that reports need besides, to be judged again.
  func policy(failOn: FailOn) -> GatePolicy {
    var policy = GatePolicy(statistics, failOn: failOn)
    policy.waivers = waivers.map { $0.declared(in: file) }
    return policy
  }
}

extension WaiverDeclaration {
  fileprivate func declared(in file: String?) -> DeclaredWaiver {
    DeclaredWaiver(
      pattern: finding.value, waiver: waiver, expires: expires, limit: limit,
      location: file.flatMap { file in
        finding.place.map { SourceLocation(file: file, line: $0.line) }
      })
  }
}

extension FamilyCorrection {
  init(statistics: StatisticsConfiguration) {
    self.init(rules: JudgingRules(statistics))
  }
}

extension WaiverRule {
  /// - Parameter file: the configuration, for locations.
  init(waivers: [WaiverDeclaration], file: String?, today: CalendarDate?, isPartial: Bool) {
    self.init(
      waivers: waivers.map { $0.declared(in: file) }, today: today, isPartial: isPartial)
  }
}
