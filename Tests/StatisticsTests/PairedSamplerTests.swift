import Kernels
import Statistics
import Testing

@Suite struct PairedSamplerTests {
  private func sampler(_ sample: RowSample, rows: Int, seed: UInt64 = 3) throws -> PairedSampler {
    try #require(PairedSampler(sample, rowCount: rows, seed: seed))
  }

  @Test func `a draw depends on seed and number alone`() throws {
    let sample = RowSample(weights: nil)
    let (first, again) = (
      try sampler(sample, rows: 500).draw(7), try sampler(sample, rows: 500).draw(7)
    )
    #expect(first.rows == again.rows)
    #expect(first.isExchanged == again.isExchanged)
    #expect(try sampler(sample, rows: 500).draw(8).rows != first.rows)
    #expect(try sampler(sample, rows: 500, seed: 4).draw(7).rows != first.rows)
  }

  @Test func `rows are drawn with replacement, evenly, and exchanged half of the time`() throws {
    let count = 400
    let sampler = try sampler(RowSample(weights: nil), rows: count)
    var times = [Int](repeating: 0, count: count)
    var exchanged = 0
    let draws = 200
    for number in 0..<draws {
      let draw = sampler.draw(number)
      #expect(draw.rows.count == count)
      for (row, isExchanged) in zip(draw.rows, draw.isExchanged) {
        times[Int(row)] += 1
        exchanged += isExchanged ? 1 : 0
      }
    }
    // Each row is drawn Binomial(80,000, 1/400) times: 200 with a standard deviation of 14.1.
    #expect(times.allSatisfy { abs($0 - draws) < 6 * 15 })
    let spread = times.reduce(0.0) { $0 + Double(($1 - draws) * ($1 - draws)) } / Double(count)
    #expect(abs(spread / Double(draws) - 1) < 0.3)
    #expect(abs(Double(exchanged) / Double(draws * count) - 0.5) < 0.01)
  }

  @Test func `a cluster is drawn and exchanged as one`() throws {
    let clusters: [Int32] = [0, 1, 0, 2, 1, 0]
    let sample = RowSample(weights: nil, identity: RowIdentity(clusters: clusters))
    let sampler = try sampler(sample, rows: 6)
    #expect(sampler.units == 3)
    for number in 0..<20 {
      let draw = sampler.draw(number)
      let drawn = try #require(draw.clusters)
      for unit in Int32(0)..<3 {
        let places = drawn.indices.filter { drawn[$0] == unit }
        let original = Set(places.map { clusters[Int(draw.rows[$0])] })
        #expect(original.count == 1)
        #expect(places.count == clusters.count { $0 == original.first })
        #expect(Set(places.map { draw.isExchanged[$0] }).count == 1)
      }
    }
  }

  @Test func `a frequency is as many observations`() throws {
    let sample = RowSample(weights: [3, 0, 1], meaning: .frequency)
    let sampler = try sampler(sample, rows: 3)
    #expect(sampler.units == 4)
    var times = [0, 0, 0]
    for number in 0..<500 {
      let draw = sampler.draw(number)
      #expect(draw.rows.count == 4)
      #expect(draw.weights(of: sample.weights) == nil)
      for row in draw.rows { times[Int(row)] += 1 }
    }
    #expect(times[1] == 0)
    #expect(abs(Double(times[0]) / 2000 - 0.75) < 0.04)
    #expect(
      PairedSampler(RowSample(weights: [1e9], meaning: .frequency), rowCount: 1, seed: 0) == nil)
  }
}
