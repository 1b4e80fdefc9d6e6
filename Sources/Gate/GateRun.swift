internal import Checks
package import Findings
package import Kernels
internal import Judging
internal import Metrics
internal import Models
internal import Tabular

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

  /// The report alone; see ``result(run:)``.
  package func report(run: Report.Run) throws(GateError) -> Report {
    try result(run: run).report
  }

  /// - Parameter run: what may differ between two runs; its duration is filled in by the caller.
  package func result(run: Report.Run) throws(GateError) -> GateResult {
    let loader = InputsLoader(
      configuration: configuration, surroundings: surroundings, parallel: parallel,
      progress: progress)
    let gate = try PreparedGate(loader, only: only)
    let pinned = try pinnedRows(loader, gate.table, gate.task)
    let scored = try gate.scored(parallel: parallel, progress: progress)
    progress("measuring")
    var known: [Finding] = []
    if let pinned, case .success(let candidate)? = scored.evidence.outcomes[.candidate] {
      known = pinned.findings(candidate)
    }
    let judgement = Judgement(
      of: scored.evidence, configuration: configuration, plan: gate.plan, slices: gate.slices,
      further: known,
      waivers: WaiverRule(
        waivers: configuration.waivers, file: configuration.file,
        today: CalendarDate(startOf: run.start), isPartial: !only.isEmpty),
      failOn: failOn, parallel: parallel)
    let (findings, decision) = (judgement.findings, judgement.decision)
    let rows = RowTables(configuration, gate.table, scored.evidence)
    var report = Report(
      toolVersion: toolVersion, gate: configuration.gate, verdict: decision.verdict,
      exitCode: decision.exitCode.rawValue,
      reason: Report.partially(only, decision.reason),
      counts: Report.Counts(findings), inputs: scored.inputs,
      statistics: statistics(judgement.families), findings: findings,
      exhibits: rows.exhibits + gate.plan.exhibits(of: scored.evidence, configuration)
        + ExhibitsBuilder(parallel: parallel).exhibits(of: scored.evidence)
        + ImportanceExhibits(evidence: scored.evidence).exhibits
        + DependenceExhibits(
          evidence: scored.evidence, findings: findings, seed: configuration.statistics.seed,
          parallel: parallel
        ).exhibits, run: run)
    report.only = only
    report.policy = configuration.policy(failOn: failOn)
    report.notes =
      gate.plan.boundRemarks(configuration).notes.map { $0.note(in: configuration.file) }
      + scored.notes
      + SliceRemarks(configuration: configuration, table: gate.table, slices: gate.slices).notes
    // Every answer was asked for by now, also by exhibits.
    try gate.finish()
    // Without models no row can have changed.
    let hasRows = configuration.rows.limit > 0 && !configuration.models.isEmpty
    let files = hasRows ? [(RowTables.fileName, rows.csv(parallel))] : []
    return GateResult(report: report, files: files)
  }

  /// The pinned rows, where they are asked for; regression needs to know what is right.
  private func pinnedRows(
    _ loader: InputsLoader, _ table: Table, _ task: TaskKind?
  ) throws(GateError) -> PinnedRows? {
    guard let pinned = configuration.pinned, only.isEmpty || only.contains(PinnedRows.suite) else {
      return nil
    }
    if task == .ranking {
      throw .configuration(
        configuration, pinned.place,
        "'pinned' is for gates whose rows are right or wrong one by one, not for rankings")
    }
    if task == .regression, pinned.tolerance == nil {
      throw .configuration(
        configuration, pinned.place,
        "'pinned' needs 'tolerance' for regression: the largest absolute error of a row that is right"
      )
    }
    return try PinnedRows(configuration, table, idTable: try loader.pinnedIDs())
  }

  private func statistics(_ families: [Report.Family]) -> Report.StatisticsUsed {
    Report.StatisticsUsed(
      alpha: configuration.statistics.alpha,
      correction: configuration.statistics.correction.rawValue,
      seed: configuration.statistics.seed, families: families)
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
