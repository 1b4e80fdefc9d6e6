internal import Findings
internal import Metrics
internal import Statistics

/// How many rows the candidate calls positive for each that the baseline does.
///
/// Whoever works on the alerts notices a shift of the scores long before a metric does: at the baseline's
/// threshold a candidate of the same AUC can call twice as many rows.
struct AlertVolume: Check {
  typealias Inputs = (candidate: BinaryOutcomes, baseline: BinaryOutcomes)

  var demand: Demand<(candidate: BinaryOutcomes, baseline: BinaryOutcomes)> {
    Demand.both(.outcomes(.candidate), .outcomes(.baseline)).map {
      (candidate, baseline) throws(Unavailable) in
      guard case .binary(let candidate) = candidate, case .binary(let baseline) = baseline else {
        throw Unavailable(reason: "'alert_volume' is for binary models", isAbsent: false)
      }
      return (candidate: candidate, baseline: baseline)
    }
  }

  /// The interval is normal on the scale of the logarithm, from the paired influence of each row.
  func measure(
    _ inputs: (candidate: BinaryOutcomes, baseline: BinaryOutcomes), settings: MeasureSettings
  ) -> [Measurement] {
    let (candidate, baseline) = inputs
    let weights = candidate.weights
    func mass(_ decisions: [UInt8]) -> Double {
      decisions.indices.reduce(0) { $0 + (decisions[$1] == 1 ? weights?[$1] ?? 1 : 0) }
    }
    let (new, old) = (mass(candidate.decisions), mass(baseline.decisions))
    let rows = weights.map { $0.count { $0 > 0 } } ?? candidate.count
    func measurement(_ value: Value) -> [Measurement] {
      [
        Measurement(
          direction: .none, unit: "", candidate: value,
          detail: ["candidate_alerts": .number(new), "baseline_alerts": .number(old)])
      ]
    }
    guard old > 0 else {
      return measurement(.undefined("the baseline calls no row positive"))
    }
    guard new > 0 else { return measurement(.number(Estimate(value: 0, rows: rows))) }
    let total = weights.map { $0.reduce(0, +) } ?? Double(candidate.count)
    let influence = candidate.decisions.indices.map { row in
      Double(candidate.decisions[row]) * total / new - Double(baseline.decisions[row]) * total / old
    }
    let ratio = new / old
    guard let error = InfluenceError.standardError(influence, weights: weights) else {
      return measurement(.number(Estimate(value: ratio, rows: rows)))
    }
    let interval = RatioInterval.logNormal(
      ratio: ratio, standardErrorOfLog: error, alpha: settings.alpha)
    return measurement(
      .number(Estimate(value: ratio, low: interval.low, high: interval.high, rows: rows)))
  }
}

extension AlertVolume {
  static let kind = CheckKind(
    id: "alert_volume", title: "Alert volume",
    summary: "How many rows the candidate calls positive for each that the baseline does.",
    formula: "(TP + FP of the candidate) / (TP + FP of the baseline)",
    reference: "numpy.sum(candidate) / numpy.sum(baseline)",
    direction: .none, unit: "", task: .binary, options: [], baseline: .measured,
    make: { _ in AlertVolume() })
}
