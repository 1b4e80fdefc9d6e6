import Statistics
import Testing

@Suite struct IntervalTests {
  private let reference: StatisticsReference

  init() throws { reference = try .load() }

  @Test func `Wilson and Clopper-Pearson agree with statsmodels`() {
    for row in reference.wilson {
      let interval = ProportionInterval.wilson(share: row[0] / row[1], count: row[1], alpha: 0.05)
      #expect((interval.low - row[2]).magnitude < 1e-12, "\(row)")
      #expect((interval.high - row[3]).magnitude < 1e-12, "\(row)")
    }
    for row in reference.clopperPearson {
      let interval = ProportionInterval.clopperPearson(
        successes: Int(row[0]), count: Int(row[1]), alpha: 0.05)
      #expect((interval.low - row[2]).magnitude < 1e-12, "\(row)")
      #expect((interval.high - row[3]).magnitude < 1e-12, "\(row)")
    }
  }

  @Test func `Newcombe's interval is that of the paper`() throws {
    // Newcombe 1998, table II, method 10 at 95%, for 36, 12, 2 and 0 rows.
    let interval = try #require(
      NewcombePaired(both: 36, onlyFirst: 12, onlySecond: 2, neither: 0).interval(alpha: 0.025))
    #expect((interval.low - 0.0569).magnitude < 5e-5, "\(interval)")
    #expect((interval.high - 0.3404).magnitude < 5e-5, "\(interval)")
    #expect(
      NewcombePaired(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0).interval(alpha: 0.05) == nil)
  }

  @Test func `Newcombe's interval is symmetric in the two models`() throws {
    let one = try #require(
      NewcombePaired(both: 80, onlyFirst: 9, onlySecond: 4, neither: 7).interval(alpha: 0.05))
    let other = try #require(
      NewcombePaired(both: 80, onlyFirst: 4, onlySecond: 9, neither: 7).interval(alpha: 0.05))
    #expect((one.low + other.high).magnitude < 1e-15)
    #expect((one.high + other.low).magnitude < 1e-15)
  }

  @Test func `logit limits stay inside and boundary limits are the exact binomial ones`() {
    let interval = ProportionInterval.logit(value: 0.999, standardError: 0.01, alpha: 0.025)
    #expect(interval.low > 0 && interval.low < 0.999 && interval.high < 1)
    let exact = ProportionInterval.clopperPearson(successes: 12, count: 12, alpha: 0.05)
    let boundary = ProportionInterval.boundary(value: 1, count: 12, alpha: 0.05)
    #expect((exact.low - boundary.low).magnitude < 1e-12)
    #expect(boundary.high == 1)
  }
}
