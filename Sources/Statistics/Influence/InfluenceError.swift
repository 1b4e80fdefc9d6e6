import Kernels

/// Standard errors from influence values.
package enum InfluenceError {
  /// The stratum of a row that the statistic leaves out.
  package static let outside: UInt8 = 2

  /// The standard error of a statistic with these influence values, or nil with fewer than two
  /// independent observations of positive weight (in any stratum).
  ///
  /// With S = Σ w and n observations:
  /// - importance weights: n / (n - 1) · Σ w² ψ² / S², the robust form; without weights that is
  ///   Σ ψ² / (n (n - 1));
  /// - frequencies: Σ w ψ² / (S (S - 1)), that of the repeated rows;
  /// - clusters, with either: C / (C - 1) · Σ_c (Σ_{i in c} w ψ)² / S² over C clusters.
  ///
  /// - Parameters:
  ///   - influence: One value a row, with mean 0 under the weights.
  ///   - sample: The rows' weights, their meaning, and clusters.
  ///   - strata: Groups of fixed size (the classes, for a statistic that is conditional on them), 0 or 1
  ///     a row: n / (n - 1) is then taken in each, as DeLong's variance does. Clusters overrule it.
  package static func standardError(
    _ influence: [Double], sample: RowSample, strata: [UInt8]? = nil
  ) -> Double? {
    if let clusters = sample.identity.clusters {
      return clustered(influence, sample, clusters)
    }
    guard let strata else {
      return variance(of: influence, sample, total: total(influence.count, sample.weights)) { _ in
        true
      }
      .map { $0.squareRoot() }
    }
    let all = total(influence.count, sample.weights)
    guard let first = variance(of: influence, sample, total: all, where: { strata[$0] == 1 })
    else { return nil }
    guard strata.contains(0) else { return first.squareRoot() }
    guard let second = variance(of: influence, sample, total: all, where: { strata[$0] == 0 })
    else { return nil }
    return (first + second).squareRoot()
  }

  /// The standard error under importance weights, of independent rows.
  package static func standardError(_ influence: [Double], weights: [Double]?) -> Double? {
    standardError(influence, sample: RowSample(weights: weights))
  }

  private static func total(_ count: Int, _ weights: [Double]?) -> Double {
    weights.map(Sums.unordered) ?? Double(count)
  }

  /// The part of the variance that some rows give; nil with fewer than two of them.
  @inline(__always)
  private static func variance(
    of influence: [Double], _ sample: RowSample, total: Double, where isIn: (Int) -> Bool
  ) -> Double? {
    let weights = sample.weights
    let isFrequency = sample.meaning == .frequency
    var observations = 0.0
    for row in influence.indices where isIn(row) {
      guard let weights else {
        observations += 1
        continue
      }
      observations += isFrequency ? weights[row] : (weights[row] > 0 ? 1 : 0)
    }
    guard observations > 1 else { return nil }
    let squares = Sums.unordered(count: influence.count) { row in
      guard isIn(row) else { return 0 }
      guard let weights else { return influence[row] * influence[row] }
      // A row of weight 0 may have any value.
      guard weights[row] > 0 else { return 0 }
      let term = influence[row] * influence[row] * weights[row]
      return isFrequency ? term : term * weights[row]
    }
    return squares / total / total * (observations / (observations - 1))
  }

  /// The sum of weight times influence of each cluster, in the order of their numbers.
  static func sums(
    of influence: [Double], by clusters: [Int32], _ weights: [Double]?
  ) -> [Double] {
    var sums = [CompensatedSum](
      repeating: CompensatedSum(), count: Int(clusters.max() ?? -1) + 1)
    for row in influence.indices {
      let weight = weights?[row] ?? 1
      if weight > 0 { sums[Int(clusters[row])].add(weight * influence[row]) }
    }
    return sums.map(\.value)
  }

  private static func clustered(
    _ influence: [Double], _ sample: RowSample, _ clusters: [Int32]
  ) -> Double? {
    let sums = sums(of: influence, by: clusters, sample.weights)
    let count = Double(sample.units(count: influence.count))
    guard count > 1 else { return nil }
    let all = total(influence.count, sample.weights)
    let squares = Sums.unordered(count: sums.count) { sums[$0] * sums[$0] }
    return (squares / all / all * (count / (count - 1))).squareRoot()
  }

  /// Kish's effective number of rows, (Σ w)² / Σ w²; `count` without weights.
  package static func effectiveRows(count: Int, weights: [Double]?) -> Double {
    RowSample(weights: weights).effectiveRows(count: count)
  }
}
