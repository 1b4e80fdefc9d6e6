import Explanations
import Foundation
import Kernels
import Metrics
import Models
import Statistics
import Tabular

/// Two models and the rows they are for, as in the script beside this folder.
struct Population: Sendable {
  let models: [any Model]
  /// One-sided.
  let alpha = 0.025
  /// Features that count as the most important ones.
  let top = 3

  /// Rows of the distribution that the models were trained on.
  func draw(_ rows: Int, seed: String) -> (table: Table, labels: [UInt8]) {
    var generator = SeededGenerator.stream(7, seed, rows)
    func uniform() -> Double { (Double(generator.next() >> 11) + 0.5) * 0x1p-53 }
    let columns = (0..<8).map { _ in
      // As wide as the models store them.
      (0..<rows).map { _ in Double(Float(Normal.quantile(uniform()))) }
    }
    let labels = (0..<rows).map { row -> UInt8 in
      let x = columns.map { $0[row] }
      let odds = x[0] + 0.8 * x[1] + 0.7 * x[2] * x[3] + 0.4 * x[4] + 0.25 * x[5] + 0.15 * x[6]
      return uniform() < 1 / (1 + exp(-odds)) ? 1 : 0
    }
    let table = Table(
      columns: columns.enumerated().map { Column(name: "f\($0)", values: .numeric($1)) })
    return (table, labels)
  }

  func importance(
    _ model: any Model, _ metric: Metric<BinaryOutcomes>, _ table: Table, _ labels: [UInt8],
    repeats: Int, seed: UInt64, keepsInfluence: Bool, parallel: Parallel
  ) throws -> PermutationImportance {
    let scored = ScoredMetric(
      id: metric.id, name: metric.name, direction: metric.direction, unit: metric.unit,
      sample: RowSample(weights: nil)
    ) { scores in
      let values = scores.outputs[0]
      return metric.evaluate(
        BinaryOutcomes(
          labels: labels, scores: values, scoresAreProbabilities: true,
          decisions: values.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
          descending: DescendingOrder.positions(of: values)))
    }
    return try PermutationExplainer(
      try ScorableRows(model, table: table, parallel: parallel), metric: scored,
      keys: (0..<table.rowCount).map { SeededGenerator.mix(UInt64($0)) },
      options: PermutationOptions(
        repeats: repeats, seed: seed, alpha: alpha, keepsInfluence: keepsInfluence,
        stopsEarly: false),
      parallel: parallel
    ).importance(of: FeatureGroup.each(of: table.names))
  }

  /// Everything that has limits, by name: the number and its limits.
  func numbers(
    _ metric: Metric<BinaryOutcomes>, rows: Int, seed: String, parallel: Parallel
  ) throws -> [String: (value: Double, low: Double?, high: Double?)] {
    let (table, labels) = draw(rows, seed: seed)
    let number = SeededGenerator.stableHash(seed)
    let both = try models.map {
      try importance(
        $0, metric, table, labels, repeats: 5, seed: number, keepsInfluence: true,
        parallel: parallel)
    }
    guard let ours = ImportanceShares(both[0], alpha: alpha),
      let theirs = ImportanceShares(both[1], alpha: alpha)
    else { return [:] }
    var found: [String: (value: Double, low: Double?, high: Double?)] = [:]
    for feature in both[0].features {
      found["importance \(feature.group.name)"] = (feature.importance, feature.low, feature.high)
    }
    for share in ours.shares { found["share \(share.name)"] = (share.value, share.low, share.high) }
    let shift = ImportanceShift(candidate: ours, baseline: theirs, alpha: alpha)
    found["distance"] = (shift.distance, shift.low, shift.high)
    for name in ["f0", "f3"] {
      let change = ImportanceShift.difference(
        of: name, candidate: ours, baseline: theirs, alpha: alpha)
      found["change of share \(name)"] = (change.value, change.low, change.high)
    }
    let draws = ImportanceDraws(
      candidate: ours, baseline: theirs, names: shift.features.map(\.name), seed: number)
    for method in RankCorrelation.allCases {
      guard let value = shift.correlation(method) else { continue }
      let limits = draws?.interval(around: value, within: -1...1, alpha: alpha, parallel: parallel)
      {
        method.coefficient($0, $1)
      }
      found["\(method.rawValue) correlation"] = (value, limits?.low, limits?.high)
    }
    if let value = shift.overlap(top) {
      let limits = draws?.interval(around: value, within: 0...1, alpha: alpha, parallel: parallel) {
        ImportanceShift.overlap(top, of: $0, $1)
      }
      found["overlap of \(top)"] = (value, limits?.low, limits?.high)
    }
    return found
  }
}
