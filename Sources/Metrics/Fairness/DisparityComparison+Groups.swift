extension DisparityComparison {
  /// Rows of positive weight in a group, over all its strata.
  package func rows(_ group: Int) -> Int {
    let width = strata?.count ?? 1
    return (0..<width).reduce(0) { $0 + sums.rows(group * width + $1) }
  }

  /// Rows of all groups.
  package var allRows: Int { codes.groups.indices.reduce(0) { $0 + rows($1) } }

  /// Rows of a group that the baseline gets right and the candidate wrong, and the other way.
  ///
  /// For sums of decisions.
  package func flips(_ group: Int) -> (newlyWrong: Int, newlyRight: Int) {
    let wrong = CellSet.wrong.lanes(.candidate) * CellSet.correct.lanes(.baseline)
    let right = CellSet.correct.lanes(.candidate) * CellSet.wrong.lanes(.baseline)
    let width = strata?.count ?? 1
    return (0..<width).reduce((0, 0)) { total, stratum in
      let rows = sums.laneRows[group * width + stratum]
      return (total.0 + Int((wrong * rows).sum()), total.1 + Int((right * rows).sum()))
    }
  }

  /// Why a group is judged or not.
  package func standing(_ group: Int) -> GroupPolicy.Standing {
    policy.standing(codes.groups[group], rows: rows(group), of: allRows)
  }

  func value(_ statistic: GroupStatistic, _ side: ModelSide, _ group: Int) -> GroupValue? {
    if let strata {
      return sums.value(statistic, side, group: group, shares: strata)
    }
    return sums.value(statistic, side, group: group)
  }

  /// By group: the value where the group is judged and measured.
  func judged(
    _ statistic: GroupStatistic, _ side: ModelSide, among places: [Int?]?
  ) -> [GroupValue?] {
    codes.groups.indices.map { group in
      guard places?.contains(group) ?? true, standing(group) == .judged,
        let value = value(statistic, side, group), value.rows >= policy.leastDenominator
      else { return nil }
      return value
    }
  }

  /// A number of rows in words that give away no small group.
  private func published(_ rows: Int) -> String {
    guard rows > 0 else { return "no" }
    return rows < policy.publishedRows ? "fewer than \(policy.publishedRows)" : "\(rows)"
  }

  /// What is judged and could not be measured.
  func gaps(
    _ disparity: Disparity, _ sets: [ContrastSet], _ parts: [[GroupStatistic]], _ places: [Int]?
  ) -> [String] {
    var reasons: [String] = []
    for text in policy.required {
      guard let place = codes.place(of: text), rows(place) > 0 else {
        reasons.append("the required group '\(text)' has no row")
        continue
      }
    }
    for (set, statistics) in zip(sets, parts) {
      for (place, statistic) in statistics.enumerated() {
        for group in places ?? Array(codes.groups.indices) where standing(group) == .judged {
          guard set.values[place][group] == nil else { continue }
          let found = value(statistic, .candidate, group)?.rows ?? 0
          reasons.append(
            "\(codes.groups[group].label) has \(published(found)) "
              + "\(statistic.counted), too few for a \(statistic.name)")
        }
        let known = set.values[place].compactMap { $0 }
        if disparity.contrast == .ratio, known.count > 1, known.allSatisfy({ $0.value == 0 }) {
          reasons.append("the \(statistic.name) is 0 in every group, so it has no ratio")
        } else if disparity.contrast == .ratio, set.contrasts.isEmpty,
          let reference = policy.reference.flatMap(codes.place),
          set.values[place][reference]?.value == 0
        {
          reasons.append(
            "the \(statistic.name) of \(codes.groups[reference].label) is 0, so nothing is a ratio of it"
          )
        }
      }
    }
    return reasons
  }
}
