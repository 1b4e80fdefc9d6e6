/// Intervals that cover all numbers: `x < e₁`, `e₁ <= x < e₂`, …, `x >= eₙ`.
package struct NumericBins: Sendable, Equatable, Hashable {
  /// Finite, ascending and distinct.
  package let edges: [Double]

  /// Nil unless the edges are finite and ascend.
  package init?(edges: [Double]) {
    guard edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    self.edges = edges.map { $0 == 0 ? 0 : $0 }
  }

  /// One bin of all numbers.
  package static let all = NumericBins()

  private init() { edges = [] }

  /// One more than there are edges.
  package var count: Int { edges.count + 1 }

  /// The place of the bin that holds a number, which is not NaN.
  package func bin(of number: Double) -> Int {
    var bin = 0
    for edge in edges where number >= edge { bin += 1 }
    return bin
  }

  /// The bin as a condition that ``SliceExpression`` reads: `30<=age<45`.
  package func name(_ bin: Int, of column: String) -> String {
    let low = bin > 0 ? CSVWriter.text(of: edges[bin - 1]) : nil
    let high = bin < edges.count ? CSVWriter.text(of: edges[bin]) : nil
    return switch (low, high) {
    case (let low?, let high?): "\(low)<=\(column)<\(high)"
    case (let low?, nil): "\(column)>=\(low)"
    case (nil, let high?): "\(column)<\(high)"
    case (nil, nil): "\(column)=(any)"
    }
  }
}
