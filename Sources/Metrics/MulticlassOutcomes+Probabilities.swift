extension MulticlassOutcomes {
  /// Fails unless every row of positive weight has probabilities, each in 0…1.
  func probabilityWeights() throws(Undefined) -> RowWeights {
    let rows = try RowWeights(self)
    guard !probabilities.isEmpty else { throw .decisionsOnly }
    let outside = rows.count(of: 0..<count) { row in
      probabilities.contains { !($0[row] >= 0 && $0[row] <= 1) }
    }
    guard outside == 0 else {
      throw Undefined("\(outside) rows have a probability outside 0 to 1")
    }
    return rows
  }

  /// The sums of the rows' probabilities; fails where one is not 1 up to the rounding of narrow
  /// floating-point numbers.
  func probabilitySums(_ rows: RowWeights) throws(Undefined) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for column in probabilities {
      for row in sums.indices { sums[row] += column[row] }
    }
    let outside = rows.count(of: 0..<count) { (sums[$0] - 1).magnitude >= 1e-6 }
    guard outside == 0 else {
      throw Undefined("the probabilities of \(outside) rows do not sum to 1")
    }
    return sums
  }
}
