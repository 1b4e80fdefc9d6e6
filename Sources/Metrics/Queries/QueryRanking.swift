/// The rows of one query in the order of their scores, best first.
///
/// Rows of equal score have no order among themselves. Every number here is the mean over all orders
/// that they could be put in, in closed form.
struct QueryRanking {
  /// The grade at each rank.
  let relevance: ArraySlice<Double>
  /// Whether a row has the score of the one above it.
  let isTied: ArraySlice<Bool>

  var count: Int { relevance.count }

  /// The places of rows of equal score, group by group from the top, until `body` returns false.
  ///
  /// - Parameter body: takes how many rows stand above the group, and its grades.
  @inline(__always)
  func forEachTie(_ body: (_ above: Int, _ grades: ArraySlice<Double>) -> Bool) {
    var start = relevance.startIndex
    while start < relevance.endIndex {
      var end = start + 1
      while end < relevance.endIndex, isTied[end] { end += 1 }
      guard body(start - relevance.startIndex, relevance[start..<end]) else { return }
      start = end
    }
  }

  /// The same with grades cut into relevant (from `threshold` on) and not, and with the relevant rows
  /// above the group counted.
  @inline(__always)
  func forEachTie(
    from threshold: Double,
    _ body: (_ above: Int, _ found: Int, _ rows: Int, _ relevant: Int) -> Bool
  ) {
    var found = 0
    forEachTie { above, grades in
      let relevant = grades.count { $0 >= threshold }
      let goesOn = body(above, found, grades.count, relevant)
      found += relevant
      return goesOn
    }
  }

  /// How many rows are relevant.
  func relevantCount(from threshold: Double) -> Int { relevance.count { $0 >= threshold } }

  /// The expected number of relevant rows among the first `cutoff`.
  func found(cutoff: Int, from threshold: Double) -> Double {
    var sum = 0.0
    forEachTie(from: threshold) { above, _, rows, relevant in
      let taken = min(rows, cutoff - above)
      // A group that lies inside counts in whole numbers.
      sum += taken == rows ? Double(relevant) : Double(relevant) * Double(taken) / Double(rows)
      return above + rows < cutoff
    }
    return sum
  }

  /// The probability that a relevant row is among the first `cutoff`.
  func hit(cutoff: Int, from threshold: Double) -> Double {
    var hit = 0.0
    forEachTie(from: threshold) { above, _, rows, relevant in
      guard relevant > 0 else { return above + rows < cutoff }
      let taken = min(rows, cutoff - above)
      // Of the rows of the group, none of those taken is relevant: hypergeometric.
      var miss = 1.0
      for place in 0..<taken {
        miss *= Double(max(0, rows - relevant - place)) / Double(rows - place)
      }
      hit = 1 - miss
      return false
    }
    return hit
  }

  /// The expected reciprocal of the rank of the first relevant row, 0 where it lies past `cutoff`.
  func reciprocalRank(cutoff: Int, from threshold: Double) -> Double {
    var mean = 0.0
    forEachTie(from: threshold) { above, _, rows, relevant in
      guard relevant > 0 else { return above + rows < cutoff }
      // The probability that the first relevant row of the group is its first, second, …
      var probability = Double(relevant) / Double(rows)
      for place in 1...rows where above + place <= cutoff && probability > 0 {
        mean += probability / Double(above + place)
        guard place < rows else { break }
        probability *= Double(rows - place - relevant + 1) / Double(rows - place)
      }
      return false
    }
    return mean
  }

  /// The expected sum, over the relevant rows among the first `cutoff`, of the precision down to each.
  func precisionSum(cutoff: Int, from threshold: Double) -> Double {
    var sum = 0.0
    forEachTie(from: threshold) { above, found, rows, relevant in
      let share = Double(relevant) / Double(rows)
      // Of the rows of the group above a relevant one, this share is expected to be relevant.
      let others = rows > 1 ? Double(relevant - 1) / Double(rows - 1) : 0
      for place in 1...rows where relevant > 0 && above + place <= cutoff {
        let precision =
          (Double(found + 1) + Double(place - 1) * others) / Double(above + place)
        sum += share * precision
      }
      return above + rows < cutoff
    }
    return sum
  }
}
