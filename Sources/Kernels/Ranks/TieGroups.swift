/// Rows in groups of equal score, with running weights of two classes.
package struct TieGroups: Sendable {
  /// Where each group starts in the order, and at last where the order ends.
  package let starts: [Int32]
  /// Weight of the flagged rows in groups 0 … g, compensated; their number without weights.
  package let flagged: [Double]
  /// Weight of the other rows in groups 0 … g, compensated.
  package let others: [Double]

  /// One pass over rows in order of score.
  ///
  /// - Parameters:
  ///   - order: Positions sorted by score, either way.
  ///   - flags: 1 for the rows of the first class, one a row.
  ///   - weights: One a row; nil means all 1.
  package init(order: [Int32], scores: [Double], flags: [UInt8], weights: [Double]?) {
    let count = order.count
    var groups = 0
    var (flagged, others): ([Double], [Double]) = ([], [])
    starts = unsafe [Int32](unsafeUninitializedCapacity: count + 1) { starts, startCount in
      others = unsafe [Double](unsafeUninitializedCapacity: count) { others, otherCount in
        flagged = unsafe [Double](unsafeUninitializedCapacity: count) { flagged, flaggedCount in
          groups = unsafe TieGroups.fill(
            order: order, scores: scores, flags: flags, weights: weights, starts: starts,
            flagged: flagged, others: others)
          flaggedCount = groups
        }
        otherCount = groups
      }
      unsafe starts[groups] = Int32(count)
      startCount = groups + 1
    }
    (self.flagged, self.others) = (flagged, others)
  }

  /// Fills the buffers, which have room for a group a row, and tells the number of groups.
  private static func fill(
    order: [Int32], scores: [Double], flags: [UInt8], weights: [Double]?,
    starts: UnsafeMutableBufferPointer<Int32>, flagged: UnsafeMutableBufferPointer<Double>,
    others: UnsafeMutableBufferPointer<Double>
  ) -> Int {
    var groups = 0
    var previous = Double.nan
    /// Begins a group at `place` if the score is another.
    @inline(__always)
    func begin(_ place: Int, _ score: Double) {
      guard score != previous else { return }
      previous = score
      unsafe starts[groups] = Int32(truncatingIfNeeded: place)
      groups += 1
    }
    if let weights {
      var (first, second) = (CompensatedSum(), CompensatedSum())
      for (place, row) in order.enumerated() {
        begin(place, scores[Int(row)])
        if flags[Int(row)] == 1 {
          first.add(weights[Int(row)])
        } else {
          second.add(weights[Int(row)])
        }
        unsafe flagged[groups - 1] = first.value
        unsafe others[groups - 1] = second.value
      }
    } else {
      // Which class comes next is as good as random, so it is counted without a branch.
      var first = 0
      for (place, row) in order.enumerated() {
        begin(place, scores[Int(row)])
        first += flags[Int(row)] == 1 ? 1 : 0
        unsafe flagged[groups - 1] = Double(first)
        unsafe others[groups - 1] = Double(place + 1 - first)
      }
    }
    return groups
  }

  /// One value a row of `count` rows: that of its group and class; 0 for rows not in `order`.
  package func spread(
    count: Int, order: [Int32], flags: [UInt8], flagged: [Double], others: [Double]
  ) -> [Double] {
    var values = [Double](repeating: 0, count: count)
    for g in self.flagged.indices {
      let (ofFlagged, ofOthers) = (flagged[g], others[g])
      for place in Int(starts[g])..<Int(starts[g + 1]) {
        let row = Int(order[place])
        values[row] = flags[row] == 1 ? ofFlagged : ofOthers
      }
    }
    return values
  }
}
