import Findings

extension Metric<BinaryOutcomes> {
  /// What a team finds that can only look at the rows with the highest scores.
  package enum TopShare: String, Sendable, CaseIterable {
    case precision, recall, lift
  }

  /// Precision, recall (gain) or lift among the highest scores.
  ///
  /// Where the border falls into a group of equal scores, the group counts in part: the value expected
  /// over a random order of the ties, so row order changes nothing. The border moves with the sample,
  /// so the interval is a bootstrap's.
  ///
  /// - Parameter share: The share of all weight that is looked at, in (0, 1].
  package static func topShare(_ kind: TopShare, of share: Double) -> Metric {
    let formula =
      switch kind {
      case .precision: "TP(top) / (k S)"
      case .recall: "TP(top) / P"
      case .lift: "TP(top) / (k P)"
      }
    return Metric(
      id: "\(kind.rawValue)_at_top", name: "\(kind.rawValue) at the top", direction: .higher,
      unit: kind == .lift ? "" : "rate",
      summary: "The \(kind.rawValue) among the rows with the highest scores.",
      formula: formula + ", k the share; ties at the border count in part",
      reference: "numpy.sort, with the expectation over ties",
      range: 0...(kind == .lift ? Double.infinity : 1), interval: .bootstrap,
      sees: .order,
      resampling: .ranked { masses in
        kind != .precision && masses.positiveMass <= 0 || masses.mass <= 0
          ? nil : kind.value(masses, share: share)
      }
    ) { outcomes in
      .of { () throws(Undefined) in
        let groups = try ScoreGroups(
          outcomes, requiresPositives: kind != .precision, requiresNegatives: false)
        return MetricValue(
          value: kind.value(groups.masses, share: share), rows: groups.rows,
          limitingRows: max(
            1,
            min(groups.positiveRows, groups.negativeRows, Int(share * Double(groups.rows)))),
          limitingGroups: groups.classes, influence: [])
      }
    }
  }
}

extension Metric<BinaryOutcomes>.TopShare {
  /// The value on score groups with some weight; recall and lift need some of positive rows.
  fileprivate func value(_ masses: GroupMasses, share: Double) -> Double {
    let found = masses.positives(inTop: share * masses.mass)
    return switch self {
    case .precision: found / (share * masses.mass)
    case .recall: found / masses.positiveMass
    case .lift: found / (share * masses.positiveMass)
    }
  }
}

extension GroupMasses {
  /// The weight of the positive rows among the highest scores of `mass`, the last group in part.
  fileprivate func positives(inTop mass: Double) -> Double {
    var (taken, found) = (0.0, 0.0)
    for g in 0..<count {
      let size = positives(in: g) + negatives(in: g)
      guard size > 0 else { continue }
      let part = min(1, (mass - taken) / size)
      found += part * positives(in: g)
      taken += size
      if taken >= mass { break }
    }
    return found
  }
}
