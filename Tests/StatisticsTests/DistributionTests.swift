import Statistics
import Testing

@Suite struct DistributionTests {
  private let reference: StatisticsReference

  init() throws { reference = try .load() }

  @Test func `normal probabilities are right in both tails`() {
    for row in reference.normal {
      #expect(agree(Normal.cumulative(row[0]), row[1], to: 2e-15), "\(row)")
      #expect(agree(Normal.upperTail(-row[0]), row[1], to: 2e-15), "\(row)")
    }
  }

  @Test func `normal quantiles are right to the last digits`() {
    for row in reference.normalQuantile {
      #expect(agree(Normal.quantile(row[0]), row[1], to: 2e-15), "\(row)")
    }
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(1.5).isNaN)
    #expect(Normal.quantile(0.975) == -Normal.quantile(1 - 0.975))
  }

  @Test func `Student's t agrees with scipy`() {
    for row in reference.student {
      #expect(agree(StudentT(degrees: row[1]).cumulative(row[0]), row[2], to: 1e-10), "\(row)")
    }
    for row in reference.studentQuantile {
      let quantile = StudentT(degrees: row[1]).upperQuantile(row[0])
      #expect(agree(quantile, row[2], to: 1e-10), "\(row)")
    }
  }

  @Test func `the incomplete beta function agrees with scipy`() {
    for row in reference.beta {
      let value = Beta.cumulative(row[0], row[1], row[2])
      #expect(agree(value, row[3], to: 1e-9) || value - row[3] < 1e-300, "\(row) \(value)")
    }
  }
}
