/// Ranks with ties shared.
package enum MidRanks {
  /// The ranks of `values` from 1 for the lowest; equal values get the mean of their ranks.
  ///
  /// - Parameter descending: The order of `values` that ``DescendingOrder`` gives.
  package static func ascending(of values: [Double], descending: [Int32]) -> [Double] {
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < descending.count {
      let value = values[Int(descending[start])]
      var end = start + 1
      while end < descending.count, values[Int(descending[end])] == value { end += 1 }
      // Places start + 1 … end from the top are count - end + 1 … count - start from the bottom.
      let rank = Double(2 * values.count - start - end + 1) / 2
      for index in start..<end { ranks[Int(descending[index])] = rank }
      start = end
    }
    return ranks
  }
}
