package import Checks
package import Findings
internal import Judging
package import Kernels

/// What came of judging: the step from evidence to verdict, without files.
package struct Judgement: Sendable {
  /// In the order of the configuration: entry, then whole table, then its slices.
  package let findings: [Finding]
  /// The tests that were corrected together.
  package let families: [Report.Family]
  package let decision: GateDecision

  /// Measures and judges what `configuration` asks for, without waivers: they need a day.
  ///
  /// - Parameters:
  ///   - slices: Those that the configuration's entries may name, over the rows of `evidence`.
  ///   - only: Entries to run; empty runs all.
  /// - Throws: Every entry that does not fit the task.
  package init(
    of evidence: Evidence, configuration: GateConfiguration, task: TaskKind?, slices: [Slice],
    only: [String] = [], failOn: FailOn = .inconclusive, parallel: Parallel
  ) throws(GateError) {
    let plan = try Plan(configuration, task: task, slices: slices, only: only)
    self.init(
      of: evidence, configuration: configuration, plan: plan, slices: slices, further: [],
      waivers: nil, failOn: failOn, parallel: parallel)
  }

  /// - Parameter further: Findings that no check of the plan makes, such as those of pinned rows.
  init(
    of evidence: Evidence, configuration: GateConfiguration, plan: Plan, slices: [Slice],
    further: [Finding], waivers: WaiverRule?, failOn: FailOn, parallel: Parallel
  ) {
    let builder = FindingsBuilder(
      configuration: configuration, plan: plan, slices: slices, parallel: parallel)
    let ruling = Ruling(
      builder.cases(on: evidence), further: further,
      rules: JudgingRules(configuration.statistics, failOn: failOn), waivers: waivers)
    findings = ruling.findings
    families = ruling.families
    decision = ruling.decision
  }
}
