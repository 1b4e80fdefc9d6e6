import Kernels

/// Draws the independent observations of a table: rows, clusters, or each of the rows that a frequency
/// stands for. As many are drawn as there are.
package struct PairedSampler: Sendable {
  /// A table of frequencies that stand for more rows is not drawn from.
  package static let mostRows = 10_000_000

  private let seed: UInt64
  /// The rows of each unit lie at `starts[u]..<starts[u + 1]` of ``members``; nil where a unit is a row.
  private let groups: (starts: [Int], members: [Int32])?
  /// The running sum of the units' frequencies; nil unless weights count them.
  private let frequencies: [Double]?
  /// The independent observations.
  package let units: Int

  /// Nil where the frequencies stand for more than ``mostRows`` rows.
  ///
  /// Clusters are drawn whole, with the frequencies of their rows as weights.
  package init?(_ sample: RowSample, rowCount: Int, seed: UInt64) {
    let clusters = sample.identity.clusters
    self.init(
      groups: clusters,
      frequencies: clusters == nil && sample.meaning == .frequency ? sample.weights : nil,
      rowCount: rowCount, seed: seed)
  }

  /// - Parameters:
  ///   - groups: The unit of each row, numbered from 0; nil where a unit is a row.
  ///   - frequencies: How often each unit was seen; nil means once.
  package init?(groups: [Int32]?, frequencies: [Double]?, rowCount: Int, seed: UInt64) {
    self.seed = seed
    self.groups = groups.map(Self.members)
    let count = self.groups.map { $0.starts.count - 1 } ?? rowCount
    guard let given = frequencies else {
      self.frequencies = nil
      units = count
      return
    }
    var sum = 0.0
    self.frequencies = given.map { weight in
      sum += weight
      return sum
    }
    guard let total = Int(exactly: sum), total <= PairedSampler.mostRows else { return nil }
    units = total
  }

  private static func members(_ groups: [Int32]) -> (starts: [Int], members: [Int32]) {
    let count = Int(groups.max() ?? -1) + 1
    var starts = [Int](repeating: 0, count: count + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    var members = [Int32](repeating: 0, count: groups.count)
    for (row, group) in groups.enumerated() {
      members[next[Int(group)]] = Int32(truncatingIfNeeded: row)
      next[Int(group)] += 1
    }
    return (starts: starts, members: members)
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
      let (place, exchange) = (generator.index(below: units), generator.next() >> 63 == 1)
      let chosen = self.unit(place)
      guard let groups else {
        rows.append(Int32(truncatingIfNeeded: chosen))
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

  /// The unit that observation number `index` is one of.
  private func unit(_ index: Int) -> Int {
    guard let frequencies else { return index }
    var (low, high) = (0, frequencies.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if frequencies[middle] > Double(index) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
