/// Rows in groups of equal score, with running weights of two classes.
package struct TieGroups: Sendable {
  /// Where each group starts in the order, and at last where the order ends.
  package private(set) var starts: [Int32]
  /// Weight of the flagged rows in groups 0 … g, compensated.
  package private(set) var flagged: [Double]
  /// Weight of the other rows in groups 0 … g, compensated.
  package private(set) var others: [Double]

  /// One pass over rows in order of score.
  ///
  /// - Parameters:
  ///   - order: Positions sorted by score, either way.
  ///   - flags: 1 for the rows of the first class, one a row.
  ///   - weights: One a row; nil means all 1.
  package init(order: [Int32], scores: [Double], flags: [UInt8], weights: [Double]?) {
    starts = [Int32](repeating: 0, count: order.count + 1)
    flagged = [Double](repeating: 0, count: order.count)
    others = flagged
    let groups =
      if let weights {
        fill(order: order, scores: scores, flags: flags) { weights[$0] }
      } else {
        fill(order: order, scores: scores, flags: flags) { _ in 1 }
      }
    starts[groups] = Int32(order.count)
    starts.removeLast(order.count - groups)
    flagged.removeLast(order.count - groups)
    others.removeLast(order.count - groups)
  }

  @inline(__always)
  private mutating func fill(
    order: [Int32], scores: [Double], flags: [UInt8], weight: (Int) -> Double
  ) -> Int {
    var groups = 0
    var previous = Double.nan
    var (first, second) = (CompensatedSum(), CompensatedSum())
    for place in order.indices {
      let row = Int(order[place])
      let score = scores[row]
      if score != previous {
        previous = score
        starts[groups] = Int32(truncatingIfNeeded: place)
        groups += 1
      }
      if flags[row] == 1 { first.add(weight(row)) } else { second.add(weight(row)) }
      flagged[groups - 1] = first.value
      others[groups - 1] = second.value
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
