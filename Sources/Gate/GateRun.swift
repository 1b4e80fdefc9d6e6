internal import Checks
package import Findings
package import Kernels
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
    let loaded = try loader.load()
    guard let labelColumn = loaded.table[configuration.data.label.value] else {
      throw .unloadable("\(configuration.data.evaluation.value): lacks the label column")
    }
    let (task, labels) = try TaskInference(
      configuration: configuration, candidate: loaded.candidate.description,
      baseline: loaded.baseline?.description, label: labelColumn
    ).labels()
    let reference = configuration.needsReference ? try loader.reference() : nil
    let slices = try SliceResolver(configuration: configuration, reference: reference)
      .resolve(on: loaded.table)
    let plan = try Plan(configuration, task: task, slices: slices, only: only)
    let literals = try LiteralsBuilder(
      configuration: configuration, table: loaded.table, reference: reference, parallel: parallel
    ).tables(for: plan)

    let pinned = try pinnedRows(loader, loaded.table, task)
    progress("scoring \(NumberStyle.ascii.count(loaded.table.rowCount)) rows")
    let scored = try ScoredRows(
      configuration: configuration, loaded: loaded, task: task, labels: labels, plan: plan,
      literals: literals, parallel: parallel)
    progress("measuring")
    var known: [Finding] = []
    if let pinned, case .success(let candidate)? = scored.evidence.outcomes[.candidate] {
      known = pinned.findings(candidate)
    }
    let judgement = Judgement(
      of: scored.evidence, configuration: configuration, plan: plan, slices: slices,
      further: known,
      waivers: WaiverRule(
        waivers: configuration.waivers, file: configuration.file,
        today: CalendarDate(startOf: run.start), isPartial: !only.isEmpty),
      failOn: failOn, parallel: parallel)
    let (findings, decision) = (judgement.findings, judgement.decision)
    let rows = RowTables(configuration, loaded.table, scored.evidence)
    let report = Report(
      toolVersion: toolVersion, gate: configuration.gate, verdict: decision.verdict,
      exitCode: decision.exitCode.rawValue, reason: decision.reason,
      counts: Report.Counts(findings), inputs: scored.inputs,
      statistics: statistics(judgement.families), findings: findings,
      exhibits: rows.exhibits
        + ExhibitsBuilder(parallel: parallel).exhibits(of: scored.evidence), run: run)
    let files = configuration.rows.limit > 0 ? [(RowTables.fileName, rows.csv(parallel))] : []
    return GateResult(report: report, files: files)
  }

  /// The pinned rows, where they are asked for; regression needs to know what is right.
  private func pinnedRows(
    _ loader: InputsLoader, _ table: Table, _ task: TaskKind
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
