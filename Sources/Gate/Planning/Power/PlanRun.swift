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
    return usesScores ? try scored(loader) : try assumed(loader)
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
      families: judged.families, decisions)
  }

  private func assumed(_ loader: InputsLoader) throws(GateError) -> PlanReport {
    let table = try loader.loadTable()
    guard let column = table[configuration.data.label.value] else {
      throw .unloadable("\(configuration.data.evaluation.value): lacks the label column")
    }
    let (task, labels) = try UnscoredLabels(configuration: configuration).labels(column)
    let reference = configuration.needsReference ? try loader.reference() : nil
    let slices = try SliceResolver(configuration: configuration, reference: reference)
      .resolve(on: table)
    let plan = try Plan(configuration, task: task, slices: slices, only: only)
    let power = AssumedPower(
      statistics: configuration.statistics, labels: labels, rowCount: table.rowCount)
    let decisions = plan.entries.flatMap { entry in
      entry.subjects.flatMap { subject in
        entry.configuration.conditions.map { condition in
          power.decision(
            entry, condition, slice: subject.map { slices[$0] },
            isExploratory: entry.configuration.severity == .warn)
        }
      }
    }
    return report(
      task, plan, slices, rowCount: table.rowCount, families: families(decisions), decisions)
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
    _ task: TaskKind, _ plan: Plan, _ slices: [Slice], rowCount: Int,
    families: [Report.Family], _ decisions: [PlannedDecision]
  ) -> PlanReport {
    let facts = PlanFacts(
      configuration: configuration, entries: plan.entries, slices: slices, rowCount: rowCount,
      decisions: decisions)
    return PlanReport(
      gate: configuration.gate, task: task.rawValue, rows: rowCount, entries: plan.entries.count,
      findings: plan.entries.reduce(0) { $0 + $1.subjects.count }, usesScores: usesScores,
      assumptions: usesScores ? [] : AssumedPower.assumptions, families: families,
      decisions: decisions, advice: PlanLintCatalog.advice(facts))
  }
}
