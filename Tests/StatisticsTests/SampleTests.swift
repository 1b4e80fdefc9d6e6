import Statistics
import Testing

@Suite struct SampleTests {
  private let influence = [1.0, -2, 3, 0.5, -2.5]

  @Test func `frequencies give the standard error of the repeated rows`() throws {
    let counts = [1.0, 3, 2, 4, 0]
    var repeated: [Double] = []
    for (value, count) in zip(influence, counts) {
      repeated += [Double](repeating: value, count: Int(count))
    }
    let weighted = try #require(
      InfluenceError.standardError(
        influence, sample: RowSample(weights: counts, meaning: .frequency)))
    let plain = try #require(InfluenceError.standardError(repeated, weights: nil))
    #expect(agree(weighted, plain, to: 1e-14))
    #expect(RowSample(weights: counts, meaning: .frequency).units(count: 5) == 10)
    #expect(RowSample(weights: counts, meaning: .frequency).effectiveRows(count: 5) == 10)
  }

  @Test func `importance weights make the standard error larger than frequencies do`() throws {
    let weights = [1.0, 3, 2, 4, 1]
    let importance = try #require(
      InfluenceError.standardError(influence, sample: RowSample(weights: weights)))
    let frequency = try #require(
      InfluenceError.standardError(
        influence, sample: RowSample(weights: weights, meaning: .frequency)))
    #expect(importance > 1.4 * frequency)
  }

  @Test func `clusters of one row each change nothing, of equal rows they count clusters`() throws {
    let alone = RowSample(weights: nil, identity: RowIdentity(clusters: [3, 0, 2, 1, 4]))
    let plain = try #require(InfluenceError.standardError(influence, weights: nil))
    #expect(
      agree(try #require(InfluenceError.standardError(influence, sample: alone)), plain, to: 1e-14))
    let doubled = influence.flatMap { [$0, $0] }
    let pairs = RowSample(
      weights: nil, identity: RowIdentity(clusters: (0..<10).map { Int32($0 / 2) }))
    #expect(
      agree(try #require(InfluenceError.standardError(doubled, sample: pairs)), plain, to: 1e-14))
    #expect(pairs.units(count: 10) == 5)
    let one = RowSample(weights: nil, identity: RowIdentity(clusters: [0, 0, 0, 0, 0]))
    #expect(InfluenceError.standardError(influence, sample: one) == nil)
  }

  @Test func `strata of one row have no standard error`() {
    #expect(
      InfluenceError.standardError(
        influence, sample: RowSample(weights: nil), strata: [1, 0, 0, 0, 0]) == nil)
  }
}
