import Checks
import Findings
import Kernels
import Metrics
import Statistics
import Testing

/// What must not change any number of any check: over the whole catalogue.
@Suite struct CataloguePropertyTests {
  private static let kinds = CheckKind.measurable

  @Test func `the catalogue is covered`() {
    #expect(Self.kinds.count >= 190, "\(Self.kinds.count)")
    for id in [
      "negative_flips", "alert_volume", "weak_slices", "regressed_slices", "err", "ndcg",
      "disparate_impact", "equalized_odds_difference", "group_bias", "score_ks_group_distance",
      "calibration_slope_group_difference", "attribute_from_score",
    ] {
      #expect(Self.kinds.contains { $0.id == id }, "\(id)")
    }
  }

  private func kind(_ place: String) throws -> CheckKind {
    try #require(Self.kinds.first { $0.place == place })
  }

  /// Rows enough for two halves of a search, and few enough for a thousand replicates.
  private func rows(_ kind: CheckKind) -> CatalogueRows {
    CatalogueRows(
      task: kind.task ?? .binary, count: kind.findsSlices ? 360 : kind.comparesGroups ? 90 : 60)
  }

  private func measure(
    _ check: any Check, _ rows: CatalogueRows, _ order: [Int],
    weights: CatalogueRows.Weights? = nil, clusterSize: Int? = nil, threads: Int = 1
  ) throws -> [Measurement] {
    try check.measure(
      on: rows.evidence(order, weights: weights, clusterSize: clusterSize, keys: check.keys),
      settings: MeasureSettings(alpha: 0.05, seed: 3, parallel: Parallel(threads: threads)))
  }

  private func expectSame(_ first: [Measurement], _ second: [Measurement], _ place: String) {
    #expect(first.count == second.count, "\(place)")
    #expect(first.map(\.subject) == second.map(\.subject), "\(place)")
    for (a, b) in zip(first, second) {
      #expect(a.detail.keys.sorted() == b.detail.keys.sorted(), "\(place)")
      for (x, y) in [(a.candidate, b.candidate), (a.baseline, b.baseline)] {
        switch (x, y) {
        case (.number(let x)?, .number(let y)?):
          #expect(
            same(x.value, y.value) && same(x.low, y.low) && same(x.high, y.high),
            "\(place): \(x) \(y)")
          #expect(x.rows == y.rows, "\(place): \(x.rows) \(y.rows)")
        case (.undefined(let x)?, .undefined(let y)?): #expect(x == y, "\(place)")
        default: #expect(x == y, "\(place)")
        }
      }
      guard let x = a.difference, let y = b.difference else {
        #expect(a.difference == b.difference, "\(place)")
        continue
      }
      #expect(x.method == y.method, "\(place)")
      #expect(
        same(x.value, y.value) && same(x.low, y.low) && same(x.high, y.high) && same(x.p, y.p),
        "\(place): \(x) \(y)")
    }
  }

  private func same(_ x: Double?, _ y: Double?) -> Bool {
    guard let x, let y else { return x == nil && y == nil }
    return x == y || (x - y).magnitude <= 1e-9 * max(1, x.magnitude, y.magnitude)
  }

  /// Slices are searched on halves and on all rows; other checks have one way.
  private func ways(_ kind: CheckKind, isClustered: Bool = false) throws -> [(String, any Check)] {
    guard kind.findsSlices else { return [("", try kind.groupedExample())] }
    let ways = isClustered ? ["split"] : ["split", "max_t"]
    return try ways.map {
      ($0, try kind.example(["inference": $0, "min_rows": "20"]))
    }
  }

  @Test(arguments: kinds.map(\.place))
  func `threads and the order of the rows change nothing`(place: String) throws {
    let kind = try kind(place)
    let rows = rows(kind)
    let order = Array(0..<rows.count)
    var generator = SeededGenerator(seed: 5, stream: place)
    let turned = order.shuffled(using: &generator)
    for (way, check) in try ways(kind) {
      let plain = try measure(check, rows, order)
      let threaded = try measure(check, rows, order, threads: 3)
      #expect(threaded == plain, "\(place) \(way)")
      expectSame(plain, try measure(check, rows, turned), "\(place) \(way), turned")
    }
    for (way, check) in try ways(kind, isClustered: true) {
      expectSame(
        try measure(check, rows, order, clusterSize: 4),
        try measure(check, rows, turned, clusterSize: 4), "\(place) \(way), clusters turned")
    }
  }

  @Test(arguments: kinds.map(\.place))
  func `a frequency of k is k rows, alone and in clusters`(place: String) throws {
    let kind = try kind(place)
    let rows = rows(kind)
    let frequencies = CatalogueRows.Weights(meaning: .frequency) { Double(rows.times($0)) }
    for clusterSize in [nil, 4] {
      for (way, check) in try ways(kind, isClustered: clusterSize != nil) {
        expectSame(
          try measure(check, rows, rows.repeated, clusterSize: clusterSize),
          try measure(
            check, rows, Array(0..<rows.count), weights: frequencies, clusterSize: clusterSize),
          "\(place) \(way), clusters of \(clusterSize ?? 1)")
      }
    }
  }

  @Test(arguments: kinds.map(\.place))
  func `the scale of importance weights changes nothing, and rows of weight 0 are absent`(
    place: String
  ) throws {
    let kind = try kind(place)
    let rows = rows(kind)
    let unit: @Sendable (Int) -> Int = {
      kind.task == .ranking ? $0 / CatalogueRows.rowsOfQuery : $0
    }
    func weights(_ scale: Double) -> CatalogueRows.Weights {
      CatalogueRows.Weights { Double(unit($0) % 4) * scale }
    }
    let all = Array(0..<rows.count)
    let present = all.filter { unit($0) % 4 > 0 }
    for (way, check) in try ways(kind) {
      let plain = try measure(check, rows, all, weights: weights(1))
      // A power of two leaves every digit.
      expectSame(
        plain, try measure(check, rows, all, weights: weights(4)), "\(place) \(way), scale")
      expectSame(
        plain, try measure(check, rows, present, weights: weights(1)), "\(place) \(way), absent")
    }
  }
}
