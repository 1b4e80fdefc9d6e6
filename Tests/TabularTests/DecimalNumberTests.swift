import Kernels
import Testing

struct DecimalNumberTests {
  private func parsed(_ text: String) -> Double? {
    let buffer = TextBuffer(Array(text.utf8))
    let number = DecimalNumber.parse(buffer.view, at: 0)
    return number?.end == buffer.count ? number?.value : nil
  }

  /// The standard library's own conversion is the reference.
  private func agrees(_ text: String) -> Bool {
    parsed(text)?.bitPattern == Double(text)?.bitPattern
  }

  @Test func `the shortest text of any double reads back as that double`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<50_000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      let text = number.description
      #expect(parsed(text)?.bitPattern == number.bitPattern, "\(text)")
    }
  }

  @Test func `random decimals are rounded like the standard library rounds them`() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<50_000 {
      let length = Int.random(in: 1...25, using: &random)
      var digits = (0..<length).map { _ in String(Int.random(in: 0...9, using: &random)) }
      if Bool.random(using: &random) {
        digits.insert(".", at: Int.random(in: 0...length, using: &random))
      }
      let exponent = Int.random(in: -345...330, using: &random)
      let text = digits.joined() + (Bool.random(using: &random) ? "e\(exponent)" : "")
      #expect(agrees(text), "\(text)")
    }
  }

  /// Halfway between two doubles: `odd × 2^exponent` written out in full.
  @Test func `values halfway between two doubles go to the even one`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let mantissa = UInt64.random(in: 1 << 52..<1 << 53, using: &random)
      let half = mantissa * 2 + 1
      let shift = Int.random(in: 0...9, using: &random)
      let integer = String(half << UInt64(shift))
      for text in ["\(integer)", "\(integer).0", "\(integer).000000000000000000000001"] {
        #expect(agrees(text), "\(text)")
      }
      // half / 2^shift, exact in decimal: half × 5^shift / 10^shift.
      let small = UInt64.random(in: 1 << 20..<1 << 21, using: &random)
      let scaled = (small * 2 + 1) * 9_765_625
      for text in ["\(scaled)e-10", "\(half)e\(shift)", "\(half)e-\(shift)"] {
        #expect(agrees(text), "\(text)")
      }
    }
  }

  @Test(arguments: [
    "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324",
    "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072014e-308",
    "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e-400",
    "0e999999999999", "1e99999999999999999999", "1e-99999999999999999999",
    "9007199254740993", "9007199254740992.999999999999999999999", "0.1e-6",
    "6.631236846766476e-316", "3.2378839133029012895883524125015321748630094231e-319",
    "5.356e-324", "1090544144181609348671888949248", "8.988465674311580536566680e307",
    "0.000000000000000000000000000000000000000000000000000000000000000001",
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017",
    "7.2057594037927933e16", "123456789012345678901234567890e-30", "-0", "-0.0", "+1.", ".5e1",
  ]) func `known hard cases`(_ text: String) {
    #expect(agrees(text))
  }

  @Test(arguments: ["", "-", "+", ".", "e5", "-.", "1e", "1e+", "0x1", "1,5", "nan", "inf", "1 "])
  func `texts that are no decimal numbers are refused`(_ text: String) {
    #expect(parsed(text) == nil)
  }

  @Test func `long inputs are read in full`() {
    let zeros = String(repeating: "0", count: 5000)
    #expect(parsed("0.\(zeros)1e5001") == 1)
    #expect(parsed("1\(zeros)e-5000") == 1)
    #expect(parsed("\(zeros)25") == 25)
    #expect(parsed("9007199254740993\(zeros)e-5000") == 9_007_199_254_740_992)
    #expect(parsed("9007199254740993.\(zeros)1") == 9_007_199_254_740_994)
  }
}
