package import Kernels
package import Statistics

/// Sums of up to eight numbers a row, group by group, with the covariance of those sums.
///
/// Every rate, mean loss and calibration number of a group is a smooth formula of such sums. One pass
/// over the rows gives them for both models at once, and the standard error of any contrast between
/// groups, between models, or both at once follows without another look at a row.
package struct GroupSums: Sendable {
  /// By group: Σ w · lane.
  let sums: [SIMD8<Double>]
  /// Rows of positive weight, by group and lane; with frequencies the rows that they stand for. Where
  /// rows are not in one lane each, lane 0 counts them all.
  let laneRows: [SIMD8<Double>]
  let covariance: SumCovariance
  /// Σ w² by group and lane under importance weights, for Kish's effective number of rows.
  let squares: [SIMD8<Double>]?
  /// Independent clusters among the rows; nil where rows are independent.
  let clusters: Int?
  /// Σ w by group where rows are not in one lane each; nil where the lanes of ``sums`` say it.
  let mass: [Double]?

  /// The number of groups; some may have no row.
  package var count: Int { sums.count }

  /// Rows of positive weight in a group; with frequencies the rows that they stand for.
  package func rows(_ group: Int) -> Int { Int(laneRows[group].sum()) }

  /// Where each row is in one of eight cells.
  ///
  /// - Parameters:
  ///   - cells: One a row, below 8.
  ///   - codes: The group of each row, below `count`.
  package init(
    cells: [UInt8], codes: [UInt16], count: Int, sample: RowSample,
    parallel: Parallel = Parallel(threads: 1)
  ) {
    precondition(cells.count == codes.count, "cells and groups of different tables")
    let part = CellPass.all(
      cells: cells, codes: codes, count: count, weights: sample.weights, parallel)
    let isFrequency = sample.meaning == .frequency
    let masses = part.masses ?? part.rows
    sums = masses
    laneRows = isFrequency ? masses : part.rows
    let squares = sample.weights == nil || isFrequency ? masses : part.squares ?? masses
    self.squares = sample.weights == nil || isFrequency ? nil : squares
    mass = nil
    if let clusters = sample.identity.clusters {
      let pass = ClusterPass(
        clusters: clusters, codes: codes, count: count, weights: sample.weights
      ) { row in
        var lanes = SIMD8<Double>()
        lanes[Int(cells[row] & 7)] = 1
        return lanes
      }
      (covariance, self.clusters) = (pass.covariance, pass.used)
    } else {
      let counts = laneRows.map { $0.sum() }
      covariance = SumCovariance(
        storage: .lanes(squares), factors: counts.map { $0 > 1 ? $0 / ($0 - 1) : nil })
      self.clusters = nil
    }
  }

  /// Where each row has up to eight numbers; lane 0 is 1 in every row.
  ///
  /// - Parameters:
  ///   - limiting: By group, the rows that a number rests on where that is not all rows: they are counted
  ///     in lane 1.
  ///   - lanes: The numbers of a row; only asked for rows of positive weight.
  package init(
    codes: [UInt16], count: Int, sample: RowSample, limiting: [Int]? = nil,
    parallel: Parallel = Parallel(threads: 1), lanes: @Sendable (Int) -> SIMD8<Double>
  ) {
    let isFrequency = sample.meaning == .frequency
    let parts = ValuePass.all(
      codes: codes, count: count, weights: sample.weights, isFrequency: isFrequency, parallel,
      lanes)
    sums = parts.sums
    let counts = isFrequency && sample.weights != nil ? sums.map { $0[0] } : parts.rows
    laneRows = counts.indices.map { group in
      var lanes = SIMD8<Double>()
      let some = Double(limiting?[group] ?? 0)
      (lanes[0], lanes[1]) = (counts[group] - some, some)
      return lanes
    }
    squares =
      sample.weights == nil || isFrequency
      ? nil : parts.blocks.map { SIMD8(repeating: $0.rows[0][0]) }
    mass = sums.map { $0[0] }
    if let clusters = sample.identity.clusters {
      let pass = ClusterPass(
        clusters: clusters, codes: codes, count: count, weights: sample.weights, lanes: lanes)
      (covariance, self.clusters) = (pass.covariance, pass.used)
    } else {
      covariance = SumCovariance(
        storage: .groups(parts.blocks), factors: counts.map { $0 > 1 ? $0 / ($0 - 1) : nil })
      self.clusters = nil
    }
  }
}
