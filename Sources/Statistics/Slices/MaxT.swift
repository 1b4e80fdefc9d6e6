package import Kernels

/// Inference for slices that were searched on the same rows: the largest statistic of all slices
/// under redraws in which no slice stands out (Westfall and Young, "Resampling-Based Multiple
/// Testing", 1993).
package struct MaxT: Sendable {
  /// What changes nothing when no slice stands out.
  package enum Redraw: Sendable {
    /// The sign of each row's difference: neither model is better anywhere.
    case signs
    /// Which row has which loss: the loss has nothing to do with the columns.
    case losses
  }

  /// Rows for which redraws are still kept.
  package static let rowLimit = 50_000
  /// Additions that are still made.
  package static let workLimit = 3e10
  /// 199 redraws and the rows themselves make 200, of which 5 % is a whole number.
  package static let redraws = 199

  let redraw: Redraw
  /// Per row: weight · (value − centre).
  let products: [Double]
  /// Per row, what the variance of its product is taken to be.
  let squares: [Double]
  let weights: [Double]?
  let centred: [Double]
  /// Of the values, about 0 for signs and about their mean for losses.
  let deviation: Double

  /// - Parameters:
  ///   - values: One a row, in an order that does not depend on how the table is sorted.
  ///   - weights: Positive; nil means all 1.
  package init(_ redraw: Redraw, values: [Double], weights: [Double]?) {
    self.redraw = redraw
    self.weights = weights
    func weight(_ row: Int) -> Double { weights?[row] ?? 1 }
    let total = weights.map { Sums.unordered($0) } ?? Double(values.count)
    switch redraw {
    case .signs:
      centred = values
      products = values.indices.map { weight($0) * values[$0] }
      squares = products.map { $0 * $0 }
      deviation = (Sums.unordered(squares) / total).squareRoot()
    case .losses:
      let mean = Sums.unordered(count: values.count) { weight($0) * values[$0] } / total
      let centred = values.map { $0 - mean }
      let variance =
        Sums.unordered(count: values.count) { weight($0) * centred[$0] * centred[$0] } / total
      self.centred = centred
      products = values.indices.map { weight($0) * centred[$0] }
      squares = values.indices.map { weight($0) * weight($0) * variance }
      deviation = variance.squareRoot()
    }
  }

  /// What the statistic of the best slice exceeds with probability `alpha` when none stands out; nil
  /// where no slice has a statistic.
  package func limit(
    columns: [CodedColumn], depth: Int, minimumRows: Int, alpha: Double, seed: UInt64,
    parallel: Parallel
  ) -> Double? {
    let redrawn = redrawn(seed: seed, parallel: parallel)
    let maxima = CellMaxima(columns: columns, depth: depth, minimumRows: minimumRows).maxima(
      redraws: redrawn, count: Self.redraws, squares: squares, parallel: parallel
    ).sorted()
    // Of the redraws and the observation, at most a share of alpha lies above this one.
    let place = Int(((1 - alpha) * Double(Self.redraws + 1)).rounded(.up)) - 1
    guard let limit = maxima.indices.contains(place) ? maxima[place] : maxima.last,
      limit.isFinite
    else { return nil }
    return limit
  }

  /// The error of the mean of rows of these weights, when they are drawn from all rows.
  package func error(ofMean count: Int, weights: [Double]?) -> Double {
    guard let weights else { return deviation / Double(max(1, count)).squareRoot() }
    let squares = Sums.unordered(count: weights.count) { weights[$0] * weights[$0] }
    return deviation * squares.squareRoot() / Sums.unordered(weights)
  }

  /// Each redraw's products: those of the first row, then of the next.
  private func redrawn(seed: UInt64, parallel: Parallel) -> [Double] {
    let count = Self.redraws
    switch redraw {
    case .signs:
      let streams = (0..<count).map { SeededGenerator.mix(seed &+ UInt64($0 + 1)) }
      return parallel.fill(count: products.count * count, chunk: 64 * count, initial: 0) {
        range, part in
        for place in range {
          let (row, redraw) = (place / count, place % count)
          let bits = SeededGenerator.mix(streams[redraw] &+ UInt64(row) &* 0x9E37_79B9_7F4A_7C15)
          part[place - range.lowerBound] = bits >> 63 == 1 ? products[row] : -products[row]
        }
      }
    case .losses:
      let orders = parallel.map(count: count) { redraw in
        var generator = SeededGenerator(seed: SeededGenerator.mix(seed &+ UInt64(redraw + 1)))
        return centred.shuffled(using: &generator)
      }
      return parallel.fill(count: products.count * count, chunk: 64 * count, initial: 0) {
        range, part in
        for place in range {
          let (row, redraw) = (place / count, place % count)
          part[place - range.lowerBound] = (weights?[row] ?? 1) * orders[redraw][row]
        }
      }
    }
  }
}
