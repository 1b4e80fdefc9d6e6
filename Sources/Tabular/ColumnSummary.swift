import Kernels

/// What a column holds, in a few numbers.
package struct ColumnSummary: Sendable, Equatable {
  package let name: String
  /// `numeric`, `boolean` or `text`.
  package let type: String
  package let missing: Int
  /// The number of distinct values without missing; nil if there are more than ``distinctLimit`` in
  /// a numeric column, where counting them would cost more than they tell.
  package let distinct: Int?
  /// Of numeric columns with at least one value.
  package let range: NumericRange?
  /// The most frequent values of a text or boolean column, at most five; equals in order of their
  /// text.
  package let top: [Level]

  /// More distinct numbers than this say no more than that there are many.
  package static let distinctLimit = 1000

  /// The smallest, largest and mean value. The mean is of finite and infinite values alike.
  package struct NumericRange: Sendable, Equatable {
    package let minimum: Double
    package let maximum: Double
    package let mean: Double
  }

  /// A value and how many rows have it.
  package struct Level: Sendable, Equatable {
    package let value: String
    package let rows: Int
  }

  package init(_ column: Column) {
    name = column.name
    type = column.typeName
    switch column.values {
    case .numeric(let numbers):
      let present = numbers.count { !$0.isNaN }
      missing = numbers.count - present
      distinct = ColumnSummary.distinct(numbers)
      range = ColumnSummary.range(numbers, present)
      top = []
    case .boolean(let flags):
      let (no, yes) = (flags.count { $0 == 0 }, flags.count { $0 == 1 })
      let levels = [Level(value: "false", rows: no), Level(value: "true", rows: yes)]
      top = ColumnSummary.top(levels.filter { $0.rows > 0 })
      missing = flags.count - no - yes
      distinct = top.count
      range = nil
    case .categorical(let codes, let levels):
      var counts = [Int](repeating: 0, count: levels.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      missing = codes.count - counts.reduce(0, +)
      distinct = counts.count { $0 > 0 }
      range = nil
      top = ColumnSummary.top(levels, counts)
    }
  }

  private static func range(_ numbers: [Double], _ present: Int) -> NumericRange? {
    guard present > 0 else { return nil }
    var (low, high) = (Double.infinity, -Double.infinity)
    for number in numbers {
      if number < low { low = number }
      if number > high { high = number }
    }
    let sum = Sums.unordered(count: numbers.count) { numbers[$0].isNaN ? 0 : numbers[$0] }
    return NumericRange(minimum: low, maximum: high, mean: sum / Double(present))
  }

  private static func distinct(_ numbers: [Double]) -> Int? {
    var found: Set<Double> = []
    for number in numbers where !number.isNaN {
      found.insert(number)
      if found.count > distinctLimit { return nil }
    }
    return found.count
  }

  private static func top(_ levels: Levels, _ counts: [Int]) -> [Level] {
    // Only levels that can be among the first five become strings.
    let fifth = counts.max(count: 5).last ?? 0
    return top(
      counts.indices.filter { counts[$0] > 0 && counts[$0] >= fifth }.prefix(1000)
        .map { Level(value: levels[$0], rows: counts[$0]) })
  }

  private static func top(_ levels: [Level]) -> [Level] {
    let ordered = levels.sorted { ($1.rows, $0.value) < ($0.rows, $1.value) }
    return Array(ordered.prefix(5))
  }
}

extension [Int] {
  /// The largest `count` elements, largest first.
  fileprivate func max(count: Int) -> [Int] {
    var largest: [Int] = []
    for element in self where largest.count < count || element > largest[largest.count - 1] {
      let place = largest.firstIndex { $0 < element } ?? largest.count
      largest.insert(element, at: place)
      if largest.count > count { largest.removeLast() }
    }
    return largest
  }
}

extension Table {
  /// A summary of each column, in order.
  package var summaries: [ColumnSummary] { columns.map { ColumnSummary($0) } }
}
