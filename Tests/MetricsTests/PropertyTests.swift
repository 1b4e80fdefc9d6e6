import Findings
import Kernels
import Metrics
import Testing

@Suite struct PropertyTests {
  private func probes(_ id: String, below rows: Int = 500) throws -> [Probe] {
    try #require(Probe.all()[id]).filter { $0.count < rows }
  }

  @Test(arguments: Probe.ids)
  func `the order of the rows does not matter`(id: String) throws {
    for probe in try probes(id) {
      var generator = SeededGenerator(seed: 7, stream: id)
      let rows = (0..<probe.count).shuffled(using: &generator)
      let shuffled = probe.evaluate(rows, probe.weights.map { w in rows.map { w[$0] } })
      guard let value = probe.result.defined, let other = shuffled.defined else {
        #expect(probe.result.defined == nil && shuffled.defined == nil, probe.place)
        continue
      }
      #expect(agree(value.value, other.value, to: 1e-12), probe.place)
      guard probe.hasInfluence else { continue }
      for (place, row) in rows.enumerated() {
        #expect(agree(value.influence[row], other.influence[place], to: 1e-9), probe.place)
      }
    }
  }

  @Test(arguments: Probe.ids)
  func `a weight of k is the same as k rows`(id: String) throws {
    for probe in try probes(id) {
      let weights = (0..<probe.count).map { Double($0 % 3 + 1) }
      let copies = (0..<probe.count).flatMap { row in [Int](repeating: row, count: row % 3 + 1) }
      let weighted = probe.evaluate(Array(0..<probe.count), weights).defined
      let repeated = probe.evaluate(copies, nil).defined
      #expect((weighted == nil) == (repeated == nil), probe.place)
      guard let weighted, let repeated else { continue }
      #expect(agree(weighted.value, repeated.value, to: 1e-12), probe.place)
      guard probe.hasInfluence else { continue }
      for (place, row) in copies.enumerated() {
        #expect(agree(weighted.influence[row], repeated.influence[place], to: 1e-9), probe.place)
      }
    }
  }

  @Test(arguments: Probe.ids)
  func `rows of weight 0 count as absent`(id: String) throws {
    for probe in try probes(id) {
      let weights = (0..<probe.count).map { $0 % 4 == 3 ? 0 : Double($0 % 3 + 1) }
      let kept = (0..<probe.count).filter { weights[$0] > 0 }
      let with = probe.evaluate(Array(0..<probe.count), weights)
      let without = probe.evaluate(kept, kept.map { weights[$0] })
      switch (with, without) {
      case (.undefined(let a), .undefined(let b)): #expect(a == b, probe.place)
      case (.defined(let a), .defined(let b)):
        #expect(agree(a.value, b.value, to: 1e-12), probe.place)
        #expect(a.rows == b.rows && a.limitingRows == b.limitingRows, probe.place)
        let (x, y) = (
          probe.estimate(with, weights), probe.estimate(without, kept.map { weights[$0] })
        )
        #expect(agree(x.estimate?.low ?? 0, y.estimate?.low ?? 0, to: 1e-9), probe.place)
        #expect(agree(x.estimate?.high ?? 0, y.estimate?.high ?? 0, to: 1e-9), probe.place)
      default: Issue.record(probe.place)
      }
    }
  }

  @Test(arguments: Probe.ids)
  func `without rows, or with weights of 0 only, a metric is undefined`(id: String) throws {
    for probe in try probes(id) {
      let zeros = [Double](repeating: 0, count: probe.count)
      #expect(probe.evaluate([], nil).defined == nil, probe.place)
      #expect(probe.evaluate(Array(0..<probe.count), zeros).defined == nil, probe.place)
    }
  }

  @Test(arguments: Probe.ids)
  func `value and interval are finite, in range and in order`(id: String) throws {
    for probe in try #require(Probe.all()[id]) {
      guard let value = probe.result.defined else { continue }
      #expect(value.value.isFinite && probe.range.contains(value.value), probe.place)
      #expect(value.rows > 0 && value.limitingRows > 0, probe.place)
      let estimate = try #require(probe.estimate(probe.result, probe.weights).estimate)
      if let low = estimate.low, let high = estimate.high {
        // Interpolation on the logit scale may round in the last digits.
        #expect(low <= value.value + 1e-12 && value.value <= high + 1e-12, probe.place)
        #expect(probe.range.contains(low) && probe.range.contains(high), probe.place)
        if value.limitingRows < 100, probe.range.upperBound.isFinite, value.rows > 1,
          probe.range.lowerBound.isFinite
        {
          #expect(high > low, "\(probe.place): few rows are never certain")
        }
      } else {
        // Where no row has any influence, the rows cannot say how much they vary.
        let isConstant = value.influence.allSatisfy { $0.magnitude < 1e-9 }
        // A ratio of 0 has no logarithm, on whose scale its interval would be.
        let isZeroRatio = probe.metric.hasSuffix("likelihood_ratio") && value.value == 0
        #expect(
          !probe.hasInfluence || value.limitingRows == 1 || isZeroRatio || isConstant, probe.place)
      }
    }
  }

  @Test(arguments: Probe.ids)
  func `perfect predictions give the best value`(id: String) throws {
    for probe in try probes(id) where probe.caseName == "perfect" {
      guard let value = probe.result.defined?.value else { continue }
      switch probe.direction {
      // Log losses are clipped at 2^-52.
      case .higher: #expect(probe.range.upperBound - value < 1e-15, probe.place)
      case .lower: #expect(value - probe.range.lowerBound < 1e-15, probe.place)
      case .none: break
      }
    }
  }
}
