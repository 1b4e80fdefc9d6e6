/// Products of clusters' sums, for every pair of groups that share one.
struct ClusterPass {
  let covariance: SumCovariance
  /// Clusters with a row of positive weight.
  let used: Int

  init(
    clusters: [Int32], codes: [UInt16], count: Int, weights: [Double]?,
    lanes: (Int) -> SIMD8<Double>
  ) {
    var blocks = [SumCovariance.Block](repeating: .init(), count: count * count)
    var sums = [SIMD8<Double>](repeating: SIMD8(), count: count)
    var isTouched = [Bool](repeating: false, count: count)
    var used = 0
    for rows in ClusterPass.rows(of: clusters) {
      var touched: [Int] = []
      for row in rows {
        let weight = weights?[Int(row)] ?? 1
        guard weight > 0 else { continue }
        let group = Int(codes[Int(row)])
        if !isTouched[group] {
          isTouched[group] = true
          touched.append(group)
        }
        sums[group] += weight * lanes(Int(row))
      }
      for a in touched {
        for b in touched { blocks[a * count + b].addOuter(sums[a], sums[b]) }
      }
      for group in touched { (sums[group], isTouched[group]) = (SIMD8(), false) }
      if !touched.isEmpty { used += 1 }
    }
    self.used = used
    let factor = used > 1 ? Double(used) / Double(used - 1) : nil
    covariance = SumCovariance(
      storage: .pairs(blocks, groups: count), factors: Array(repeating: factor, count: count))
  }

  /// The rows of each cluster, in their order.
  private static func rows(of clusters: [Int32]) -> [[Int32]] {
    var rows = [[Int32]](repeating: [], count: Int(clusters.max() ?? -1) + 1)
    for (row, cluster) in clusters.enumerated() {
      rows[Int(cluster)].append(Int32(truncatingIfNeeded: row))
    }
    return rows
  }
}
