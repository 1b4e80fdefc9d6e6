internal import Kernels
internal import Statistics

/// The weighted mean of some rows' values and its error.
struct SliceMoments: Sendable {
  let rows: Int
  /// The independent observations among them: clusters, or the rows themselves.
  let units: Int
  let weight: Double
  let mean: Double
  /// The error of the mean; nil with fewer than two observations.
  let error: Double?

  /// - Parameters:
  ///   - rows: Of the sample; one may stand there more than once.
  ///   - values: One a row of the sample.
  init(of rows: [Int32], values: [Double], sample: RowSample) {
    let part = sample.selecting(rows)
    self.rows = rows.count
    units = part.units(count: rows.count)
    let mean: Double
    (mean, weight) = SliceMoments.mean(of: rows, values: values, weights: sample.weights)
    self.mean = mean
    error = InfluenceError.standardError(rows.map { values[Int($0)] - mean }, sample: part)
  }

  /// The weighted mean alone; 0 without rows.
  static func mean(
    of rows: [Int32], values: [Double], weights: [Double]?
  ) -> (mean: Double, weight: Double) {
    guard let weights else {
      let count = Double(rows.count)
      return (Sums.unordered(count: rows.count) { values[Int(rows[$0])] } / max(1, count), count)
    }
    let weight = Sums.unordered(count: rows.count) { weights[Int(rows[$0])] }
    let sum = Sums.unordered(count: rows.count) { place in
      let row = Int(rows[place])
      return weights[row] * values[row]
    }
    return (sum / max(weight, .leastNormalMagnitude), weight)
  }
}

extension RowSample {
  /// Those of some rows; keys are not kept.
  func selecting(_ rows: [Int32]) -> RowSample {
    RowSample(
      weights: weights.map { weights in rows.map { weights[Int($0)] } }, meaning: meaning,
      identity: RowIdentity(
        clusters: identity.clusters.map { clusters in rows.map { clusters[Int($0)] } }))
  }
}
