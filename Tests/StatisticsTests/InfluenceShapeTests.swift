import Statistics
import Testing

@Suite struct InfluenceShapeTests {
  private let terms: [Double] = [-1, -0.5, -0.25, 0.5, 0.75, -2, 1.5, -1.25, 0.25, 2]
  private let heavy: [Double] = [-1, -1, -1, -1, -1, -1, -1, -1, -1, 9]

  private func shape(
    _ influence: [Double], weights: [Double]? = nil, meaning: WeightMeaning = .importance,
    clusters: [Int32]? = nil
  ) -> InfluenceShape {
    InfluenceShape(
      influence,
      sample: RowSample(
        weights: weights, meaning: meaning, identity: RowIdentity(clusters: clusters)))
  }

  @Test func `terms that are no heavier than normal ones leave n - 1 degrees of freedom`() {
    #expect(shape(terms).excess < 0)
    #expect(shape(terms).degrees == 9)
  }

  @Test func `one row that makes up the sum leaves few degrees of freedom and moves one limit out`()
  {
    // By hand: g1 = 2.667 and G2 = 10 for nine equal values and one that balances them.
    let shape = shape(heavy)
    #expect(agree(shape.skewness, 8.0 / 3, to: 1e-12))
    #expect(agree(shape.excess, 10, to: 1e-12))
    #expect(agree(shape.degrees, 2 / (2.0 / 9 + 1), to: 1e-12))
    let reach = shape.reach(alpha: 0.025)
    #expect(agree(reach.below, StudentT(degrees: shape.degrees).upperQuantile(0.025), to: 1e-12))
    // At most half as far again.
    #expect(agree(reach.above, 1.5 * reach.below, to: 1e-12))
    let mirrored = InfluenceShape(heavy.map(-), sample: RowSample(weights: nil)).reach(alpha: 0.025)
    #expect(mirrored == Reach(below: reach.above, above: reach.below))
  }

  @Test func `units, order and size of the terms change nothing`() {
    let plain = shape(terms)
    for factor in [1e-120, 1e150] {
      #expect(agree(shape(terms.map { $0 * factor }).degrees, plain.degrees, to: 1e-12))
      #expect(agree(shape(heavy.map { $0 * factor }).skewness, 8.0 / 3, to: 1e-12))
    }
    #expect(agree(shape(heavy.reversed()).excess, 10, to: 1e-12))
  }

  @Test func `frequencies are repeated rows, weights of 0 no rows`() {
    let counts = terms.indices.map { Double($0 % 3) }
    let repeated = terms.indices.flatMap { [Double](repeating: terms[$0], count: $0 % 3) }
    let (short, long) = (shape(terms, weights: counts, meaning: .frequency), shape(repeated))
    #expect(short.units == long.units)
    #expect(agree(short.skewness, long.skewness, to: 1e-12))
    #expect(agree(short.excess, long.excess, to: 1e-12))
    let kept = shape([1e9, 1, -1, 2, -2, 0.5], weights: [0, 1, 1, 1, 1, 1])
    #expect(kept == shape([1, -1, 2, -2, 0.5], weights: [1, 1, 1, 1, 1]))
  }

  @Test func `a cluster is one term`() {
    let clusters: [Int32] = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    let sums = (0..<5).map { terms[2 * $0] + terms[2 * $0 + 1] }
    let (clustered, summed) = (shape(terms, clusters: clusters), shape(sums))
    #expect(clustered.units == 5)
    #expect(agree(clustered.skewness, summed.skewness, to: 1e-12))
    #expect(agree(clustered.excess, summed.excess, to: 1e-12))
  }

  @Test func `terms without variation, and fewer than four, are never heavy`() {
    #expect(shape([0, 0, 0, 0, 0]).degrees == 4)
    #expect(shape([]).degrees == 1)
    #expect(shape([1, -1, 0]).excess == 0)
    #expect(shape([0, 0, 0]).reach(alpha: 0.025).below.isFinite)
  }

  @Test(arguments: [
    (IntervalScale.log, 2.0), (.logOfRest, -3), (.logit(-1...1), 0.5), (.plain, 7),
  ])
  func `limits are on their sides of the value, and close in on it`(
    scale: IntervalScale, value: Double
  ) {
    var last = (below: Double.infinity, above: Double.infinity)
    for error in [1.0, 0.1, 0.01, 1e-6] {
      let limits = scale.limits(
        around: value, standardError: error, reach: Reach(below: 2, above: 3))
      #expect(limits.low < value && value < limits.high)
      #expect(value - limits.low < last.below && limits.high - value < last.above)
      last = (value - limits.low, limits.high - value)
    }
    // Far in, the scale no longer matters: the delta method is exact.
    #expect(agree(last.below, 2e-6, to: 1e-5) && agree(last.above, 3e-6, to: 1e-5))
  }
}
