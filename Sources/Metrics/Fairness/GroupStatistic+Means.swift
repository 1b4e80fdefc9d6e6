extension GroupStatistic {
  /// Lanes of a regression's row: 1, the candidate's error, its size and its square, the baseline's, and
  /// the label.
  package static func lanes(
    label: Double, candidate: Double, baseline: Double
  ) -> SIMD8<Double> {
    let (own, other) = (candidate - label, baseline - label)
    return SIMD8(1, own, own.magnitude, own * own, other, other.magnitude, other * other, label)
  }

  /// Lanes of a row of two classes: 1, the label, the candidate's probability and its squared distance
  /// from the label, and the baseline's.
  package static func lanes(
    label: UInt8, probability: Double, baseline: Double
  ) -> SIMD8<Double> {
    let truth = Double(label)
    return SIMD8(
      1, truth, probability, (probability - truth) * (probability - truth), baseline,
      (baseline - truth) * (baseline - truth), 0, 0)
  }

  private static func mean(
    _ id: String, _ name: String, _ source: Source, _ scale: Scale,
    _ lanes: @escaping @Sendable (ModelSide) -> [Int]
  ) -> GroupStatistic {
    GroupStatistic(
      id: id, name: name, counted: "rows", source: source, scale: scale,
      denominator: { _ in lane(0) },
      number: { sums, side in
        lanes(side).reduce(Number(0)) { $0 + sum(lane($1), sums) } / sum(lane(0), sums)
      })
  }

  private static func lane(_ place: Int) -> SIMD8<Double> {
    var lanes = SIMD8<Double>()
    lanes[place] = 1
    return lanes
  }

  static let meanError = mean("mean_error", "mean error", .errors, .mean) {
    [$0 == .candidate ? 1 : 4]
  }
  static let meanAbsoluteError = mean("mae", "mean absolute error", .errors, .positive) {
    [$0 == .candidate ? 2 : 5]
  }
  static let meanPrediction = mean("mean_prediction", "mean prediction", .errors, .mean) {
    [$0 == .candidate ? 1 : 4, 7]
  }
  static let rootMeanSquaredError = GroupStatistic(
    id: "rmse", name: "root mean squared error", counted: "rows", source: .errors,
    scale: .positive, denominator: { _ in lane(0) },
    number: { sums, side in
      (sum(lane(side == .candidate ? 3 : 6), sums) / sum(lane(0), sums)).squareRoot
    })

  static let meanScore = mean("mean_score", "mean score", .probabilities, .mean) {
    [$0 == .candidate ? 2 : 4]
  }
  static let brier = mean("brier", "Brier score", .probabilities, .positive) {
    [$0 == .candidate ? 3 : 5]
  }
  /// Mean probability minus share of positives: calibration in the large.
  static let calibrationError = GroupStatistic(
    id: "calibration_error", name: "mean probability minus observed share", counted: "rows",
    source: .probabilities, scale: .mean, denominator: { _ in lane(0) },
    number: { sums, side in
      (sum(lane(side == .candidate ? 2 : 4), sums) - sum(lane(1), sums)) / sum(lane(0), sums)
    })
  static let observedByExpected = GroupStatistic(
    id: "observed_by_expected", name: "observed over expected positives", counted: "rows",
    source: .probabilities, scale: .positive, denominator: { _ in lane(0) },
    number: { sums, side in
      sum(lane(1), sums) / sum(lane(side == .candidate ? 2 : 4), sums)
    })

  /// A metric of each group by itself.
  ///
  /// - Parameter counted: What the metric rests on, after a number.
  static func each(
    _ metric: Metric<BinaryOutcomes>, scale: Scale, counted: String = "rows of the rarer class"
  ) -> GroupStatistic {
    GroupStatistic(
      id: metric.id, name: metric.name, counted: counted, source: .metric,
      scale: scale, denominator: { _ in lane(1) },
      number: { sums, side in
        sum(lane(side == .candidate ? 1 : 2), sums) / sum(lane(0), sums)
      }, metric: metric)
  }
}
