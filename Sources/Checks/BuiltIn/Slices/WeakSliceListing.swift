internal import Findings
internal import Kernels
internal import Metrics
internal import Statistics

/// The weak slices of a candidate and a baseline, found on the searched rows and decided on the
/// measured ones.
struct WeakSliceListing {
  let finder: SliceFinder
  let options: SliceOptions
  let settings: MeasureSettings
  let candidate: [Double]
  let baseline: [Double]?

  /// Whether a slice is weak for the candidate, for the baseline, or was.
  private enum State: String {
    case weak, new, inherited, fixed
  }

  private var rows: SliceRows { finder.rows }

  func measurements() throws(SliceSearchError) -> [Measurement] {
    let found = try found()
    let parts = found.map { rows.rows($0.literals, among: rows.test) }
    let ofCandidate = decide(parts, candidate)
    let ofBaseline = baseline.map { decide(parts, $0) }
    let states = found.indices.map { index -> State? in
      guard let ofBaseline else { return ofCandidate[index].isShown ? .weak : nil }
      return switch (ofCandidate[index].isShown, ofBaseline[index].isShown) {
      case (true, true): .inherited
      case (true, false): .new
      case (false, true): .fixed
      case (false, false): nil
      }
    }
    var measurements: [Measurement] = []
    if !states.contains(where: { $0 != nil && $0 != .fixed }) {
      measurements.append(nearest(found, parts, ofCandidate))
    }
    for (index, state) in states.enumerated() {
      guard let state else { continue }
      var measured = measurement(found[index], parts[index], ofCandidate[index], found.count)
      measured.subject.slice = rows.name(found[index].literals)
      measured.detail["state"] = .string(state.rawValue)
      measured.detail["note"] = .string(note(state, parts[index]))
      measurements.append(measured)
    }
    return measurements
  }

  /// The candidate's slices, then the baseline's that are others.
  private func found() throws(SliceSearchError) -> [FoundSlice] {
    var found = try finder.slices(candidate, centre: mean(candidate, rows.search), tau: tau)
    if let baseline {
      let parts = found.map { rows.rows($0.literals, among: rows.search) }
      let others = try finder.slices(baseline, centre: mean(baseline, rows.search), tau: tau)
      found += others.filter { other in
        let own = rows.rows(other.literals, among: rows.search)
        return zip(found, parts).allSatisfy { slice, part in
          let both = rows.rows(slice.literals, among: own).count
          return Double(both) < 0.7 * Double(part.count + own.count - both)
        }
      }
    }
    return found
  }

  /// How far above the mean a slice must be: as given, or a tenth of the mean loss in production.
  private var tau: Double {
    if let tau = options.tau { return tau }
    return options.loss == .error ? 0.01 : 0.1 * mean(baseline ?? candidate, rows.test)
  }

  private func mean(_ losses: [Double], _ some: [Int32]) -> Double {
    SliceMoments.mean(of: some, values: losses, weights: rows.sample.weights).mean
  }

  private func decide(_ parts: [[Int32]], _ losses: [Double]) -> [SliceTest.Decision] {
    let redraw =
      rows.isSplit
      ? nil
      : MaxT(.losses, values: rows.searched(losses), weights: rows.searchedWeights)
    let contrasts = parts.map { contrast($0, losses, redraw) }
    guard let redraw else {
      return SliceTest.holm(contrasts, tau: tau, alpha: settings.alpha)
    }
    let limit =
      parts.isEmpty ? nil : finder.limit(redraw, alpha: settings.alpha, seed: settings.seed)
    return SliceTest.maxT(contrasts, tau: tau, limit: limit)
  }

  /// The slice's mean less the mean of all rows, which is its distance to the other rows' mean times
  /// their share.
  private func contrast(
    _ part: [Int32], _ losses: [Double], _ redraw: MaxT?
  ) -> SliceTest.Contrast {
    let others = rows.test(without: part)
    let inside = SliceMoments(of: part, values: losses, sample: rows.sample)
    let outside = SliceMoments(of: others, values: losses, sample: rows.sample)
    let total = outside.weight + inside.weight
    let share = outside.weight / total
    // A cluster may have rows on both sides.
    let influence =
      part.map { (losses[Int($0)] - inside.mean) * share * total / inside.weight }
      + others.map { (outside.mean - losses[Int($0)]) * share * total / outside.weight }
    let all = rows.sample.selecting(part + others)
    var error = InfluenceError.standardError(
      influence, sample: all, strata: part.map { _ in 1 } + others.map { _ in 0 })
    if let redraw {
      let weights = rows.sample.selecting(part).weights
      error = max(error ?? 0, redraw.error(ofMean: part.count, weights: weights))
    }
    return SliceTest.Contrast(
      excess: share * (inside.mean - outside.mean), error: error, rows: part.count,
      units: inside.units)
  }

  private func measurement(
    _ slice: FoundSlice, _ part: [Int32], _ decision: SliceTest.Decision, _ tested: Int
  ) -> Measurement {
    let shared = SliceMeasurement(finder: finder, options: options, settings: settings)
    let moments = SliceMoments(of: part, values: candidate, sample: rows.sample)
    var detail = shared.detail
    detail["slice"] = .string(rows.name(slice.literals))
    detail["rows"] = .number(shared.rowCount(slice.literals))
    detail["tested_slices"] = .number(Double(tested))
    detail["tau"] = .number(tau)
    detail["mean_of_all_rows"] = .number(mean(candidate, rows.test))
    var measured = Measurement(
      direction: .lower, unit: options.loss.unit,
      candidate: shared.value(moments, quantile: decision.quantile), detail: detail)
    if let baseline {
      let old = SliceMoments(of: part, values: baseline, sample: rows.sample)
      measured.baseline = shared.value(old, quantile: decision.quantile)
      let growth = SliceMoments(
        of: part, values: candidate.indices.map { candidate[$0] - baseline[$0] },
        sample: rows.sample)
      measured.difference = shared.difference(growth)
    }
    return measured
  }

  /// Where no slice of the candidate is shown to be weak: the one that comes nearest, or all rows.
  private func nearest(
    _ found: [FoundSlice], _ parts: [[Int32]], _ decisions: [SliceTest.Decision]
  ) -> Measurement {
    let text = SliceMeasurement.text(tau)
    if let index = found.indices.max(by: { decisions[$0].low < decisions[$1].low }) {
      var measured = measurement(found[index], parts[index], decisions[index], found.count)
      measured.detail["note"] = .string(
        "no slice is shown to lose more than \(text) above the mean of all rows; nearest: "
          + rows.name(found[index].literals))
      return measured
    }
    let units = rows.sample.selecting(rows.test).units(count: rows.test.count)
    let student = StudentT(degrees: Double(max(1, units - 1)))
    let all = FoundSlice(
      literals: [], score: 0, rows: rows.search.count, weight: 0, mean: 0)
    var measured = measurement(
      all, rows.test,
      SliceTest.Decision(
        isShown: false, quantile: student.upperQuantile(settings.alpha), low: -.infinity), 0)
    measured.detail["slice"] = .string("")
    measured.detail["note"] = .string("no slice stands out; the number is that of all rows")
    return measured
  }

  private func note(_ state: State, _ part: [Int32]) -> String {
    let all = SliceMeasurement.text(mean(candidate, rows.test))
    return switch state {
    case .weak: "mean of all rows \(all)"
    case .new: "new: not shown to be weak for the baseline; mean of all rows \(all)"
    case .inherited: "inherited from the baseline; mean of all rows \(all)"
    case .fixed: "fixed: weak for the baseline, not shown to be weak any more"
    }
  }
}
