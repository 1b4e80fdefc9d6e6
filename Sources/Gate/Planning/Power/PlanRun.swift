internal import Checks
internal import Findings
internal import Judging
package import Kernels
internal import Models
internal import Tabular

/// `tollgate plan`: the way of a gate up to its verdict, told instead of judged.
package struct PlanRun: Sendable {
  package let configuration: GateConfiguration
  /// For external models; nothing else asks for them.
  package let surroundings: Surroundings
  package let parallel: Parallel
  /// Without scores no model is read: labels, slices and assumptions take their place.
  package let usesScores: Bool
  package let only: [String]
  /// Told what is going on, for a terminal.
  package let progress: @Sendable (String) -> Void

  package init(
    configuration: GateConfiguration, parallel: Parallel, usesScores: Bool, only: [String] = [],
    surroundings: Surroundings = Surroundings(),
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.surroundings = surroundings
    self.parallel = parallel
    self.usesScores = usesScores
    self.only = only
    self.progress = progress
  }

  /// - Throws: Whatever `check` would stop at.
  package func report() throws(GateError) -> PlanReport {
    let loader = InputsLoader(
      configuration: configuration, surroundings: surroundings, parallel: parallel,
      progress: progress)
    // Where no model is asked there is nothing to assume.
    let isOfTables = Needs(try Intent(configuration, only: only)).answers.isEmpty
    return usesScores || isOfTables ? try scored(loader) : try assumed(loader)
  }

  private func scored(_ loader: InputsLoader) throws(GateError) -> PlanReport {
    let gate = try PreparedGate(loader, only: only)
    let rows = try gate.scored(parallel: parallel, progress: progress)
    let judged = FindingsBuilder(
      configuration: configuration, plan: gate.plan, slices: gate.slices, parallel: parallel
    ).findings(on: rows.evidence)
    try gate.finish()
    let decisions = ObservedPower(
      alpha: configuration.statistics.alpha, minimumRows: configuration.statistics.minimumRows
    ).decisions(judged.findings)
    return report(
      gate.task, gate.plan, gate.slices, rowCount: gate.table.rowCount,
      families: judged.families, decisions, isMeasured: true)
  }

  private func assumed(_ loader: InputsLoader) throws(GateError) -> PlanReport {
    let intent = try Intent(configuration, only: only)
    let needs = Needs(intent)
    let table = try loader.loadTable(needs)
    var task = configuration.task
    var labels: [UInt8]?
    if needs.labels {
      (task, labels) = try UnscoredLabels(configuration: configuration)
        .labels(configuration.labels(in: table))
    }
    let reference = needs.reference ? try loader.reference() : nil
    let slices = try SliceResolver(
      configuration: configuration, reference: reference,
      slicesReference: needs.columns[.reference] != nil
    ).resolve(on: table)
    let plan = try Plan(intent, task: task, slices: slices)
    let power = AssumedPower(
      statistics: configuration.statistics, labels: labels, rowCount: table.rowCount)
    let decisions = plan.entries.flatMap { entry in
      entry.subjects.flatMap { subject in
        entry.configuration.conditions.map { condition in
          power.decision(
            entry, condition, slice: subject.slice.map { slices[$0] },
            isExploratory: entry.configuration.severity == .warn)
        }
      }
    }
    return report(
      task, plan, slices, rowCount: table.rowCount, families: families(decisions), decisions,
      isMeasured: false)
  }

  /// The families that the planned tests would form.
  private func families(_ decisions: [PlannedDecision]) -> [Report.Family] {
    FamilyCorrection(statistics: configuration.statistics).families(
      TestFamily.all.map { family in
        (
          family,
          decisions.count { $0.family == family.name && $0.condition.judge == .interval }
        )
      })
  }

  private func report(
    _ task: TaskKind?, _ plan: Plan, _ slices: [Slice], rowCount: Int,
    families: [Report.Family], _ decisions: [PlannedDecision], isMeasured: Bool
  ) -> PlanReport {
    let facts = PlanFacts(
      configuration: configuration, entries: plan.entries, slices: slices, rowCount: rowCount,
      decisions: decisions)
    return PlanReport(
      gate: configuration.gate, task: task?.rawValue, rows: rowCount, entries: plan.entries.count,
      findings: plan.entries.reduce(0) { $0 + $1.subjects.count }, usesScores: isMeasured,
      assumptions: isMeasured ? [] : AssumedPower.assumptions, families: families,
      decisions: decisions, advice: PlanLintCatalog.advice(facts))
  }
}
