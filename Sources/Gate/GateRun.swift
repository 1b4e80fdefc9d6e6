package import Findings
package import Kernels

/// One run of a gate: configuration in, judged report out.
///
/// Nothing in here asks for the time, the host or the environment; what may differ between two runs is
/// passed in by whoever calls.
package struct GateRun: Sendable {
  package let configuration: GateConfiguration
  package let parallel: Parallel
  package let failOn: FailOn
  /// Entries to run (`suite`, `suite/check`, check or name); empty runs all.
  package let only: [String]
  package let toolVersion: String
  /// For external models; nothing else asks for them.
  package let surroundings: Surroundings
  /// Told what is going on, for a terminal.
  package let progress: @Sendable (String) -> Void

  package init(
    configuration: GateConfiguration, parallel: Parallel, failOn: FailOn = .inconclusive,
    only: [String] = [], toolVersion: String, surroundings: Surroundings = Surroundings(),
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.parallel = parallel
    self.failOn = failOn
    self.only = only
    self.toolVersion = toolVersion
    self.surroundings = surroundings
    self.progress = progress
  }

  /// - Parameter run: what may differ between two runs; its duration is filled in by the caller.
  package func report(run: Report.Run) throws(GateError) -> Report {
    let gate = try ScoredGate(
      configuration, only: only, surroundings: surroundings, parallel: parallel,
      progress: progress)
    progress("measuring")
    let judgement = Judgement(
      of: gate.scored.evidence, configuration: configuration, plan: gate.plan,
      slices: gate.slices,
      waivers: WaiverRule(
        waivers: configuration.waivers, file: configuration.file,
        today: CalendarDate(startOf: run.start), isPartial: !only.isEmpty),
      failOn: failOn, parallel: parallel)
    let (findings, decision) = (judgement.findings, judgement.decision)
    return Report(
      toolVersion: toolVersion, gate: configuration.gate, verdict: decision.verdict,
      exitCode: decision.exitCode.rawValue, reason: decision.reason,
      counts: Report.Counts(findings), inputs: gate.scored.inputs,
      statistics: statistics(judgement.families), findings: findings,
      exhibits: ExhibitsBuilder(parallel: parallel).exhibits(of: gate.scored.evidence), run: run)
  }

  private func statistics(_ families: [Report.Family]) -> Report.StatisticsUsed {
    Report.StatisticsUsed(
      alpha: configuration.statistics.alpha,
      correction: configuration.statistics.correction.rawValue,
      seed: configuration.statistics.seed, families: families)
  }
}

extension Report.Counts {
  /// Counts of a list of findings.
  package init(_ findings: [Finding]) {
    var byOutcome: [Outcome: Int] = [:]
    for finding in findings { byOutcome[finding.outcome, default: 0] += 1 }
    self.init(planned: findings.count, byOutcome: byOutcome)
  }
}

extension Report {
  /// The report of a run that could not finish: it judged nothing and says why.
  package static func unfinished(
    gate: String, toolVersion: String, exitCode: ExitCode, reason: String, run: Run
  ) -> Report {
    Report(
      toolVersion: toolVersion, gate: gate, verdict: .error, exitCode: exitCode.rawValue,
      reason: reason, counts: Counts([]), inputs: [],
      statistics: StatisticsUsed(alpha: 0.05, correction: "holm", seed: 0), findings: [],
      exhibits: [], run: run)
  }
}
