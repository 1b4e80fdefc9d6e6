package import Kernels

/// The rows that share a value in each of some columns.
package struct TableGroup: Sendable, Equatable {
  /// Such as `sex=Female,race=Black`.
  package let name: String
  /// The value of each column as text, `(missing)` where there is none.
  package let values: [String]
  package let mask: RowMask

  /// The value of a row that has none.
  package static let missing = "(missing)"
}

extension Table {
  /// The groups that the values of `columns` form: every combination that occurs, each row in one.
  ///
  /// They are ordered by the first column's value, then the second's, and so on: texts by their
  /// UTF-8 bytes, numbers by size, `false` before `true`, missing last. The order of the rows has
  /// no influence.
  ///
  /// - Parameter bins: columns of numbers that are cut into bins, ascending, instead of taken by value.
  /// - Throws: an error if another numeric column has more than 20 distinct values, or if there are more
  /// than   `limit` groups.
  package func groups(
    by columns: [String], bins: [String: NumericBins] = [:], limit: Int = 1000
  ) throws(TableError) -> [TableGroup] {
    var groupOfRow = [Int32](repeating: 0, count: rowCount)
    var groups: [[String]] = rowCount == 0 ? [] : [[]]
    for name in columns {
      let ranked = try RankedValues(
        try column(name), bins: bins[name], limit: limit, grouping: columns)
      let width = ranked.texts.count
      // Group and value together are a number; those that occur are renumbered in its order.
      var occurs = [Bool](repeating: false, count: groups.count * width)
      for row in 0..<rowCount {
        occurs[Int(groupOfRow[row]) * width + Int(ranked.ranks[row])] = true
      }
      var renumbered = [Int32](repeating: -1, count: occurs.count)
      var next: [[String]] = []
      for pair in occurs.indices where occurs[pair] {
        guard next.count < limit else { throw .tooManyGroups(columns: columns, limit: limit) }
        renumbered[pair] = Int32(next.count)
        next.append(groups[pair / width] + [ranked.texts[pair % width]])
      }
      for row in 0..<rowCount {
        groupOfRow[row] = renumbered[Int(groupOfRow[row]) * width + Int(ranked.ranks[row])]
      }
      groups = next
    }
    return TableGroup.all(groups, groupOfRow, columns, bins)
  }
}

extension TableGroup {
  fileprivate static func all(
    _ values: [[String]], _ groupOfRow: [Int32], _ columns: [String], _ bins: [String: NumericBins]
  ) -> [TableGroup] {
    var masks = values.map { _ in RowMask(none: groupOfRow.count) }
    for (row, group) in groupOfRow.enumerated() { masks[Int(group)][row] = true }
    return zip(values, masks).map { values, mask in
      // A bin is a whole condition.
      let name = zip(columns, values).map { column, value in
        bins[column] == nil || value == RankedValues.missing ? "\(column)=\(value)" : value
      }.joined(separator: ",")
      return TableGroup(name: name, values: values, mask: mask)
    }
  }
}

/// The distinct values of a column in their order, and the place of each row's value in it.
private struct RankedValues {
  /// The last one is `(missing)`, whether it occurs or not.
  let texts: [String]
  let ranks: [Int32]

  static let missing = TableGroup.missing
  private static let numberLimit = 20

  init(
    _ column: Column, bins: NumericBins?, limit: Int, grouping: [String]
  ) throws(TableError) {
    switch column.values {
    case .numeric(let numbers) where bins != nil:
      let bins = bins ?? NumericBins.all
      texts = (0..<bins.count).map { bins.name($0, of: column.name) } + [RankedValues.missing]
      ranks = numbers.map { $0.isNaN ? Int32(bins.count) : Int32(bins.bin(of: $0)) }
    case .numeric(let numbers):
      let distinct = try RankedValues.distinct(numbers, column.name)
      texts = distinct.map(CSVWriter.text(of:)) + [RankedValues.missing]
      let places = Dictionary(uniqueKeysWithValues: zip(distinct, Int32(0)...))
      let last = Int32(distinct.count)
      ranks = numbers.map { places[$0] ?? last }
    case .boolean(let flags):
      texts = ["false", "true", RankedValues.missing]
      ranks = flags.map { $0 < 0 ? 2 : Int32($0) }
    case .categorical(let codes, let levels):
      var occurs = [Bool](repeating: false, count: levels.count)
      for code in codes where code >= 0 { occurs[Int(code)] = true }
      let used = occurs.indices.filter { occurs[$0] }
      guard used.count <= limit else { throw .tooManyGroups(columns: grouping, limit: limit) }
      let order = used.sorted { levels.utf8($0).lexicographicallyPrecedes(levels.utf8($1)) }
      texts = order.map { levels[$0] } + [RankedValues.missing]
      var places = [Int32](repeating: 0, count: levels.count)
      for (place, level) in order.enumerated() { places[level] = Int32(place) }
      let last = Int32(order.count)
      ranks = codes.map { $0 < 0 ? last : places[Int($0)] }
    }
  }

  /// The distinct numbers, ascending; −0 is 0.
  private static func distinct(_ numbers: [Double], _ name: String) throws(TableError) -> [Double] {
    var found: Set<Double> = []
    for number in numbers where !number.isNaN {
      if found.insert(number).inserted, found.count > numberLimit {
        throw .tooManyValues(column: name, limit: numberLimit)
      }
    }
    return found.map { $0 == 0 ? 0 : $0 }.sorted()
  }
}
