internal import Kernels

/// How often the values of two columns meet.
struct ContingencyTable {
  private let counts: [Double]
  private let width: Int

  /// Rows without a literal in either column are left out.
  init(_ one: CodedColumn, _ other: CodedColumn) {
    width = max(1, other.width)
    var counts = [Double](repeating: 0, count: max(1, one.width) * width)
    for (a, b) in zip(one.codes, other.codes) where a != CodedColumn.none && b != CodedColumn.none {
      counts[Int(a) * width + Int(b)] += 1
    }
    self.counts = counts
  }

  /// Cramér's V with Bergsma's correction, in 0…1: 0 is what independence gives on average. Nil where
  /// one of the columns has a single value.
  var correctedCramersV: Double? {
    let height = counts.count / width
    let rows = (0..<height).map { row in
      counts[row * width..<(row + 1) * width].reduce(0, +)
    }
    let columns = (0..<width).map { column in
      (0..<height).reduce(0) { $0 + counts[$1 * width + column] }
    }
    let total = rows.reduce(0, +)
    let (r, k) = (Double(rows.count { $0 > 0 }), Double(columns.count { $0 > 0 }))
    guard total > 1, r > 1, k > 1 else { return nil }
    var phi = 0.0
    for row in 0..<height {
      for column in 0..<width where rows[row] > 0 && columns[column] > 0 {
        let expected = rows[row] * columns[column] / total
        let gap = counts[row * width + column] - expected
        phi += gap * gap / expected
      }
    }
    phi /= total
    let corrected = max(0, phi - (r - 1) * (k - 1) / (total - 1))
    let height2 = r - (r - 1) * (r - 1) / (total - 1)
    let width2 = k - (k - 1) * (k - 1) / (total - 1)
    let most = min(height2, width2) - 1
    return most > 0 ? min(1, (corrected / most).squareRoot()) : nil
  }
}
