internal import Findings
internal import Kernels
internal import Metrics
internal import Statistics

/// How well the score alone tells a group from all others: near 0.5 it knows nothing of the attribute.
///
/// One measurement for each set of attributes: the group that is told best, by the ROC AUC of "is in the
/// group", on whichever side of one half it lies. A high value is no harm by itself (the attribute may go
/// with the truth), and a reason to look.
struct ScoreProxy: Check {
  let options: FairnessOptions

  typealias Inputs = (
    candidate: BinaryOutcomes, baseline: BinaryOutcomes?, groups: [GroupCodes],
    identity: RowIdentity
  )

  var demand:
    Demand<
      (
        candidate: BinaryOutcomes, baseline: BinaryOutcomes?, groups: [GroupCodes],
        identity: RowIdentity
      )
    >
  {
    let models = Demand<(Outcomes, Outcomes?)>.both(
      .outcomes(.candidate), .ifGiven(.outcomes(.baseline)))
    let groups = options.requests.map { Demand.groups($0) }
    let identity = Demand.rowIdentity(hasKeys: false)
    let keys = groups.reduce(into: models.keys.union(identity.keys)) { $0.formUnion($1.keys) }
    return Demand(keys: keys) { (evidence) throws(Unavailable) in
      let (candidate, baseline) = try models.read(evidence)
      guard case .binary(let own) = candidate, !own.scores.isEmpty else {
        throw Unavailable(reason: "the model gives decisions, not scores", isAbsent: false)
      }
      var other: BinaryOutcomes?
      if case .binary(let outcomes)? = baseline, !outcomes.scores.isEmpty { other = outcomes }
      var codes: [GroupCodes] = []
      for group in groups { codes.append(try group.read(evidence)) }
      return (
        candidate: own, baseline: other, groups: codes, identity: try identity.read(evidence)
      )
    }
  }

  func measure(
    _ inputs: (
      candidate: BinaryOutcomes, baseline: BinaryOutcomes?, groups: [GroupCodes],
      identity: RowIdentity
    ), settings: MeasureSettings
  ) -> [Measurement] {
    inputs.groups.map { codes in
      let rows = codes.groups.indices.map { group in
        codes.codes.count { Int($0) == group }
      }
      let judged = codes.groups.indices.filter { group in
        !codes.groups[group].isUnknown && rows[group] >= options.policy.leastRows
          && rows[group] < codes.codes.count
      }
      let results = judged.map { group -> (group: Int, result: MetricComparison.Result) in
        // Of many groups the best told one is told well by chance: Bonferroni on that side.
        let comparison = MetricComparison(
          alpha: settings.alpha / Double(judged.count), identity: inputs.identity,
          parallel: settings.parallel)
        return (
          group,
          comparison.measure(
            .rocAUC, candidate: inputs.candidate.telling(group, of: codes),
            baseline: inputs.baseline?.telling(group, of: codes))
        )
      }
      return measurement(codes, results, hasBaseline: inputs.baseline != nil)
    }
  }

  private func measurement(
    _ codes: GroupCodes, _ results: [(group: Int, result: MetricComparison.Result)],
    hasBaseline: Bool
  ) -> Measurement {
    func isFolded(_ result: MetricComparison.Result) -> Bool {
      (result.candidate.estimate?.value ?? 0.5) < 0.5
    }
    let best = results.max {
      ($0.result.candidate.estimate.map { abs($0.value - 0.5) } ?? -1)
        < ($1.result.candidate.estimate.map { abs($0.value - 0.5) } ?? -1)
    }
    guard let best, let own = best.result.candidate.estimate else {
      return Measurement(
        subject: .init(group: codes.title), direction: .lower,
        candidate: .undefined("no group has \(options.policy.leastRows) rows and others beside it"))
    }
    let isFolded = isFolded(best.result)
    var measured = Measurement(
      subject: .init(group: codes.title), direction: .lower,
      candidate: .number(isFolded ? own.mirrored : own),
      baseline: best.result.baseline.map { value in
        if case .number(let estimate) = value, isFolded {
          .number(estimate.mirrored)
        } else {
          value
        }
      }, difference: isFolded ? best.result.difference?.negated : best.result.difference)
    let label = codes.groups[best.group].label
    measured.statement =
      "the score tells \(label) from others with an AUC of "
      + NumberStyle.ascii.ratio(isFolded ? 1 - own.value : own.value)
      + (isFolded ? " (their scores are lower)" : " (their scores are higher)")
    measured.detail["groups"] = .array(
      results.compactMap { group, result in
        result.candidate.estimate.map {
          .object([
            "group": .string(codes.groups[group].label), "auc": .number($0.value),
            "rows": .number(Double($0.rows)),
          ])
        }
      })
    return measured
  }

  static let kind: CheckKind = {
    var kind = CheckKind(
      id: "attribute_from_score", title: "Attribute told by the score",
      summary: "How well the score alone tells a protected group from all others (ROC AUC).",
      formula: "max_g max(AUC_g, 1 - AUC_g), AUC_g of 'is in g' by the score",
      reference: "sklearn.metrics.roc_auc_score(group == g, score)", direction: .lower, unit: "",
      task: .binary, options: FairnessOptions.withoutStrata,
      baseline: .compared("paired DeLong, for the group that the candidate tells best"),
      make: { reader throws(OptionError) in
        ScoreProxy(options: try FairnessOptions(withoutStrata: &reader))
      })
    kind.defaultJudge = .interval
    kind.limits = 0.5...1
    kind.comparesGroups = true
    return kind
  }()
}

extension BinaryOutcomes {
  /// The same scores with "is in the group" for a label.
  fileprivate func telling(_ group: Int, of codes: GroupCodes) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: codes.codes.map { Int($0) == group ? 1 : 0 }, scores: scores,
      scoresAreProbabilities: scoresAreProbabilities, decisions: decisions, weights: weights,
      weightMeaning: weightMeaning, threshold: threshold, descending: descending)
  }
}

extension Estimate {
  /// Of one minus the number.
  fileprivate var mirrored: Estimate {
    Estimate(value: 1 - value, low: high.map { 1 - $0 }, high: low.map { 1 - $0 }, rows: rows)
  }
}

extension Difference {
  fileprivate var negated: Difference {
    Difference(
      value: -value, low: high.map { -$0 }, high: low.map { -$0 }, standardError: standardError,
      p: p, degrees: degrees, method: method)
  }
}
