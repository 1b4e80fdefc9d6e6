import Kernels

/// What the leaves of trees add up to, without what is done with the sums.
struct ONNXTreeSums: Sendable {
  /// How the leaves of all trees become one number.
  enum Aggregate: String, Sendable {
    case sum = "SUM"
    case average = "AVERAGE"
    case smallest = "MIN"
    case largest = "MAX"
  }

  private enum Engine: Sendable {
    case ensemble(CompiledEnsemble)
    /// Row after row: shared children that cannot be copied, odd tests of equality, extremes.
    case walk
  }

  let trees: ONNXTrees
  let aggregate: Aggregate
  private let engine: Engine

  init(_ trees: ONNXTrees, _ aggregate: Aggregate) throws(ModelError) {
    self.trees = trees
    self.aggregate = aggregate
    let isSum = aggregate == .sum || aggregate == .average
    let ensemble =
      isSum
      ? try ONNXTreeConverter.ensemble(
        of: trees, featureCount: trees.featureCount, kept: Array(0..<trees.outputCount), bases: [],
        divisor: aggregate == .average ? Double(trees.roots.count) : 1) : nil
    engine = ensemble.map { .ensemble(CompiledEnsemble($0)) } ?? .walk
  }

  /// The sums of `rowCount` rows, `result[output][row]`.
  ///
  /// - Parameter features: at least as many columns as the trees have features.
  func values(of features: [[Double]], rowCount: Int) -> [[Double]] {
    switch engine {
    case .ensemble(let ensemble):
      return ensemble.margins(
        of: Array(features.prefix(trees.featureCount)), rowCount: rowCount,
        parallel: Parallel(threads: 1))
    case .walk:
      var sums = [[Double]](
        repeating: [Double](repeating: 0, count: rowCount), count: trees.outputCount)
      for row in 0..<rowCount {
        let made =
          trees.isDouble ? walk(row, features, Double.self) : walk(row, features, Float.self)
        for output in sums.indices { sums[output][row] = made[output] }
      }
      return sums
    }
  }

  private func walk<Number: BinaryFloatingPoint>(
    _ row: Int, _ features: [[Double]], _ type: Number.Type
  ) -> [Double] {
    var sums = [Number?](repeating: nil, count: trees.outputCount)
    for root in trees.roots {
      for weight in trees.leaf(from: root, value: { Double(Number(features[$0][row])) }).weights {
        let value = Number(weight.value)
        guard let sum = sums[weight.output] else {
          sums[weight.output] = value
          continue
        }
        switch aggregate {
        case .sum, .average: sums[weight.output] = sum + value
        case .smallest: sums[weight.output] = min(sum, value)
        case .largest: sums[weight.output] = max(sum, value)
        }
      }
    }
    let divisor = aggregate == .average ? Number(trees.roots.count) : 1
    return sums.map { Double(($0 ?? 0) / divisor) }
  }
}
