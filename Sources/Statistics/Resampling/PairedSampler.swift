import Kernels

/// Draws the independent observations of a table: rows, clusters, or each of the rows that a frequency
/// stands for. As many are drawn as there are.
package struct PairedSampler: Sendable {
  /// A table of frequencies that stand for more rows is not drawn from.
  package static let mostRows = 10_000_000

  private let seed: UInt64
  /// The rows of each unit lie at `starts[u]..<starts[u + 1]` of ``members``; nil where a unit is a row.
  private let groups: (starts: [Int], members: [Int32])?
  /// The running sum of frequencies; nil unless weights count rows.
  private let frequencies: [Double]?
  /// The independent observations.
  package let units: Int

  /// Nil where the frequencies stand for more than ``mostRows`` rows.
  package init?(_ sample: RowSample, rowCount: Int, seed: UInt64) {
    self.seed = seed
    if let clusters = sample.identity.clusters {
      let count = Int(clusters.max() ?? -1) + 1
      var starts = [Int](repeating: 0, count: count + 1)
      for cluster in clusters { starts[Int(cluster) + 1] += 1 }
      for cluster in 0..<count { starts[cluster + 1] += starts[cluster] }
      var next = starts
      var members = [Int32](repeating: 0, count: clusters.count)
      for (row, cluster) in clusters.enumerated() {
        members[next[Int(cluster)]] = Int32(truncatingIfNeeded: row)
        next[Int(cluster)] += 1
      }
      groups = (starts: starts, members: members)
      frequencies = nil
      units = count
      return
    }
    groups = nil
    guard sample.meaning == .frequency, let weights = sample.weights else {
      frequencies = nil
      units = rowCount
      return
    }
    var sum = 0.0
    frequencies = weights.map { weight in
      sum += weight
      return sum
    }
    guard let total = Int(exactly: sum), total <= PairedSampler.mostRows else { return nil }
    units = total
  }

  /// Draw number `run`: seed and number alone decide it.
  package func draw(_ run: Int) -> PairedDraw {
    var generator = SeededGenerator.stream(seed, "draw", run)
    var rows: [Int32] = []
    var isExchanged: [Bool] = []
    var clusters: [Int32] = []
    rows.reserveCapacity(units)
    isExchanged.reserveCapacity(units)
    for unit in 0..<units {
      let (chosen, exchange) = (generator.index(below: units), generator.next() >> 63 == 1)
      guard let groups else {
        rows.append(row(chosen))
        isExchanged.append(exchange)
        continue
      }
      // A cluster is exchanged as one: its rows share what makes a model better on them.
      for place in groups.starts[chosen]..<groups.starts[chosen + 1] {
        rows.append(groups.members[place])
        isExchanged.append(exchange)
        clusters.append(Int32(truncatingIfNeeded: unit))
      }
    }
    return PairedDraw(
      rows: rows, isExchanged: isExchanged, clusters: groups == nil ? nil : clusters,
      countsOnce: frequencies != nil)
  }

  /// The row that observation number `index` was seen in.
  private func row(_ index: Int) -> Int32 {
    guard let frequencies else { return Int32(truncatingIfNeeded: index) }
    var (low, high) = (0, frequencies.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if frequencies[middle] > Double(index) { high = middle } else { low = middle + 1 }
    }
    return Int32(truncatingIfNeeded: low)
  }
}
