package import Kernels
package import Models
internal import Tabular

/// Accumulated local effects of a numeric feature (Apley and Zhu 2020): what the score gains from bin to
/// bin, by the rows that are in each bin, so no row is asked about a value that it could not have. alibi's
/// `ALE`, centred so that the mean over rows is 0.
package struct AccumulatedEffects: Sendable {
  package let feature: String
  /// The bins' edges, ascending; at least two.
  package let edges: [Double]
  /// `effects[output][edge]`, in units of the score.
  package let effects: [[Double]]
  /// The weight of the rows of each bin, one fewer than edges.
  package let masses: [Double]

  /// - Parameters:
  ///   - leastRows: Bins have more rows than this, so far as ties allow.
  ///   - edges: Given edges, ascending; nil lays them at quantiles, or at the values themselves where
  ///     there are at most 10.
  ///   - weights: By row; nil for equal ones.
  ///   - scores: The one score of each row that is meant; nil takes every output.
  /// - Throws: ``ExplanationError/unfit(_:)`` if the column is not numeric or has one value only.
  package init(
    of rows: ScorableRows, feature: String, leastRows: Int = 4, edges: [Double]? = nil,
    weights: [Double]? = nil, parallel: Parallel,
    scores single: (@Sendable (Scores) -> [Double])? = nil
  ) throws(ExplanationError) {
    guard let column = rows.table[feature] else {
      throw .unfit("there is no column '\(feature)'")
    }
    guard case .numeric(let cells) = column.values else {
      throw .unfit(
        "column '\(feature)' is \(column.typeName); accumulated local effects need an order, which "
          + "partial dependence does not")
    }
    let present = cells.indices.filter { cells[$0].isFinite }
    let edges =
      edges ?? AccumulatedEffects.edges(of: present.map { cells[$0] }, leastRows: leastRows)
    guard edges.count >= 2 else {
      throw .unfit("column '\(feature)' has one value only, so there is no effect to accumulate")
    }
    let bins = present.map { AccumulatedEffects.bin(of: cells[$0], edges) }
    func scores(_ edge: (Int) -> Int) throws(ExplanationError) -> [[Double]] {
      var moved = cells
      for (row, bin) in zip(present, bins) { moved[row] = edges[edge(bin)] }
      let answer: Scores
      do throws(ModelError) {
        answer = try rows.scores(
          replacing: [Column(name: feature, values: .numeric(moved))], parallel: parallel)
      } catch {
        throw .model(error)
      }
      let outputs = single.map { [$0(answer)] } ?? answer.outputs
      guard outputs.allSatisfy({ $0.count == cells.count && $0.allSatisfy(\.isFinite) }) else {
        throw .unfit("the model gives no finite score for some value of '\(feature)'")
      }
      return outputs
    }
    let (low, high) = (try scores { $0 }, try scores { $0 + 1 })
    var masses = [Double](repeating: 0, count: edges.count - 1)
    for (row, bin) in zip(present, bins) { masses[bin] += weights?[row] ?? 1 }
    self.feature = feature
    self.edges = edges
    self.masses = masses
    effects = zip(low, high).map { low, high in
      var gains = [Double](repeating: 0, count: edges.count - 1)
      for (row, bin) in zip(present, bins) {
        gains[bin] += (weights?[row] ?? 1) * (high[row] - low[row])
      }
      return AccumulatedEffects.centred(gains, masses)
    }
  }

  /// Sums of the bins' mean gains, less their mean over the rows (the middle of a bin stands for its
  /// rows).
  private static func centred(_ gains: [Double], _ masses: [Double]) -> [Double] {
    var curve = [0.0]
    for (gain, mass) in zip(gains, masses) {
      curve.append((curve.last ?? 0) + (mass > 0 ? gain / mass : 0))
    }
    let total = masses.reduce(0, +)
    var mean = 0.0
    for (bin, mass) in masses.enumerated() where total > 0 {
      mean += (curve[bin] + curve[bin + 1]) / 2 * mass / total
    }
    return curve.map { $0 - mean }
  }

  /// Bins are closed on the right; the lowest value is in the first one.
  private static func bin(of value: Double, _ edges: [Double]) -> Int {
    let above = edges.firstIndex { value <= $0 } ?? edges.count - 1
    return max(1, above) - 1
  }

  /// As many quantiles as leave more than `leastRows` rows to every bin, found by halving.
  static func edges(of values: [Double], leastRows: Int) -> [Double] {
    let sorted = values.sorted()
    var distinct: [Double] = []
    for value in sorted where distinct.last != value { distinct.append(value) }
    guard distinct.count > 10 else { return distinct }
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if isSatisfied(quantiles(sorted, count: middle), sorted, leastRows) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let edges = quantiles(sorted, count: low - 1)
    return edges.count >= 2 ? edges : [sorted[0], sorted[sorted.count - 1]]
  }

  private static func isSatisfied(_ edges: [Double], _ values: [Double], _ least: Int) -> Bool {
    guard edges.count >= 2 else { return values.count > least }
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for value in values { counts[bin(of: value, edges)] += 1 }
    return counts.allSatisfy { $0 > least }
  }

  /// Distinct quantiles at equal distances, the way `numpy.percentile` interpolates.
  private static func quantiles(_ sorted: [Double], count: Int) -> [Double] {
    var edges: [Double] = []
    for index in 0..<max(0, count) {
      let step = count > 1 ? 100 / Double(count - 1) : 0
      let share = index == count - 1 && count > 1 ? 1 : Double(index) * step / 100
      let place = share * Double(sorted.count - 1)
      let below = min(Int(place), sorted.count - 1)
      let (a, b) = (sorted[below], sorted[min(below + 1, sorted.count - 1)])
      let part = place - Double(below)
      let edge = part >= 0.5 ? b - (b - a) * (1 - part) : a + (b - a) * part
      if edges.last != edge { edges.append(edge) }
    }
    return edges
  }

  /// The effect at a value, between edges on a straight line and beyond the outermost constant.
  package func effect(at value: Double, output: Int) -> Double {
    let curve = effects[output]
    guard let above = edges.firstIndex(where: { value <= $0 }) else { return curve.last ?? 0 }
    guard above > 0 else { return curve[0] }
    let width = edges[above] - edges[above - 1]
    let part = width > 0 ? (value - edges[above - 1]) / width : 1
    return curve[above - 1] + part * (curve[above] - curve[above - 1])
  }

  /// The mean distance of two curves over the rows of these bins, first outputs compared: of each bin the
  /// mean of its two edges.
  package func distance(to other: AccumulatedEffects) -> Double {
    let total = masses.reduce(0, +)
    guard total > 0, !effects.isEmpty, !other.effects.isEmpty else { return 0 }
    let gaps = edges.indices.map { abs(effects[0][$0] - other.effect(at: edges[$0], output: 0)) }
    return masses.indices.reduce(0) {
      $0 + masses[$1] * (gaps[$1] + gaps[$1 + 1]) / 2
    } / total
  }
}
