import Findings
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, "0"), (0.81234, "0.8123"), (0.9, "0.9"), (1, "1"), (12345, "12,345"), (1234.5, "1,234"),
    (0.00012345, "0.0001234"), (-0.5, "-0.5"), (99999, "99,999"), (0.99996, "1"),
    (1_234_567, "1,234,567"),
  ])
  func `values show four significant digits`(number: Double, text: String) {
    #expect(NumberText.value(number) == text)
  }

  @Test(arguments: [(0.0123, "+1.23 pp"), (-0.0123, "-1.23 pp"), (0, "0 pp")])
  func `differences of rates are percentage points`(number: Double, text: String) {
    #expect(NumberText.difference(number, unit: "rate") == text)
  }

  @Test(arguments: [(5_312.0, "5,400"), (99, "99"), (100, "100"), (101, "110"), (1, "1")])
  func `rows are rounded up`(number: Double, text: String) {
    #expect(NumberText.rows(number) == text)
  }
}
