import Kernels

/// Sums and products of a row's numbers by group.
struct ValuePass: Sendable {
  var rows: [Double]
  var sums: [SIMD8<Double>]
  /// Σ w² · lane · laneᵀ; Σ w · lane · laneᵀ for frequencies.
  var blocks: [SumCovariance.Block]

  static func all(
    codes: [UInt16], count: Int, weights: [Double]?, isFrequency: Bool, _ parallel: Parallel,
    _ lanes: @Sendable (Int) -> SIMD8<Double>
  ) -> ValuePass {
    let chunk = CellPass.chunk
    let pieces = (codes.count + chunk - 1) / chunk
    let empty = ValuePass(
      rows: [Double](repeating: 0, count: count),
      sums: [SIMD8<Double>](repeating: SIMD8(), count: count),
      blocks: [SumCovariance.Block](repeating: .init(), count: count))
    let parts = parallel.map(count: pieces) { piece -> ValuePass in
      var part = empty
      for row in piece * chunk..<min(codes.count, (piece + 1) * chunk) {
        let weight = weights?[row] ?? 1
        guard weight > 0 else { continue }
        let (group, values) = (Int(codes[row]), lanes(row))
        part.rows[group] += 1
        part.sums[group] += weight * values
        part.blocks[group].addOuter(
          isFrequency ? weight * values : weight * weight * values, values)
      }
      return part
    }
    return parts.reduce(into: empty) { total, part in
      for group in 0..<count {
        total.rows[group] += part.rows[group]
        total.sums[group] += part.sums[group]
        total.blocks[group].add(part.blocks[group])
      }
    }
  }
}
