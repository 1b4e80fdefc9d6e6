internal import Checks
package import Findings
package import Kernels
internal import Statistics

/// `tollgate selftest`: the gate on models whose quality is known because it was made.
///
/// Rows (queries of a ranking, or clusters) are drawn with replacement, and each row's two answers are exchanged with
/// probability one half: two models that are equally good and differ on as many rows as the real pair.
/// What the gate fails of them are false alarms. Then the candidate's right answers are made wrong on
/// some rows, until its first metric has fallen by a stated amount: what the gate fails of those was
/// caught.
package struct SelftestRun: Sendable {
  package let configuration: GateConfiguration
  package let parallel: Parallel
  package let runs: Int
  /// Of the draws; the gate's own seed stays what it is.
  package let seed: UInt64
  /// The loss to plant; nil takes twice the margin of the first metric that is compared.
  package let regression: Bound?
  package let only: [String]
  /// For external models; nothing else asks for them.
  package let surroundings: Surroundings
  /// Told what is going on, for a terminal.
  package let progress: @Sendable (String) -> Void

  package init(
    configuration: GateConfiguration, parallel: Parallel, runs: Int, seed: UInt64,
    regression: Bound? = nil, only: [String] = [], surroundings: Surroundings = Surroundings(),
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.parallel = parallel
    self.runs = runs
    self.seed = seed
    self.regression = regression
    self.only = only
    self.surroundings = surroundings
    self.progress = progress
  }

  /// - Throws: Whatever `check` would stop at.
  package func report() throws(GateError) -> SelftestReport {
    let gate = try PreparedGate(
      InputsLoader(
        configuration: configuration, surroundings: surroundings, parallel: parallel,
        progress: progress), only: only)
    let scored = try gate.scored(parallel: parallel, progress: progress)
    let report = report(
      task: gate.task, plan: gate.plan, slices: gate.slices, evidence: scored.evidence)
    try gate.finish()
    return report
  }

  /// The same on evidence that is there already.
  func report(
    task: TaskKind?, plan: Plan, slices: [Slice], evidence: Evidence
  ) -> SelftestReport {
    let comparing = ComparingPlan(plan)
    let rows = (try? evidence.outcomes[.candidate]?.get().rowCount) ?? 0
    func result(
      _ units: Int, obstacle: String? = nil, equal: SelftestReport.World? = nil,
      worse: SelftestReport.Regression? = nil
    ) -> SelftestReport {
      SelftestReport(
        gate: configuration.gate, task: task?.rawValue, rows: rows, units: units, runs: runs,
        seed: seed, obstacle: obstacle, heldAside: comparing.heldAside, equal: equal, worse: worse)
    }
    switch sampler(evidence, comparing) {
    case .failure(let obstacle): return result(0, obstacle: obstacle.reason)
    case .success(let sampler):
      let worlds = SelftestWorlds(
        configuration: configuration, plan: Plan(of: comparing), slices: slices,
        evidence: evidence, sampler: sampler, seed: seed, runs: runs, parallel: parallel)
      let order = comparing.entries.flatMap { entry in
        entry.subjects.map {
          FindingID.text(entry.configuration, slice: $0.slice.map { slices[$0].name })
        }
      }
      let primary = comparing.primary
      let equal = worlds.run(
        share: 0, measuring: primary?.configuration.id, counter("equally good models"))
      return result(
        sampler.units, equal: SelftestReport.World(equal, order: order),
        worse: primary.map { worse($0, worlds, equal, order) })
    }
  }

  /// Why nothing can be learned.
  private struct Obstacle: Error { let reason: String }

  private func sampler(
    _ evidence: Evidence, _ comparing: ComparingPlan
  ) -> Result<PairedSampler, Obstacle> {
    guard case .success(let candidate)? = evidence.outcomes[.candidate],
      case .success(let baseline)? = evidence.outcomes[.baseline]
    else {
      return .failure(
        Obstacle(reason: "there is no baseline: nothing can be learned of comparisons"))
    }
    guard !comparing.entries.isEmpty else {
      return .failure(
        Obstacle(reason: "no condition compares candidate and baseline: nothing can be learned"))
    }
    guard !candidate.areAlike(baseline) else {
      return .failure(
        Obstacle(
          reason: "candidate and baseline answer alike on every row: nothing can be learned of how "
            + "the gate takes their differences"))
    }
    guard let sampler = candidate.sampler(evidence.identity, seed: seed) else {
      return .failure(
        Obstacle(
          reason: "the weights count more than \(NumberStyle.ascii.count(PairedSampler.mostRows)) "
            + "rows, too many to draw again"))
    }
    guard evidence.drawn(sampler.draw(0)) != nil else {
      return .failure(
        Obstacle(
          reason:
            "the two models' answers are of different kinds (probabilities and margins, or scores "
            + "and decisions), so they cannot be exchanged: nothing can be learned"))
    }
    return .success(sampler)
  }

  private func worse(
    _ entry: PlannedEntry, _ worlds: SelftestWorlds, _ equal: [SelftestWorlds.Run],
    _ order: [String]
  ) -> SelftestReport.Regression {
    let id = entry.configuration.id
    let values = equal.compactMap(\.value)
    let level = values.isEmpty ? 0 : abs(values.reduce(0, +) / Double(values.count))
    let condition = entry.configuration.conditions.first { $0.kind.isComparison }
    let margin = condition?.bound.size(at: level)
    let target = regression?.size(at: level) ?? 2 * (margin ?? 0)
    let planter = RegressionPlanter(worlds: worlds, entry: entry)
    func result(
      _ runs: [SelftestWorlds.Run]? = nil, share: Double? = nil, obstacle: String? = nil
    ) -> SelftestReport.Regression {
      let losses = zip(equal, runs ?? []).compactMap { before, after in
        before.value.flatMap { before in after.value.map { planter.loss(before, $0) } }
      }
      return SelftestReport.Regression(
        entry: id, unit: entry.kind.unit, text: regression?.text, target: target,
        achieved: losses.isEmpty ? nil : losses.reduce(0, +) / Double(losses.count),
        margin: margin, share: share, world: runs.map { .init($0, order: order) },
        obstacle: obstacle)
    }
    guard target > 0 else {
      return result(
        obstacle: "a margin of 0 says nothing of a loss that matters; give --regression")
    }
    progress("planting a loss")
    switch planter.share(for: target) {
    case .failure(.undefined(let reason)): return result(obstacle: reason)
    case .failure(.tooLarge(let most)):
      let style = NumberStyle.ascii
      return result(
        obstacle: "no damage to the candidate's answers makes \(id) fall by "
          + "\(style.margin(target, unit: entry.kind.unit)); "
          + "\(style.margin(max(0, most), unit: entry.kind.unit)) is the most")
    case .success(let share):
      let runs = worlds.run(share: share, measuring: id, counter("a worse candidate"))
      return result(runs, share: share)
    }
  }

  /// Tells the terminal how many runs are done.
  private func counter(_ what: String) -> @Sendable () -> Void {
    let done = NextIndex()
    let (progress, runs) = (progress, runs)
    return {
      if let index = done.take(below: runs) { progress("\(what): run \(index + 1) of \(runs)") }
    }
  }
}

extension Bound {
  /// The margin in the metric's own unit, for a baseline of that value.
  fileprivate func size(at level: Double) -> Double {
    unit == .percent ? value * level : value
  }
}
