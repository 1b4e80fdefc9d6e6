internal import Explanations
internal import Findings
internal import Statistics

/// What may be asked about two models' importances together.
enum ImportanceShiftQuestion: Sendable, CaseIterable {
  /// Total variation of the shares.
  case distance
  /// How alike the models order the features.
  case correlation
  /// Common features among the most important ones.
  case overlap
  /// Features that came in among the most important ones.
  case newcomers
}

/// One number about both models' importances together.
struct ImportanceShiftCheck: Check {
  let question: ImportanceShiftQuestion
  let options: ImportanceOptions
  let method: RankCorrelation
  /// How many features are the most important ones.
  let top: Int

  typealias Inputs = ImportancePair

  var demand: Demand<ImportancePair> { ImportancePair.demand(options) }

  func measure(_ inputs: ImportancePair, settings: MeasureSettings) -> [Measurement] {
    var detail = ImportancePair.detail(inputs.candidate)
    switch inputs.shares(alpha: settings.alpha) {
    case .failure(let problem):
      return [
        Measurement(
          direction: question.direction, unit: question.unit, candidate: .undefined(problem.reason),
          detail: detail)
      ]
    case .success((let ours, let theirs)):
      let shift = ImportanceShift(candidate: ours, baseline: theirs, alpha: settings.alpha)
      if let note = note(shift) { detail["note"] = .string(note) }
      return [
        Measurement(
          direction: question.direction, unit: question.unit,
          candidate: value(shift, draws(ours, theirs, shift, settings), inputs, settings),
          detail: detail)
      ]
    }
  }

  /// Where the question's answer has limits from draws.
  private func draws(
    _ ours: ImportanceShares, _ theirs: ImportanceShares, _ shift: ImportanceShift,
    _ settings: MeasureSettings
  ) -> ImportanceDraws? {
    guard question == .correlation || question == .overlap else { return nil }
    return ImportanceDraws(
      candidate: ours, baseline: theirs, names: shift.features.map(\.name), seed: settings.seed)
  }

  private func value(
    _ shift: ImportanceShift, _ draws: ImportanceDraws?, _ inputs: ImportancePair,
    _ settings: MeasureSettings
  ) -> Value {
    let rows = inputs.candidate.rowCount
    let (method, top) = (method, top)
    func drawn(
      _ value: Double, within range: ClosedRange<Double>,
      _ statistic: @escaping @Sendable ([Double], [Double]) -> Double?
    ) -> Value {
      let limits = draws?.interval(
        around: value, within: range, alpha: settings.alpha, parallel: settings.parallel, statistic)
      return .number(Estimate(value: value, low: limits?.low, high: limits?.high, rows: rows))
    }
    switch question {
    case .distance:
      return .number(
        Estimate(value: shift.distance, low: shift.low, high: shift.high, rows: rows))
    case .correlation:
      guard let value = shift.correlation(method) else {
        return .undefined("fewer than two features have different importance")
      }
      return drawn(value, within: -1...1) { method.coefficient($0, $1) }
    case .overlap:
      guard let value = shift.overlap(top) else {
        return .undefined("no feature has positive importance")
      }
      return drawn(value, within: 0...1) { ImportanceShift.overlap(top, of: $0, $1) }
    case .newcomers:
      return .number(Estimate(value: Double(newcomers(shift).count), rows: rows))
    }
  }

  private func newcomers(_ shift: ImportanceShift) -> [String] {
    let best = shift.top(top)
    return best.candidate.filter { !best.baseline.contains($0) }
  }

  /// What a reader asks next: which features.
  private func note(_ shift: ImportanceShift) -> String? {
    switch question {
    case .distance:
      let moved = shift.features.filter { $0.candidate != $0.baseline }.sorted {
        let (one, other) = ($0.candidate - $0.baseline, $1.candidate - $1.baseline)
        return (other.magnitude, $0.name) < (one.magnitude, $1.name)
      }.prefix(3).map {
        "\($0.name) \(ImportancePair.percent($0.baseline)) to "
          + ImportancePair.percent($0.candidate)
      }
      return moved.isEmpty ? nil : "shares moved most: " + moved.joined(separator: ", ")
    case .correlation: return nil
    case .overlap, .newcomers:
      let best = shift.top(top)
      let came = best.candidate.filter { !best.baseline.contains($0) }
      let went = best.baseline.filter { !best.candidate.contains($0) }
      let parts = [
        came.isEmpty ? nil : "new among the first \(top): \(came.joined(separator: ", "))",
        went.isEmpty ? nil : "gone: \(went.joined(separator: ", "))",
      ].compactMap { $0 }
      return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
  }
}

extension ImportanceShiftQuestion {
  var direction: Direction {
    switch self {
    case .distance, .newcomers: .lower
    case .correlation, .overlap: .higher
    }
  }

  var unit: String {
    switch self {
    case .distance, .overlap: "rate"
    case .correlation, .newcomers: ""
    }
  }

  var limits: ClosedRange<Double> {
    switch self {
    case .distance, .overlap: 0...1
    case .correlation: -1...1
    case .newcomers: 0...Double.infinity
    }
  }

  func kind(_ task: TaskKind) -> CheckKind {
    let question = self
    var options = ImportanceOptions.all(task)
    switch self {
    case .distance: break
    case .correlation:
      options.append(
        CheckOption(
          name: "method", shape: .choice(RankCorrelation.allCases.map(\.rawValue)),
          summary: "kendall and spearman treat all features alike; weighted looks at the top",
          defaultText: "weighted", exampleText: "kendall"))
    case .overlap, .newcomers:
      options.append(
        CheckOption(
          name: "k", summary: "how many features count as the most important ones",
          defaultText: "10", exampleText: "10"))
    }
    return CheckKind(
      id: id, title: title, summary: summary, formula: formula, reference: reference,
      direction: direction, unit: unit, task: task, options: options, baseline: .measured,
      defaultJudge: self == .newcomers ? .point : .interval, takesSlices: false, limits: limits,
      make: { reader throws(OptionError) in
        let options = try ImportanceOptions(&reader, task: task)
        var method = RankCorrelation.weighted
        if question == .correlation,
          let name = try reader.choice("method", of: RankCorrelation.allCases.map(\.rawValue)),
          let given = RankCorrelation(rawValue: name)
        {
          method = given
        }
        var top = 10
        if question == .overlap || question == .newcomers {
          top = try reader.integer("k", in: 1...10_000) ?? 10
        }
        return ImportanceShiftCheck(
          question: question, options: options, method: method, top: top)
      })
  }

  private var id: String {
    switch self {
    case .distance: "importance_shift"
    case .correlation: "importance_rank_correlation"
    case .overlap: "importance_overlap"
    case .newcomers: "new_important_features"
    }
  }

  private var title: String {
    switch self {
    case .distance: "Importance shift"
    case .correlation: "Rank correlation of importances"
    case .overlap: "Overlap of the most important features"
    case .newcomers: "New important features"
    }
  }

  private var summary: String {
    switch self {
    case .distance: "How much importance moved from some features to others since the baseline."
    case .correlation: "How alike candidate and baseline order their features by importance."
    case .overlap: "How many of the k most important features candidate and baseline share."
    case .newcomers:
      "How many of the candidate's k most important features are not among the baseline's."
    }
  }

  private var formula: String {
    switch self {
    case .distance: "(1/2) sum_j abs(s_j(candidate) - s_j(baseline)), s_j = max(0, I_j) / sum"
    case .correlation:
      "Kendall's tau-b, Spearman's rho or the hyperbolically weighted tau of the shares"
    case .overlap: "#(in both) / #(in either), ties at the border taken whole"
    case .newcomers: "#(among the candidate's k, not among the baseline's k)"
    }
  }

  private var reference: String {
    switch self {
    case .distance: "total variation distance; numpy.abs(c - b).sum() / 2"
    case .correlation: "scipy.stats.weightedtau, kendalltau, spearmanr"
    case .overlap: "Jaccard index of two sets"
    case .newcomers: "len(set(candidate[:k]) - set(baseline[:k]))"
    }
  }
}
