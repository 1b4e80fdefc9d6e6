import Kernels

/// A combination of categories and tests, with what training counted for it and the statistics made
/// from that.
struct CatBoostSource: Sendable {
  private let source: CatBoostStatistic.Source
  private let table: CatBoostStatisticTable
  /// With the place among all statistics that are used.
  private let statistics: [(place: Int, statistic: CatBoostStatistic)]

  /// The categories that take part.
  var categories: [Int] { source.categories + source.categoryTests.map(\.feature) }

  /// The category that is all there is to the combination, or nil.
  var onlyCategory: Int? {
    source.categories.count == 1 && source.floatTests.isEmpty && source.categoryTests.isEmpty
      ? source.categories[0] : nil
  }

  /// The places of its statistics among all that are used.
  var places: [Int] { statistics.map(\.place) }

  /// The combinations of the statistics `used`, each once, in order of their first statistic.
  static func all(
    of contents: CatBoostContents, used: [Int]
  ) throws(ModelError) -> [CatBoostSource] {
    var order: [CatBoostStatistic.Source] = []
    var members: [CatBoostStatistic.Source: [(Int, CatBoostStatistic)]] = [:]
    for (place, index) in used.enumerated() {
      let statistic = contents.statistics[index]
      guard let table = contents.tables[statistic.source], table.fits(statistic) else {
        throw .malformed(
          place: "CTR \(index)",
          problem: "has no table of \(statistic.source.kind.name) that fits it")
      }
      if members[statistic.source] == nil { order.append(statistic.source) }
      members[statistic.source, default: []].append((place, statistic))
    }
    return order.compactMap { source in
      guard let table = contents.tables[source], let statistics = members[source] else {
        return nil
      }
      return CatBoostSource(source: source, table: table, statistics: statistics)
    }
  }

  /// One part of the combination in a table: rows have codes, codes have the number that is hashed.
  struct Part: Sendable {
    let codes: [Int32]
    let numbers: [UInt64]
  }

  /// The parts, in the order in which they are hashed.
  func parts(
    floats: [[Double]], missingIsHigh: [Bool], hashes: [CatBoostCategory.Hashes?],
    parallel: Parallel
  ) -> [Part] {
    let texts = source.categories.compactMap { hashes[$0] }.map { hashes in
      Part(codes: hashes.codes, numbers: hashes.hashes.map { UInt64(bitPattern: Int64($0)) })
    }
    let borders = source.floatTests.map { test in
      let (values, isHigh) = (floats[test.feature], missingIsHigh[test.feature])
      let codes = parallel.fill(count: values.count, initial: Int32(0)) { rows, cells in
        for (offset, row) in rows.enumerated() {
          let value = Float(values[row])
          cells[offset] = value > test.border || isHigh && value.isNaN ? 1 : 0
        }
      }
      return Part(codes: codes, numbers: [0, 1])
    }
    let equalities = source.categoryTests.compactMap { test in
      hashes[test.feature].map { hashes in
        Part(codes: hashes.codes, numbers: hashes.hashes.map { $0 == test.value ? 1 : 0 })
      }
    }
    return texts + borders + equalities
  }

  /// One column for each statistic, with its place.
  ///
  /// Where the codes' combinations are fewer than the rows, each is looked up once.
  func columns(
    _ parts: [Part], rowCount: Int, parallel: Parallel
  ) -> [(place: Int, column: [Double])] {
    let limit = max(rowCount, 1024)
    let combinations = parts.reduce(1) { count, part in
      let (product, overflow) = count.multipliedReportingOverflow(by: part.numbers.count)
      return overflow ? .max : product
    }
    return combinations <= limit
      ? columns(parts, combinations: combinations, rowCount: rowCount, parallel: parallel)
      : columnsByRow(parts, rowCount: rowCount, parallel: parallel)
  }

  private func columns(
    _ parts: [Part], combinations: Int, rowCount: Int, parallel: Parallel
  ) -> [(place: Int, column: [Double])] {
    let positions = parallel.fill(count: combinations, initial: Int32(0)) { indices, cells in
      for (offset, index) in indices.enumerated() {
        var (rest, key) = (index, UInt64(0))
        for part in parts {
          key = CatBoostCategory.key(key, adding: part.numbers[rest % part.numbers.count])
          rest /= part.numbers.count
        }
        cells[offset] = table.position(of: key)
      }
    }
    let codes: [Int32]
    if parts.count == 1 {
      codes = parts[0].codes
    } else {
      codes = parallel.fill(count: rowCount, initial: Int32(0)) { rows, cells in
        for (offset, row) in rows.enumerated() {
          var index = 0
          for part in parts.reversed() {
            index = index * part.numbers.count + Int(part.codes[row])
          }
          cells[offset] = Int32(clamping: index)
        }
      }
    }
    return statistics.map { place, statistic in
      let values = positions.map { Double(table.value(of: statistic, at: $0)) }
      let column = parallel.fill(count: rowCount, initial: 0.0) { rows, cells in
        for (offset, row) in rows.enumerated() { cells[offset] = values[Int(codes[row])] }
      }
      return (place, column)
    }
  }

  private func columnsByRow(
    _ parts: [Part], rowCount: Int, parallel: Parallel
  ) -> [(place: Int, column: [Double])] {
    let positions = parallel.fill(count: rowCount, initial: Int32(0)) { rows, cells in
      for (offset, row) in rows.enumerated() {
        var key: UInt64 = 0
        for part in parts {
          key = CatBoostCategory.key(key, adding: part.numbers[Int(part.codes[row])])
        }
        cells[offset] = table.position(of: key)
      }
    }
    return statistics.map { place, statistic in
      let column = parallel.fill(count: rowCount, initial: 0.0) { rows, cells in
        for (offset, row) in rows.enumerated() {
          cells[offset] = Double(table.value(of: statistic, at: positions[row]))
        }
      }
      return (place, column)
    }
  }
}
