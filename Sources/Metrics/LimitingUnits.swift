import Statistics

/// How many independent observations a value rests on, in the smallest of the groups that it needs: 60
/// positive rows of two customers are two.
struct LimitingUnits: Sendable, Equatable {
  /// Rows (those that they stand for, with frequencies) or clusters, of positive weight.
  let count: Int
  /// The same after what unequal importance weights take: Kish's number in the group.
  let effective: Double

  /// - Parameters:
  ///   - value: With ``MetricValue/limitingRows`` and ``MetricValue/limitingGroups``.
  ///   - rowCount: The units of the outcomes, with weights not counted.
  init(_ value: MetricValue, _ sample: RowSample, rowCount: Int) {
    let isWeighted = sample.weights != nil && sample.meaning == .importance
    guard sample.identity.clusters != nil || isWeighted else {
      (count, effective) = (value.limitingRows, Double(value.limitingRows))
      return
    }
    let groups = value.limitingGroups.isEmpty ? [{ _ in true }] : value.limitingGroups
    var least = (count: value.limitingRows, effective: Double(value.limitingRows))
    for group in groups {
      let (units, kish) = LimitingUnits.observations(sample, rowCount: rowCount, where: group)
      least = (min(least.count, units), min(least.effective, kish, Double(units)))
    }
    (count, effective) = least
  }

  private static func observations(
    _ sample: RowSample, rowCount: Int, where isMember: (Int) -> Bool
  ) -> (units: Int, kish: Double) {
    let clusters = sample.identity.clusters
    var isUsed = [Bool](repeating: false, count: Int(clusters?.max() ?? -1) + 1)
    var (rows, sum, squares) = (0, 0.0, 0.0)
    for row in 0..<rowCount {
      let weight = sample.weights?[row] ?? 1
      guard weight > 0, isMember(row) else { continue }
      rows += 1
      sum += weight
      squares += weight * weight
      if let clusters { isUsed[Int(clusters[row])] = true }
    }
    // Copies of a row are rows of their own.
    let kish = sample.meaning == .frequency ? sum : squares > 0 ? sum * sum / squares : 0
    return (clusters == nil ? rows : isUsed.count { $0 }, kish)
  }
}
