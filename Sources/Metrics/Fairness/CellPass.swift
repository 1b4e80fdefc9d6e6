import Kernels

/// Rows, weights and squared weights by group and cell.
struct CellPass: Sendable {
  var rows: [SIMD8<Double>]
  /// Nil without weights.
  var masses: [SIMD8<Double>]?
  var squares: [SIMD8<Double>]?

  /// Cut by position, so the sums do not depend on threads.
  static let chunk = 1 << 16

  static func all(
    cells: [UInt8], codes: [UInt16], count: Int, weights: [Double]?, _ parallel: Parallel
  ) -> CellPass {
    let pieces = (codes.count + chunk - 1) / chunk
    let parts = parallel.map(count: pieces) { piece -> CellPass in
      let range = piece * chunk..<min(codes.count, (piece + 1) * chunk)
      return weights.map { weighted(cells, codes, count, $0, range) }
        ?? plain(cells, codes, count, range)
    }
    let zero = [SIMD8<Double>](repeating: SIMD8(), count: count)
    var total = CellPass(
      rows: zero, masses: weights.map { _ in zero }, squares: weights.map { _ in zero })
    for part in parts {
      for group in 0..<count {
        total.rows[group] += part.rows[group]
        if let masses = part.masses { total.masses?[group] += masses[group] }
        if let squares = part.squares { total.squares?[group] += squares[group] }
      }
    }
    return total
  }

  private static func plain(
    _ cells: [UInt8], _ codes: [UInt16], _ count: Int, _ range: Range<Int>
  ) -> CellPass {
    var counts = [Int](repeating: 0, count: count * 8)
    for row in range { counts[Int(codes[row]) << 3 | Int(cells[row] & 7)] &+= 1 }
    return CellPass(
      rows: (0..<count).map { group in
        var lanes = SIMD8<Double>()
        for lane in 0..<8 { lanes[lane] = Double(counts[group << 3 | lane]) }
        return lanes
      })
  }

  private static func weighted(
    _ cells: [UInt8], _ codes: [UInt16], _ count: Int, _ weights: [Double], _ range: Range<Int>
  ) -> CellPass {
    let zero = [SIMD8<Double>](repeating: SIMD8(), count: count)
    var (rows, masses, squares) = (zero, zero, zero)
    for row in range where weights[row] > 0 {
      let (group, lane) = (Int(codes[row]), Int(cells[row] & 7))
      rows[group][lane] += 1
      masses[group][lane] += weights[row]
      squares[group][lane] += weights[row] * weights[row]
    }
    return CellPass(rows: rows, masses: masses, squares: squares)
  }
}
