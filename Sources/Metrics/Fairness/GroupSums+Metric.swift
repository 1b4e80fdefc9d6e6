package import Kernels
package import Statistics

extension GroupSums {
  /// A metric of each group by itself, for both models: a row's number is the group's value plus the
  /// row's influence on it, so the mean is the value and the variance the metric's own.
  ///
  /// Lanes are 1, the candidate's number and the baseline's; not a number where the metric is undefined.
  package init(
    _ metric: Metric<BinaryOutcomes>, candidate: BinaryOutcomes, baseline: BinaryOutcomes?,
    codes: [UInt16], count: Int, identity: RowIdentity, parallel: Parallel
  ) {
    let parts = parallel.map(count: count) { group -> (rows: [Int32], [[Double]], limiting: Int) in
      let mask = RowMask(rowCount: codes.count) { Int(codes[$0]) == group }
      let rows = mask.rows
      var limiting = 0
      let numbers = [candidate, baseline].compactMap { $0 }.map { outcomes -> [Double] in
        guard case .defined(let value) = metric.evaluate(outcomes.restricted(to: mask)) else {
          return [Double](repeating: .nan, count: rows.count)
        }
        limiting = limiting == 0 ? value.limitingRows : min(limiting, value.limitingRows)
        return value.influence.map { $0 + value.value }
      }
      return (rows, numbers, limiting)
    }
    var (own, other) = (
      [Double](repeating: 0, count: codes.count), [Double](repeating: 0, count: codes.count)
    )
    for part in parts {
      for (place, row) in part.rows.enumerated() {
        own[Int(row)] = part.1[0][place]
        if part.1.count > 1 { other[Int(row)] = part.1[1][place] }
      }
    }
    let (ofCandidate, ofBaseline) = (own, other)
    self.init(
      codes: codes, count: count, sample: candidate.sample(identity),
      limiting: parts.map(\.limiting), parallel: parallel
    ) { row in
      SIMD8(1, ofCandidate[row], ofBaseline[row], 0, 0, 0, 0, 0)
    }
  }
}

extension DisparityCatalog {
  /// The metric of that id that disparities compare.
  package static func metric(_ id: String?) -> Metric<BinaryOutcomes>? {
    metrics.flatMap(\.statistics).compactMap(\.metric).first { $0.id == id }
  }
}
