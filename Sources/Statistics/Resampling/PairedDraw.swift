/// Rows drawn again with replacement, each with the answers of its two models exchanged or not.
///
/// Exchanging at random makes the two models equally good, whatever they were, and leaves how often
/// they differ, and where, as it was: the world of the null hypothesis.
package struct PairedDraw: Sendable {
  /// Positions of the original rows.
  package let rows: [Int32]
  /// Whether the second model answers for the first one, and the first for the second.
  package let isExchanged: [Bool]
  /// The drawn clusters, numbered from 0, each as often as it was drawn; nil where rows are independent.
  package let clusters: [Int32]?
  /// Whether each drawn row counts once, whatever its weight was.
  package let countsOnce: Bool

  /// One of two values for each drawn row, by whose answer it is.
  package func answers<Element>(of own: [Element], exchangedWith other: [Element]) -> [Element] {
    rows.indices.map { isExchanged[$0] ? other[Int(rows[$0])] : own[Int(rows[$0])] }
  }

  /// What belongs to the row and not to a model.
  package func rows<Element>(of values: [Element]) -> [Element] { rows.map { values[Int($0)] } }

  /// The weights of the drawn rows.
  package func weights(of weights: [Double]?) -> [Double]? {
    countsOnce ? nil : weights.map { rows(of: $0) }
  }
}
