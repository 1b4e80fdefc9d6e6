internal import Findings
internal import Metrics
internal import Statistics

/// The share of rows that the baseline got right and the candidate gets wrong.
///
/// Users of a model notice what used to work: two models of equal accuracy can differ in many rows
/// ("Positive-Congruent Training", Yan et al., CVPR 2021).
struct NegativeFlips: Check {
  let task: TaskKind

  typealias Inputs = (candidate: Outcomes, baseline: Outcomes)

  var demand: Demand<(candidate: Outcomes, baseline: Outcomes)> {
    Demand.both(.outcomes(.candidate), .outcomes(.baseline)).map { (candidate, baseline) in
      (candidate: candidate, baseline: baseline)
    }
  }

  func measure(
    _ inputs: (candidate: Outcomes, baseline: Outcomes), settings: MeasureSettings
  ) -> [Measurement] {
    guard let candidate = inputs.candidate.correctness, let baseline = inputs.baseline.correctness
    else { return [] }
    var (flipped, fixed, total, squares) = (0.0, 0.0, 0.0, 0.0)
    var (flips, rows) = (0, 0)
    for row in candidate.isRight.indices {
      let weight = candidate.weights?[row] ?? 1
      guard weight > 0 else { continue }
      rows += 1
      total += weight
      squares += weight * weight
      if baseline.isRight[row], !candidate.isRight[row] {
        flipped += weight
        flips += 1
      } else if !baseline.isRight[row], candidate.isRight[row] {
        fixed += weight
      }
    }
    guard total > 0 else {
      return [
        Measurement(direction: .lower, unit: "rate", candidate: .undefined("there are no rows"))
      ]
    }
    let rate = flipped / total
    let interval = ProportionInterval.wilson(
      share: rate, count: total * total / squares, alpha: settings.alpha)
    return [
      Measurement(
        direction: .lower, unit: "rate",
        candidate: .number(
          Estimate(value: rate, low: interval.low, high: interval.high, rows: rows)),
        detail: [
          "negative_flips": .number(Double(flips)), "positive_flip_rate": .number(fixed / total),
        ])
    ]
  }
}

extension NegativeFlips {
  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "negative_flips", title: "Negative flip rate",
      summary: "The share of rows that the baseline got right and the candidate gets wrong.",
      formula: "#(baseline right, candidate wrong) / n",
      reference: "numpy.mean((baseline == y) & (candidate != y))",
      direction: .lower, unit: "rate", task: task, options: [], baseline: .measured,
      make: { _ in NegativeFlips(task: task) })
  }
}

extension Outcomes {
  /// Whether each row is decided right, and the rows' weights; nil for regression and rankings.
  var correctness: (isRight: [Bool], weights: [Double]?)? {
    switch self {
    case .binary(let rows):
      (rows.labels.indices.map { rows.labels[$0] == rows.decisions[$0] }, rows.weights)
    case .multiclass(let rows):
      (rows.labels.indices.map { rows.labels[$0] == rows.decisions[$0] }, rows.weights)
    case .regression, .ranking: nil
    }
  }
}
