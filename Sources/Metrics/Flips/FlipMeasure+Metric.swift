import Findings

/// Flips are the confusion matrix of two models' rightness: what was right is the label, what is right the
/// decision. A negative flip is a false negative of it, backward trust compatibility its recall. So they
/// have the influence values, and with them the intervals, of any other metric.
extension FlipMeasure {
  /// Of ``BinaryOutcomes/pairing(candidate:baseline:rows:)``: of who is right, for churn of the decisions.
  package var metric: Metric<BinaryOutcomes> {
    switch self {
    case .negativeFlips: share(of: .falseNegatives, in: .all)
    case .positiveFlips: share(of: .falsePositives, in: .all)
    case .backwardTrustCompatibility: share(of: .truePositives, in: .positives)
    case .backwardErrorCompatibility: share(of: .trueNegatives, in: .negatives)
    case .churn: share(of: .wrong, in: .all)
    case .relativeNegativeFlips:
      ofCells(
        range: 0...Double.infinity, interval: .ratio, limits: [.positives, .calledNegatives]
      ) { table throws(Undefined) in
        guard table.rows(.positives) > 0 else { throw FlipMeasure.neverRight }
        guard table.rows(.calledNegatives) > 0 else {
          throw Undefined("the candidate is wrong on no row")
        }
        return table[.falseNegatives] * table[.all]
          / (table[.positives] * table[.calledNegatives])
      }
    }
  }

  private static let neverRight = Undefined("the baseline is right on no row")

  private func share(of part: CellSet, in whole: CellSet) -> Metric<BinaryOutcomes> {
    ofCells(range: 0...1, interval: .proportion, rows: whole) { table throws(Undefined) in
      guard table.rows(whole) > 0 else {
        throw whole == .positives
          ? FlipMeasure.neverRight : Undefined("the baseline is wrong on no row")
      }
      return table[part] / table[whole]
    }
  }

  private func ofCells(
    range: ClosedRange<Double>, interval: IntervalKind, rows: CellSet = .all,
    limits: [CellSet] = [],
    _ number: @escaping @Sendable (BinaryConfusion) throws(Undefined) -> CellNumber
  ) -> Metric<BinaryOutcomes> {
    .ofCells(
      id: rawValue, name: title, direction: direction, unit: unit,
      summary: summary(isRegression: false), formula: formula(isRegression: false),
      reference: reference(isRegression: false), range: range, interval: interval, rows: rows,
      limits: limits, number)
  }
}

extension Metric<BinaryOutcomes> {
  /// How many rows the candidate calls positive for each that the baseline does: of
  /// ``BinaryOutcomes/pairing(candidate:baseline:rows:)`` of the decisions.
  package static var alertVolume: Metric {
    .ofCells(
      id: "alert_volume", name: "Alert volume", direction: .none, unit: "",
      summary: "How many rows the candidate calls positive for each that the baseline does.",
      formula: "(TP + FP of the candidate) / (TP + FP of the baseline)",
      reference: "numpy.sum(candidate) / numpy.sum(baseline)",
      range: 0...Double.infinity, interval: .ratio, limits: [.positives]
    ) { table throws(Undefined) in
      guard table.rows(.positives) > 0 else {
        throw Undefined("the baseline calls no row positive")
      }
      return table[.calledPositives] / table[.positives]
    }
  }
}

extension BinaryOutcomes {
  /// One yes or no a row from each of two models: the baseline's as the label, the candidate's as the
  /// decision.
  ///
  /// - Parameter rows: Whose weights count.
  package static func pairing(
    candidate: [UInt8], baseline: [UInt8], rows: some RowOutcomes
  ) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: baseline, scores: [], scoresAreProbabilities: false, decisions: candidate,
      weights: rows.weights, weightMeaning: rows.weightMeaning, threshold: 0.5, descending: [])
  }
}
