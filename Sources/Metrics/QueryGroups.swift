/// Which rows answer the same query: what a ranking is about.
package struct QueryGroups: Sendable, Equatable {
  /// The query of each row, from 0 to ``count`` - 1; each occurs. The rows of a query may stand anywhere.
  package let codes: [Int32]
  package let count: Int
  /// One a query, finite, >= 0; nil means all 1.
  package let weights: [Double]?

  package init(codes: [Int32], count: Int, weights: [Double]? = nil) {
    precondition(codes.allSatisfy { $0 >= 0 && $0 < count }, "a query that is not counted")
    precondition(weights.map { $0.count == count } ?? true, "weights of other queries")
    self.codes = codes
    self.count = count
    self.weights = weights
  }

  /// Where the rows of each query start if queries stand one after the other, and at last the number
  /// of rows.
  var starts: [Int] {
    var starts = [Int](repeating: 0, count: count + 1)
    for code in codes { starts[Int(code) + 1] += 1 }
    for query in 0..<count { starts[query + 1] += starts[query] }
    return starts
  }

  /// The rows of `order` one query after the other, in each as they stand in `order`. Linear time.
  func grouped(_ order: [Int32]) -> [Int32] {
    var next = starts
    var grouped = [Int32](repeating: 0, count: order.count)
    for row in order {
      let query = Int(codes[Int(row)])
      grouped[next[query]] = row
      next[query] += 1
    }
    return grouped
  }
}
