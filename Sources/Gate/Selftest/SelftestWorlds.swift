internal import Checks
internal import Findings
internal import Kernels
internal import Statistics

/// Judges a gate's own comparisons on evidence that was drawn again, in a world whose truth is known.
struct SelftestWorlds {
  let configuration: GateConfiguration
  let plan: Plan
  let slices: [Slice]
  let evidence: Evidence
  let sampler: PairedSampler
  let seed: UInt64
  let runs: Int
  let parallel: Parallel

  /// What one run came to.
  struct Run: Sendable {
    let verdict: Verdict
    let failed: [String]
    let warned: [String]
    /// The candidate's value of the metric that measures a loss; nil where it is undefined.
    let value: Double?
  }

  /// All runs, in order; the threads share them.
  ///
  /// - Parameters:
  ///   - share: The share of rows whose right answers are made wrong.
  ///   - measuring: The id of the finding whose value is kept.
  func run(share: Double, measuring id: String?, _ count: @escaping @Sendable () -> Void) -> [Run] {
    parallel.map(count: runs) { number in
      defer { count() }
      return run(number, share: share, measuring: id)
    }
  }

  private func run(_ number: Int, share: Double, measuring id: String?) -> Run {
    let draw = sampler.draw(number)
    guard var drawn = evidence.drawn(draw) else {
      return Run(verdict: .error, failed: [], warned: [], value: nil)
    }
    if share > 0 { drawn = drawn.damagingCandidate(at: hits(draw, number, share: share)) }
    let judgement = Judgement(
      of: drawn, configuration: configuration, plan: plan, slices: slices(of: draw), further: [],
      waivers: nil, failOn: .inconclusive, parallel: Parallel(threads: 1))
    let findings = judgement.findings
    return Run(
      verdict: judgement.decision.verdict,
      failed: findings.filter { $0.outcome == .failed }.map(\.id),
      warned: findings.filter { $0.outcome == .warned }.map(\.id),
      value: findings.first { $0.id == id }?.measurement.candidate.estimate?.value)
  }

  /// Which drawn rows are damaged: those of a larger share contain those of a smaller one.
  func hits(_ draw: PairedDraw, _ number: Int, share: Double) -> [Bool] {
    var generator = SeededGenerator.stream(seed, "damage", number)
    return draw.rows.map { _ in generator.fraction() < share }
  }

  /// The slices over the drawn rows.
  private func slices(of draw: PairedDraw) -> [Slice] {
    let used = Set(plan.entries.flatMap(\.subjects).compactMap(\.slice))
    return slices.indices.map { index in
      let slice = slices[index]
      let mask =
        used.contains(index)
        ? RowMask(rowCount: draw.rows.count) { slice.mask[Int(draw.rows[$0])] }
        : RowMask(none: draw.rows.count)
      return Slice(
        name: slice.name, mask: mask, aliases: slice.aliases, isEmpty: slice.isEmpty)
    }
  }
}

extension SelftestReport.World {
  /// Counts verdicts and alarms; findings that alarm equally often stay in the order of the gate.
  init(_ runs: [SelftestWorlds.Run], order: [String]) {
    var verdicts: [Verdict: Int] = [:]
    var failed: [String: Int] = [:]
    var warned: [String: Int] = [:]
    for run in runs {
      verdicts[run.verdict, default: 0] += 1
      for id in run.failed { failed[id, default: 0] += 1 }
      for id in run.warned { warned[id, default: 0] += 1 }
    }
    // Slices that a check finds by itself are known only once they are found.
    let found = Set(failed.keys).union(warned.keys).subtracting(order).sorted()
    let alarms = (order + found).compactMap { id -> SelftestReport.Alarm? in
      let alarm = SelftestReport.Alarm(
        finding: id, failed: failed[id] ?? 0, warned: warned[id] ?? 0)
      return alarm.failed + alarm.warned > 0 ? alarm : nil
    }
    let ranked = alarms.enumerated().sorted {
      ($1.element.failed, $1.element.warned, $0.offset)
        < ($0.element.failed, $0.element.warned, $1.offset)
    }
    self.init(runs: runs.count, byVerdict: verdicts, alarms: ranked.map(\.element))
  }
}
