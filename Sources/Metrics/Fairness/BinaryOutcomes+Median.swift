extension BinaryOutcomes {
  /// 1 for a row that scores above the median of all rows, 0 for any other; nil without scores.
  ///
  /// The median has half of the rows' weight on each side; of an even number of rows it is the mean of the
  /// middle two.
  package var scoresAboveMedian: [UInt8]? {
    guard !scores.isEmpty, let weights = try? RowWeights(self) else { return nil }
    let median = weights.median(of: scores)
    return scores.map { $0 > median ? 1 : 0 }
  }
}
