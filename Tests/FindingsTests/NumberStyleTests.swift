import Testing

@testable import Findings

@Suite struct NumberStyleTests {
  private let style = NumberStyle.ascii

  @Test(arguments: [
    (0.913204, "0.9132"), (0.0982145, "0.09821"), (12.3456, "12.35"), (48_842, "48,842"),
    (1_234_567.8, "1,234,568"), (0.99996, "1.000"), (0, "0"), (-0.0, "0"), (-0.5, "-0.5000"),
    (1e-9, "1.000e-09"), (1.5e300, "1.500e+300"), (0.125, "0.1250"), (999.96, "1,000"),
    (0.00012345, "0.0001235"), (.leastNonzeroMagnitude, "5.000e-324"),
    (.greatestFiniteMagnitude, "1.798e+308"),
  ]) func `numbers have four significant digits`(value: Double, text: String) {
    #expect(style.number(value) == text)
  }

  @Test(arguments: [
    (-0.0123, -0.018, -0.0066, "rate", "-1.23 pp", "[-1.80, -0.66]"),
    (0.004, -0.002, 0.01, "rate", "+0.40 pp", "[-0.20, +1.00]"),
    (0.00004, 0.00002, 0.00006, "rate", "+0.004 pp", "[+0.002, +0.006]"),
    (-0.00259, -0.00401, -0.00117, "nats", "-0.00259", "[-0.00401, -0.00117]"),
    (0, 0, 0, "rate", "0 pp", "[0, 0]"),
    (1_500, -200, 3_200, "rows", "+1,500", "[-200, +3,200]"),
  ]) func `a difference has its sign, and its interval the same decimals`(
    value: Double, low: Double, high: Double, unit: String, text: String, interval: String
  ) {
    let difference = Difference(value: value, low: low, high: high, method: "")
    #expect(style.difference(difference, unit: unit) == text)
    #expect(style.interval(difference, unit: unit) == interval)
  }

  @Test func `an interval may be open or absent`() {
    let open = Estimate(value: 0.5, low: nil, high: 0.75, rows: 3)
    #expect(style.interval(open, unit: "rate") == "[..., 0.7500]")
    #expect(style.interval(Estimate(value: 0.5, rows: 3), unit: "rate") == nil)
  }

  @Test(arguments: [(0.0123, "p = 0.012"), (0.0004, "p < 0.001"), (0.00567, "p = 0.0057")])
  func `p-values`(value: Double, text: String) {
    #expect(style.p(value) == text)
  }

  @Test func `rounding is half away from zero on the shortest decimal text`() {
    #expect(DecimalText(0.125).fixed(2) == "0.13")
    #expect(DecimalText(-2.5).fixed(0) == "-3")
    #expect(DecimalText(9.999).fixed(2) == "10.00")
    #expect(DecimalText(0.004).fixed(2) == "0.00")
    #expect(DecimalText(-0.004).fixed(2) == "0.00")
    #expect(DecimalText(1e21).fixed(1) == "1000000000000000000000.0")
  }
}
