internal import Findings
internal import Metrics
internal import Statistics

/// How many rows the candidate calls positive for each that the baseline does.
///
/// Whoever works on the alerts notices a shift of the scores long before a metric does: at the baseline's
/// threshold a candidate of the same AUC can call twice as many rows.
struct AlertVolume: Check {
  typealias Inputs = (candidate: BinaryOutcomes, baseline: BinaryOutcomes, identity: RowIdentity)

  var demand: Demand<(candidate: BinaryOutcomes, baseline: BinaryOutcomes, identity: RowIdentity)> {
    Demand.both(
      Demand<(Outcomes, Outcomes)>.both(.outcomes(.candidate), .outcomes(.baseline)),
      .rowIdentity(hasKeys: false)
    ).map { (models, identity) throws(Unavailable) in
      guard case .binary(let candidate) = models.0, case .binary(let baseline) = models.1 else {
        throw Unavailable(reason: "'alert_volume' is for binary models", isAbsent: false)
      }
      return (candidate: candidate, baseline: baseline, identity: identity)
    }
  }

  func measure(
    _ inputs: (candidate: BinaryOutcomes, baseline: BinaryOutcomes, identity: RowIdentity),
    settings: MeasureSettings
  ) -> [Measurement] {
    let (candidate, baseline) = (inputs.candidate, inputs.baseline)
    let pairs = BinaryOutcomes.pairing(
      candidate: candidate.decisions, baseline: baseline.decisions, rows: candidate)
    let metric = Metric<BinaryOutcomes>.alertVolume
    func mass(_ decisions: [UInt8]) -> JSONValue {
      .number(
        decisions.indices.reduce(0) {
          $0 + (decisions[$1] == 1 ? candidate.weights?[$1] ?? 1 : 0)
        })
    }
    return [
      Measurement(
        direction: metric.direction, unit: metric.unit,
        candidate: metric.estimate(
          of: metric.evaluate(pairs), sample: pairs.sample(inputs.identity), alpha: settings.alpha),
        detail: [
          "candidate_alerts": mass(candidate.decisions),
          "baseline_alerts": mass(baseline.decisions),
        ])
    ]
  }
}

extension AlertVolume {
  static let kind: CheckKind = {
    let metric = Metric<BinaryOutcomes>.alertVolume
    return CheckKind(
      id: metric.id, title: metric.name, summary: metric.summary, formula: metric.formula,
      reference: metric.reference, direction: metric.direction, unit: metric.unit, task: .binary,
      options: [], baseline: .measured, example: "min: 0.9, max: 1.2", limits: metric.range,
      make: { _ in AlertVolume() })
  }()
}
