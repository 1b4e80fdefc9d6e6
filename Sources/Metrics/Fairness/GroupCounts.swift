package import Statistics

/// How many rows each group has.
package struct GroupCounts: Sendable, Equatable {
  /// By group, rows of positive weight; with frequencies the rows that they stand for.
  package let rows: [Int]
  /// By group, Kish's effective number of rows, at most the number of clusters.
  package let effectiveRows: [Double]

  package init(_ codes: GroupCodes, _ sample: RowSample) {
    let count = codes.groups.count
    var (rows, masses, squares) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count),
      [Double](repeating: 0, count: count)
    )
    var clusters = [Set<Int32>](repeating: [], count: count)
    for (row, code) in codes.codes.enumerated() {
      let (group, weight) = (Int(code), sample.weights?[row] ?? 1)
      guard weight > 0 else { continue }
      rows[group] += sample.meaning == .frequency ? weight : 1
      masses[group] += weight
      squares[group] += sample.meaning == .frequency ? weight : weight * weight
      if let cluster = sample.identity.clusters?[row] { clusters[group].insert(cluster) }
    }
    self.rows = rows.map { Int(exactly: $0.rounded()) ?? .max }
    let isClustered = sample.identity.clusters != nil
    effectiveRows = (0..<count).map { group in
      let kish = squares[group] > 0 ? masses[group] * masses[group] / squares[group] : 0
      return isClustered ? min(kish, Double(clusters[group].count)) : kish
    }
  }
}
