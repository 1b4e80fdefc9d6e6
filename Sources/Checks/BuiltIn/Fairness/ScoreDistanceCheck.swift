internal import Findings
internal import Kernels
internal import Metrics
internal import Statistics

/// How far the score distributions of protected groups lie apart: the worst pair of groups, or the group
/// farthest from the reference group. One number for each set of attributes.
struct ScoreDistanceCheck: Check {
  let distance: ScoreDistance
  let options: FairnessOptions

  /// Both models' scores and the groups.
  struct Inputs: Sendable {
    let candidate: BinaryOutcomes
    let baseline: BinaryOutcomes?
    let sets: [(codes: GroupCodes, policy: GroupPolicy)]
    let identity: RowIdentity
  }

  var demand: Demand<Inputs> {
    let options = options
    let models = Demand<(Outcomes, Outcomes?)>.both(
      .outcomes(.candidate), .ifGiven(.outcomes(.baseline)))
    let groups = options.requests.map { Demand.groups($0) }
    let identity = Demand.rowIdentity(hasKeys: true)
    let keys = groups.reduce(into: models.keys.union(identity.keys)) { $0.formUnion($1.keys) }
    return Demand(keys: keys) { (evidence) throws(Unavailable) -> Inputs in
      let (candidate, baseline) = try models.read(evidence)
      func scored(_ outcomes: Outcomes) throws(Unavailable) -> BinaryOutcomes {
        guard case .binary(let rows) = outcomes, !rows.scores.isEmpty || rows.count == 0 else {
          throw Unavailable(reason: "the model gives decisions, not scores", isAbsent: false)
        }
        return rows
      }
      var all: [GroupCodes] = []
      for group in groups { all.append(try group.read(evidence)) }
      var sets: [(codes: GroupCodes, policy: GroupPolicy)] = []
      for codes in all {
        sets.append((codes: codes, policy: try options.policy(for: codes, among: all)))
      }
      var other: BinaryOutcomes?
      if let baseline { other = try scored(baseline) }
      return Inputs(
        candidate: try scored(candidate), baseline: other, sets: sets,
        identity: try identity.read(evidence))
    }
  }

  func measure(_ inputs: Inputs, settings: MeasureSettings) -> [Measurement] {
    inputs.sets.map { measurement($0.codes, $0.policy, inputs, settings) }
  }

  private func measurement(
    _ codes: GroupCodes, _ policy: GroupPolicy, _ inputs: Inputs, _ settings: MeasureSettings
  ) -> Measurement {
    let sample = inputs.candidate.sample(inputs.identity)
    let groups = JudgedGroups(codes, policy, sample, compared: "a distribution of scores")
    let comparison = ScoreDistanceComparison(
      alpha: settings.alpha, seed: settings.seed, parallel: settings.parallel)
    func distributions(_ rows: BinaryOutcomes) -> ScoreDistributions {
      ScoreDistributions(
        distance, rows, codes: codes.codes, chosen: groups.chosen, reference: groups.reference,
        sample: sample)
    }
    func side(_ rows: BinaryOutcomes, _ found: ScoreDistributions) -> ScoreDistanceComparison.Side?
    {
      comparison.side(
        found, rows: groups.effectiveRows,
        limit: distance.largest(areProbabilities: rows.scoresAreProbabilities))
    }
    var measured = Measurement(
      subject: .init(group: codes.title), direction: .lower, unit: distance.unit,
      candidate: .undefined(groups.gaps.first ?? "fewer than two groups can be measured"))
    let found = distributions(inputs.candidate)
    guard let own = side(inputs.candidate, found) else {
      measured.baseline = inputs.baseline.map { _ in measured.candidate }
      return measured
    }
    func value(_ side: ScoreDistanceComparison.Side) -> Value {
      .number(
        Estimate(value: side.value, low: side.low, high: side.high, rows: groups.leastRows))
    }
    measured.candidate = value(own)
    if let baseline = inputs.baseline, let other = side(baseline, distributions(baseline)) {
      measured.baseline = value(other)
      measured.difference = comparison.difference(
        own, other, areAlike: inputs.candidate.scores == baseline.scores)
    }
    let worst = found.pairs[own.worst]
    measured.statement =
      "the scores of \(groups.counted(worst.first)) and \(groups.counted(worst.second)) lie farthest "
      + "apart"
    measured.detail["method"] = .string(ScoreDistanceComparison.method)
    measured.detail["pairs"] = .array(
      zip(found.pairs, own.distances).map { pair, value in
        .object([
          "groups": .array([
            .string(groups.label(pair.first)), .string(groups.label(pair.second)),
          ]), "value": .number(value),
        ])
      })
    if !groups.gaps.isEmpty { measured.gap = groups.gaps.prefix(3).joined(separator: "; ") }
    if let note = groups.note { measured.detail["note"] = .string(note) }
    return measured
  }
}

extension ScoreDistanceCheck {
  static let kinds: [CheckKind] = ScoreDistance.allCases.map(kind)

  private static func kind(_ distance: ScoreDistance) -> CheckKind {
    let isLargest = distance == .kolmogorovSmirnov
    var kind = CheckKind(
      id: distance.rawValue,
      title: isLargest
        ? "Kolmogorov-Smirnov distance of scores between groups"
        : "Wasserstein distance of scores between groups",
      summary: isLargest
        ? "The largest difference of two groups in the share of rows that score above any threshold."
        : "How far the scores of one group would have to move on average to be distributed as another's.",
      formula: isLargest
        ? "max over pairs of sup_t abs(F_g(t) - F_h(t)), F_g the scores' distribution in g"
        : "max over pairs of integral abs(F_g(t) - F_h(t)) dt, F_g the scores' distribution in g",
      reference: isLargest
        ? "scipy.stats.ks_2samp(score[g], score[h]).statistic"
        : "scipy.stats.wasserstein_distance(score[g], score[h], weights[g], weights[h])",
      direction: .lower, unit: distance.unit, task: .binary,
      options: FairnessOptions.withoutStrata,
      baseline: .compared("limits of both models together"),
      make: { reader throws(OptionError) in
        ScoreDistanceCheck(
          distance: distance, options: try FairnessOptions(withoutStrata: &reader))
      })
    kind.defaultJudge = .interval
    kind.limits = 0...distance.largest(areProbabilities: false)
    kind.comparesGroups = true
    return kind
  }
}
