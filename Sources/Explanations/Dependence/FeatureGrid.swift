internal import Kernels
package import Tabular

/// The places of a feature's axis that its curves go through.
package struct FeatureGrid: Sendable, Equatable {
  /// One place.
  package enum Point: Sendable, Equatable {
    case number(Double)
    case truth(Bool)
    case level(String)
  }

  package let points: [Point]

  /// The places as numbers; nil for texts and truth values.
  package var numbers: [Double]? {
    let numbers = points.compactMap { if case .number(let number) = $0 { number } else { nil } }
    return numbers.count == points.count ? numbers : nil
  }

  /// As scikit-learn lays it out: the distinct values where they are fewer than `resolution`, else so
  /// many equally spaced ones between the 5th and the 95th percentile (`mquantiles`). Texts and truth
  /// values are taken level by level, in order of appearance. Missing cells are no place.
  package init(of column: Column, resolution: Int = 100) {
    switch column.values {
    case .numeric(let cells):
      points = FeatureGrid.numbers(cells, resolution: max(2, resolution)).map { .number($0) }
    case .boolean(let cells):
      points = [false, true].filter { cells.contains($0 ? 1 : 0) }.map { .truth($0) }
    case .categorical(let codes, let levels):
      var isThere = [Bool](repeating: false, count: levels.count)
      for code in codes where code >= 0 { isThere[Int(code)] = true }
      points = levels.indices.filter { isThere[$0] }.map { .level(levels[$0]) }
    }
  }

  /// - Parameter points: In drawing order.
  package init(points: [Point]) { self.points = points }

  private static func numbers(_ cells: [Double], resolution: Int) -> [Double] {
    let sorted = cells.filter { $0.isFinite }.sorted()
    var distinct: [Double] = []
    for value in sorted where distinct.last != value { distinct.append(value) }
    guard distinct.count >= resolution else { return distinct }
    let (low, high) = (quantile(sorted, 0.05), quantile(sorted, 0.95))
    guard low < high else { return distinct.count > resolution ? [low] : distinct }
    let step = (high - low) / Double(resolution - 1)
    return (0..<resolution).map { $0 == resolution - 1 ? high : low + Double($0) * step }
  }

  /// `scipy.stats.mstats.mquantiles` with its defaults (0.4, 0.4).
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let count = Double(sorted.count)
    let place = count * share + 0.4 + share * 0.2
    let below = min(max(place, 1), count - 1).rounded(.down)
    let part = min(max(place - below, 0), 1)
    let index = Int(below)
    return (1 - part) * sorted[index - 1] + part * sorted[min(index, sorted.count - 1)]
  }

  /// A column of `count` cells that all hold the point.
  package static func column(named name: String, _ point: Point, count: Int) -> Column {
    switch point {
    case .number(let number):
      Column(name: name, values: .numeric(Array(repeating: number, count: count)))
    case .truth(let truth):
      Column(name: name, values: .boolean(Array(repeating: truth ? 1 : 0, count: count)))
    case .level(let text):
      Column(
        name: name,
        values: .categorical(codes: Array(repeating: 0, count: count), levels: Levels([text])))
    }
  }
}
