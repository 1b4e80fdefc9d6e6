import Statistics
import Testing

@Suite struct SignificanceTests {
  private let reference: StatisticsReference

  init() throws { reference = try .load() }

  @Test func `McNemar's exact and mid-p values agree with statsmodels`() {
    for row in reference.mcnemar {
      let test = McNemar(onlyFirst: Int(row[0]), onlySecond: Int(row[1]))
      #expect(agree(test.exact, row[2], to: 1e-11), "\(row)")
      #expect(agree(test.midP, row[3], to: 1e-11), "\(row) \(test.midP)")
    }
  }

  @Test func `Holm and Benjamini-Hochberg agree with statsmodels`() {
    for (ours, theirs) in zip(Multiplicity.holm(reference.family), reference.holm) {
      #expect(agree(ours, theirs, to: 1e-14))
    }
    for (ours, theirs) in zip(
      Multiplicity.benjaminiHochberg(reference.family), reference.benjaminiHochberg)
    {
      #expect(agree(ours, theirs, to: 1e-14))
    }
    #expect(Multiplicity.holm([]).isEmpty)
  }

  @Test func `the paired difference of means is the paired t test`() throws {
    let (first, second) = (reference.first, reference.second)
    let count = Double(first.count)
    let means = (first.reduce(0, +) / count, second.reduce(0, +) / count)
    let paired = PairedDifference(
      value: means.1 - means.0, candidate: second.map { $0 - means.1 },
      baseline: first.map { $0 - means.0 }, weights: nil, rows: first.count)
    let interval = try #require(paired.interval(alpha: 0.05))
    let error = try #require(paired.standardError)
    #expect(agree(paired.value / error, reference.paired[0], to: 1e-10))
    #expect(agree(try #require(paired.p), reference.paired[1], to: 1e-10))
    #expect(agree(interval.low, reference.paired[2], to: 1e-10))
    #expect(agree(interval.high, reference.paired[3], to: 1e-10))
  }

  @Test func `identical models differ by exactly nothing`() {
    let influence = [0.5, -0.25, -0.25]
    let paired = PairedDifference(
      value: 0, candidate: influence, baseline: influence, weights: nil, rows: 3)
    #expect(paired.interval(alpha: 0.05) == Interval(low: 0, high: 0))
    #expect(paired.p == 1)
    #expect(paired.standardError == 0)
  }

  @Test func `standard errors ignore rows of weight 0 and the scale of the weights`() throws {
    let influence = [1.0, -2, 3, 100, -2]
    let error = try #require(
      InfluenceError.standardError(influence, weights: [1, 1, 1, 0, 1]))
    let without = try #require(InfluenceError.standardError([1, -2, 3, -2], weights: nil))
    let scaled = try #require(
      InfluenceError.standardError(influence, weights: [7, 7, 7, 0, 7]))
    #expect(agree(error, without, to: 1e-15))
    #expect(agree(error, scaled, to: 1e-15))
    #expect(InfluenceError.standardError([1], weights: nil) == nil)
    #expect(InfluenceError.effectiveRows(count: 5, weights: [1, 1, 1, 0, 1]) == 4)
  }

  @Test func `power follows the table of the specification`() throws {
    // Paired accuracy with 6% discordant rows at alpha 0.05 and power 0.8.
    for (rows, effect) in [(500, 0.027), (1000, 0.019), (5000, 0.0086), (100_000, 0.0019)] {
      let error = (0.06 / Double(rows)).squareRoot()
      let found = Power.minimalDetectableEffect(standardError: error, alpha: 0.05)
      #expect((found - effect).magnitude < 0.0004)
      let needed = try #require(
        Power.rowsNeeded(margin: found, standardError: error, rows: rows, alpha: 0.05))
      #expect((needed - rows).magnitude <= 1)
    }
    #expect(Power.rowsNeeded(margin: 0, standardError: 1, rows: 10, alpha: 0.05) == nil)
  }
}
