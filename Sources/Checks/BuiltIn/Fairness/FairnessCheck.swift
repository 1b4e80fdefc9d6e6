internal import Findings
internal import Metrics
internal import Statistics

/// A disparity between groups as a check: for each set of attributes its value for both models, with
/// limits that hold for all groups together, and how much it changed.
struct FairnessCheck: Check {
  let disparity: Disparity
  let options: FairnessOptions

  /// One set of attributes with its sums.
  struct GroupedRows: Sendable {
    let codes: GroupCodes
    let policy: GroupPolicy
    /// One; for several classes one a class.
    let sums: [GroupSums]
    /// The share of each stratum's rows; nil without strata.
    let strata: [Double]?
  }

  /// Everything that the numbers need.
  struct Inputs: Sendable {
    let sets: [GroupedRows]
    /// Of several classes; empty for two.
    let classes: [String]
    let hasBaseline: Bool
    let areAlike: Bool
  }

  var demand: Demand<Inputs> {
    let (disparity, options) = (disparity, options)
    let models = Demand<(Outcomes, Outcomes?)>.both(
      .outcomes(.candidate), .ifGiven(.outcomes(.baseline)))
    // Several classes have one table each, and how many there are only the models know.
    let metric = disparity.statistics.first?.metric?.id
    let shared = options.requests.map {
      Demand.groupSums(
        GroupSumsRequest(
          groups: $0, strata: options.strata, source: disparity.source, metric: metric))
    }
    let keys = shared.reduce(into: models.keys) { $0.formUnion($1.keys) }
    return Demand(keys: keys) { (evidence) throws(Unavailable) -> Inputs in
      let (candidate, baseline) = try models.read(evidence)
      var classes: [String] = []
      if case .multiclass(let outcomes) = candidate, disparity.source == .decisions {
        classes = outcomes.classes
      }
      var all: [GroupCodes] = []
      for request in options.requests { all.append(try Demand.groups(request).read(evidence)) }
      var sets: [GroupedRows] = []
      for (request, codes) in zip(options.requests, all) {
        let targets: [Int?] = classes.isEmpty ? [nil] : Array(classes.indices)
        var sums: [GroupSums] = []
        for target in targets {
          let request = GroupSumsRequest(
            groups: request, strata: options.strata, source: disparity.source, target: target,
            metric: metric)
          sums.append(try Demand.groupSums(request).read(evidence))
        }
        var shares: [Double]?
        if let strata = options.strata {
          shares = try FairnessCheck.shares(
            Demand.groups(strata).read(evidence), weights: candidate.weights)
        }
        sets.append(
          GroupedRows(
            codes: codes, policy: try options.policy(for: codes, among: all), sums: sums,
            strata: shares))
      }
      return Inputs(
        sets: sets, classes: classes, hasBaseline: baseline != nil,
        areAlike: baseline.map { candidate.decidesLike($0) } ?? false)
    }
  }

  /// The share of the rows' weight in each stratum.
  private static func shares(_ strata: GroupCodes, weights: [Double]?) -> [Double] {
    var masses = [Double](repeating: 0, count: strata.groups.count)
    for (row, code) in strata.codes.enumerated() { masses[Int(code)] += weights?[row] ?? 1 }
    let all = masses.reduce(0, +)
    return masses.map { all > 0 ? $0 / all : 0 }
  }

  func measure(_ inputs: Inputs, settings: MeasureSettings) -> [Measurement] {
    inputs.sets.flatMap { set in
      if inputs.classes.isEmpty {
        return comparison(set, set.sums[0], inputs, alpha: settings.alpha).measure(disparity)
          .map { measurement($0, set, set.sums[0], inputs, settings) }
      }
      return WorstClass(
        disparity: disparity, classes: inputs.classes,
        comparison: { comparison(set, set.sums[$0], inputs, alpha: $1) }
      ).results(alpha: settings.alpha).map { result, worst in
        var measured = measurement(result, set, set.sums[worst], inputs, settings)
        measured.detail["class"] = .string(inputs.classes[worst])
        measured.statement = measured.statement.map { "for class \(inputs.classes[worst]), " + $0 }
        return measured
      }
    }
  }

  private func comparison(
    _ set: GroupedRows, _ sums: GroupSums, _ inputs: Inputs, alpha: Double
  ) -> DisparityComparison {
    DisparityComparison(
      alpha: alpha, policy: set.policy, codes: set.codes, sums: sums, strata: set.strata,
      hasBaseline: inputs.hasBaseline, areAlike: inputs.areAlike)
  }

  private func measurement(
    _ result: DisparityComparison.Result, _ set: GroupedRows, _ sums: GroupSums, _ inputs: Inputs,
    _ settings: MeasureSettings
  ) -> Measurement {
    let comparison = comparison(set, sums, inputs, alpha: settings.alpha)
    let tables = disparity.statistics.map { comparison.table($0, of: disparity) }
    var measurement = Measurement(
      subject: .init(group: result.group?.name ?? set.codes.title), direction: disparity.direction,
      unit: disparity.unit, candidate: result.candidate, baseline: result.baseline,
      difference: result.difference)
    measurement.detail = GroupDetail(disparity: disparity, tables: tables, policy: set.policy).facts
    if inputs.hasBaseline, disparity.source == .decisions, inputs.classes.isEmpty {
      measurement.detail["flips"] = GroupDetail.flips(comparison)
    }
    if set.strata != nil, let strata = options.strata {
      measurement.detail["strata"] = .array(strata.columns.map { .string($0) })
    }
    measurement.statement = GroupSentence(disparity: disparity, tables: tables, result: result).text
    if !result.unmeasured.isEmpty {
      measurement.gap = result.unmeasured.prefix(3).joined(separator: "; ")
    }
    if let note = GroupSentence.leftOut(tables.first, policy: set.policy) {
      measurement.detail["note"] = .string(note)
    }
    return measurement
  }

  func exhibits(
    _ inputs: Inputs, conditions: [Condition], settings: MeasureSettings
  ) -> [Exhibit] {
    inputs.sets.flatMap { set -> [Exhibit] in
      guard inputs.classes.isEmpty else { return [] }
      let comparison = comparison(set, set.sums[0], inputs, alpha: settings.alpha)
      return disparity.statistics.map { statistic in
        GroupExhibit(
          disparity: disparity, table: comparison.table(statistic, of: disparity),
          codes: set.codes, policy: set.policy, conditions: conditions
        ).exhibit
      }
    }
  }
}

extension Outcomes {
  /// Whether the two models decide every row alike.
  fileprivate func decidesLike(_ other: Outcomes) -> Bool {
    switch (self, other) {
    case (.binary(let own), .binary(let other)):
      own.decisions == other.decisions
        && own.scores == other.scores
    case (.multiclass(let own), .multiclass(let other)): own.areAlike(other, seeing: .values)
    case (.regression(let own), .regression(let other)): own.areAlike(other, seeing: .values)
    default: false
    }
  }
}

extension FairnessCheck {
  static let kinds: [CheckKind] =
    DisparityCatalog.decisions.flatMap { [kind($0, .binary), kind($0, .multiclass)] }
    + (DisparityCatalog.medians + DisparityCatalog.probabilities + DisparityCatalog.metrics
    + DisparityCatalog.flips)
    .map { kind($0, .binary) } + DisparityCatalog.errors.map { kind($0, .regression) }

  private static func kind(_ disparity: Disparity, _ task: TaskKind) -> CheckKind {
    var kind = CheckKind(
      id: disparity.id, title: disparity.title,
      summary: disparity.summary
        + (task == .multiclass ? " Each class against the rest; the worst class counts." : ""),
      formula: disparity.formula, reference: disparity.reference,
      direction: disparity.direction, unit: disparity.unit, task: task,
      options: FairnessOptions.all(isSigned: disparity.isSigned),
      baseline: disparity.isOfBoth
        ? .compared("paired influence values of every pair of groups that may be the extreme one")
        : .measured,
      make: { reader throws(OptionError) in
        FairnessCheck(
          disparity: disparity,
          options: try FairnessOptions(&reader, isSigned: disparity.isSigned))
      })
    kind.defaultJudge = .interval
    kind.limits = disparity.range
    kind.comparesGroups = true
    return kind
  }
}
