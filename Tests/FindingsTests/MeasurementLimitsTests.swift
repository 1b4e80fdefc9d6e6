import Findings
import Testing

struct MeasurementLimitsTests {
  private func measurement(_ value: Double, _ low: Double, _ high: Double) -> Measurement {
    Measurement(
      direction: .higher, unit: "rate",
      candidate: .number(Estimate(value: value, low: low, high: high, rows: 9)),
      baseline: .number(Estimate(value: value, low: low, high: high, rows: 9)),
      difference: Difference(value: 0.5, low: -1.2, high: 2.2, method: "m"))
  }

  @Test func `limits beyond what a number can be are cut off`() {
    let cut = measurement(0.9, 0.53, 1.44).within(0...1)
    #expect(cut.candidate == .number(Estimate(value: 0.9, low: 0.53, high: 1, rows: 9)))
    #expect(cut.baseline == cut.candidate)
    #expect(cut.difference == Difference(value: 0.5, low: -1, high: 1, method: "m"))
  }

  @Test func `an open range cuts one side, and a number beyond keeps its interval`() {
    let loss = measurement(0.1, -0.2, 7).within(0...Double.infinity)
    #expect(loss.candidate == .number(Estimate(value: 0.1, low: 0, high: 7, rows: 9)))
    #expect(loss.difference?.high == 2.2)
    #expect(measurement(3, 2, 4).within(0...1).candidate == measurement(3, 2, 4).candidate)
  }
}
