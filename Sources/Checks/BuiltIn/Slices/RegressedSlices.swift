internal import Findings
internal import Kernels
internal import Metrics
internal import Statistics

/// The slices on which the candidate loses more than the baseline, searched among all conjunctions of
/// up to three conditions.
///
/// One measurement for each slice whose growth of loss is shown to exceed tau; where there is none,
/// one for the slice that comes nearest.
struct RegressedSlices: Check {
  let options: SliceOptions

  var idleOptions: [String] { options.idle }

  var limits: ClosedRange<Double>? {
    let most = options.loss.range.upperBound
    return -most...most
  }

  typealias Inputs = (models: (Outcomes, Outcomes), identity: RowIdentity, table: LiteralTable)

  var demand: Demand<(models: (Outcomes, Outcomes), identity: RowIdentity, table: LiteralTable)> {
    Demand.both(
      Demand<(Outcomes, Outcomes)>.both(.outcomes(.candidate), .outcomes(.baseline)),
      Demand<(RowIdentity, LiteralTable)>.both(
        .rowIdentity(hasKeys: false), .literals(options.request))
    ).map { models, rows in (models: models, identity: rows.0, table: rows.1) }
  }

  func measure(
    _ inputs: (models: (Outcomes, Outcomes), identity: RowIdentity, table: LiteralTable),
    settings: MeasureSettings
  ) -> [Measurement] {
    let unit = options.loss.unit
    let (candidate, baseline): ([Double], [Double])
    switch (inputs.models.0.losses(options.loss), inputs.models.1.losses(options.loss)) {
    case (.values(let new), .values(let old)): (candidate, baseline) = (new, old)
    case (.undefined(let reason), _):
      return SliceMeasurement.undefined(reason, unit: unit)
    case (_, .undefined(let reason)):
      return SliceMeasurement.undefined("of the baseline: \(reason)", unit: unit)
    }
    let growth = candidate.indices.map { candidate[$0] - baseline[$0] }
    let rows = SliceRows(
      inputs.table, sample: inputs.models.0.sample(inputs.identity), values: growth,
      options: options, seed: settings.seed)
    let finder = SliceFinder(rows, options, settings.parallel)
    if let refusal = finder.refusal { return SliceMeasurement.undefined(refusal, unit: unit) }
    if let nothing = finder.emptiness {
      let shared = SliceMeasurement(finder: finder, options: options, settings: settings)
      return SliceMeasurement.undefined(nothing, unit: unit, detail: shared.detail)
    }
    let tau = tau(baseline, rows)
    do throws(SliceSearchError) {
      let found = try finder.slices(growth, centre: 0, tau: tau)
      let most = SliceMeasurement.range(of: unit).upperBound
      return measurements(found, finder, candidate, baseline, tau: tau, settings)
        .map { $0.within(-most...most) }
    } catch {
      return SliceMeasurement.undefined(error.description, unit: unit)
    }
  }

  private func tau(_ baseline: [Double], _ rows: SliceRows) -> Double {
    if let tau = options.tau { return tau }
    guard options.loss != .error else { return 0.01 }
    return 0.1 * SliceMoments(of: rows.test, values: baseline, sample: rows.sample).mean
  }

  private func measurements(
    _ found: [FoundSlice], _ finder: SliceFinder, _ candidate: [Double], _ baseline: [Double],
    tau: Double, _ settings: MeasureSettings
  ) -> [Measurement] {
    let rows = finder.rows
    let growth = candidate.indices.map { candidate[$0] - baseline[$0] }
    let parts = found.map { rows.rows($0.literals, among: rows.test) }
    let (contrasts, decisions) = decide(parts, finder, growth, tau: tau, settings)
    let shared = SliceMeasurement(finder: finder, options: options, settings: settings)
    func measurement(_ index: Int) -> Measurement {
      let literals = found[index].literals
      let old = SliceMoments(of: parts[index], values: baseline, sample: rows.sample).mean
      let new = SliceMoments(of: parts[index], values: candidate, sample: rows.sample).mean
      var detail = shared.detail
      detail["slice"] = .string(rows.name(literals))
      detail["rows"] = .number(shared.rowCount(literals))
      detail["tested_slices"] = .number(Double(found.count))
      detail["tau"] = .number(tau)
      detail["candidate_loss"] = .number(new)
      detail["baseline_loss"] = .number(old)
      detail["note"] = .string(
        "mean loss \(SliceMeasurement.text(new)), of the baseline \(SliceMeasurement.text(old))")
      return Measurement(
        subject: .init(slice: decisions[index].isShown ? rows.name(literals) : nil),
        direction: .lower, unit: options.loss.unit,
        candidate: value(contrasts[index], decisions[index]), detail: detail)
    }
    let shown = found.indices.filter { decisions[$0].isShown }
    if !shown.isEmpty { return shown.map(measurement) }
    // Nothing is shown: the slice with the highest lower limit stands for all.
    let nearest = found.indices.max {
      (decisions[$0].low, contrasts[$0].excess) < (decisions[$1].low, contrasts[$1].excess)
    }
    if let nearest {
      var measured = measurement(nearest)
      measured.detail["note"] = .string(
        "no slice is shown to lose more than \(SliceMeasurement.text(tau)); nearest: "
          + rows.name(found[nearest].literals))
      return [measured]
    }
    return [whole(growth, shared, tau: tau, settings)]
  }

  /// Where no slice was found, the mean over all rows that are measured.
  private func whole(
    _ growth: [Double], _ shared: SliceMeasurement, tau: Double, _ settings: MeasureSettings
  ) -> Measurement {
    let rows = shared.finder.rows
    guard rows.test.count > 1 else {
      return SliceMeasurement.undefined("there are too few rows", unit: options.loss.unit)[0]
    }
    let moments = SliceMoments(of: rows.test, values: growth, sample: rows.sample)
    var detail = shared.detail
    detail["tested_slices"] = .number(0)
    detail["tau"] = .number(tau)
    detail["note"] = .string("no slice stands out; the number is that of all rows")
    let student = StudentT(degrees: Double(max(1, moments.units - 1)))
    return Measurement(
      direction: .lower, unit: options.loss.unit,
      candidate: shared.value(moments, quantile: student.upperQuantile(settings.alpha)),
      detail: detail)
  }

  private func value(
    _ contrast: SliceTest.Contrast, _ decision: SliceTest.Decision
  ) -> Value {
    guard contrast.rows > 0 else { return .undefined("no row of the measured half is in it") }
    let half = contrast.error.map { $0 * decision.quantile }.flatMap { $0.isFinite ? $0 : nil }
    return .number(
      Estimate(
        value: contrast.excess, low: half.map { min(decision.low, contrast.excess - $0) },
        high: half.map { contrast.excess + $0 }, rows: contrast.rows))
  }

  private func decide(
    _ parts: [[Int32]], _ finder: SliceFinder, _ growth: [Double], tau: Double,
    _ settings: MeasureSettings
  ) -> (contrasts: [SliceTest.Contrast], decisions: [SliceTest.Decision]) {
    let rows = finder.rows
    guard rows.isSplit else {
      let redraw = MaxT(.signs, values: rows.searched(growth), weights: rows.searchedWeights)
      let contrasts = parts.map { part in
        SliceTest.Contrast(
          excess: SliceMoments(of: part, values: growth, sample: rows.sample).mean,
          error: error(part, growth, rows.sample.weights), rows: part.count, units: part.count)
      }
      let limit =
        parts.isEmpty ? nil : finder.limit(redraw, alpha: settings.alpha, seed: settings.seed)
      return (contrasts, SliceTest.maxT(contrasts, tau: tau, limit: limit))
    }
    // Rows that count one by one.
    let hasSigns = options.loss == .error && rows.sample.countsRows
    let contrasts = parts.map { part in
      let moments = SliceMoments(of: part, values: growth, sample: rows.sample)
      return SliceTest.Contrast(
        excess: moments.mean, error: moments.error, rows: part.count, units: moments.units,
        signTest: hasSigns ? signTest(part, growth) : nil)
    }
    return (contrasts, SliceTest.holm(contrasts, tau: tau, alpha: settings.alpha))
  }

  /// The error that the signs alone give the mean: that of a difference whose centre is 0.
  private func error(_ part: [Int32], _ growth: [Double], _ weights: [Double]?) -> Double? {
    func term(_ place: Int) -> Double {
      (weights?[Int(part[place])] ?? 1) * growth[Int(part[place])]
    }
    let squares = Sums.unordered(count: part.count) { term($0) * term($0) }
    let weight = Sums.unordered(count: part.count) { weights?[Int(part[$0])] ?? 1 }
    return squares > 0 ? squares.squareRoot() / weight : nil
  }

  /// The exact one-sided p-value of "as many rows were fixed as were broken".
  private func signTest(_ part: [Int32], _ growth: [Double]) -> Double {
    let broken = part.count { growth[Int($0)] > 0 }
    let fixed = part.count { growth[Int($0)] < 0 }
    return broken == 0 ? 1 : Beta.cumulative(0.5, Double(broken), Double(fixed + 1))
  }
}

extension RegressedSlices {
  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "regressed_slices", title: "Regressed slices",
      summary: "Slices, searched by conjunctions of conditions, where the candidate loses more.",
      formula: "mean over the slice of loss(candidate) - loss(baseline), for slices where it is "
        + "shown to exceed tau",
      reference: "brute force over all conjunctions; none in a library",
      direction: .lower, unit: SliceOptions.losses(task)[0].unit, task: task,
      options: SliceOptions.all(task), baseline: .measured, defaultJudge: .shown,
      findsSlices: true, limits: -Double.infinity...Double.infinity,
      make: { reader throws(OptionError) in
        RegressedSlices(options: try SliceOptions(&reader, task: task))
      })
  }
}
