import Tabular

/// How many cells of one feature hold a category that the model does not know, and scores as unknown.
///
/// Missing cells do not count: a model may know what missing means.
package struct UnknownCategories: Sendable, Equatable {
  /// The feature's position among the model's.
  package let position: Int
  /// The name of its column.
  package let feature: String
  /// Rows with such a cell.
  package let rows: Int
  /// The sum of their weights: ``rows`` without weights.
  package let weight: Double
  /// The first such cell; nil if there is none.
  package let example: String?

  /// - Parameters:
  ///   - weights: by row; rows of weight 0 do not count.
  init(
    at position: Int, of column: Column, known: some KnownCategories, weights: [Double]?
  ) {
    var count = Count(weights: weights)
    switch column.values {
    case .categorical(let codes, let levels):
      let isUnknown = levels.indices.map { !known.knows(text: levels.utf8($0)) }
      // Mostly there is none, and then no cell is looked at.
      if isUnknown.contains(true) {
        for row in codes.indices where codes[row] >= 0 && isUnknown[Int(codes[row])] {
          count.add(row)
        }
      }
    case .boolean(let flags):
      let isUnknown = [!known.knows(truth: false), !known.knows(truth: true)]
      if isUnknown.contains(true) {
        for row in flags.indices where flags[row] >= 0 && isUnknown[Int(flags[row])] {
          count.add(row)
        }
      }
    case .numeric(let numbers):
      var seen: [UInt64: Bool] = [:]
      for (row, number) in numbers.enumerated() where !number.isNaN {
        let isUnknown = seen[number.bitPattern] ?? !known.knows(number: number)
        seen[number.bitPattern] = isUnknown
        if isUnknown { count.add(row) }
      }
    }
    self.position = position
    feature = column.name
    rows = count.rows
    weight = count.weight
    example = count.first.flatMap { column.text(at: $0) }
  }

  private struct Count {
    let weights: [Double]?
    var rows = 0
    var weight = 0.0
    var first: Int?

    init(weights: [Double]?) { self.weights = weights }

    mutating func add(_ row: Int) {
      let own = weights?[row] ?? 1
      guard own > 0 else { return }
      rows += 1
      weight += own
      first = first ?? row
    }
  }
}

/// The categories that a model has seen in one feature.
protocol KnownCategories {
  /// Whether a cell of a column of texts is one of them.
  func knows(text utf8: ArraySlice<UInt8>) -> Bool
  func knows(number: Double) -> Bool
  func knows(truth isTrue: Bool) -> Bool
}
