import Kernels
import Testing

@testable import Models

/// Numbers as text, against the standard library's own conversion.
struct DecimalTextTests {
  private func scan(_ text: String) -> (double: Double, float: Float)? {
    let bytes = Array(text.utf8)
    var position = 0
    guard let number = DecimalText(bytes.span, at: &position), position == bytes.count else {
      return nil
    }
    return (number.double(of: bytes.span), number.float(of: bytes.span))
  }

  @Test func `random digits give the nearest Double and the nearest Float`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<20_000 {
      let digits = Int.random(in: 1...21, using: &random)
      var text = Bool.random(using: &random) ? "-" : ""
      text += "\(Int.random(in: 0...9, using: &random))."
      for _ in 0..<digits { text += "\(Int.random(in: 0...9, using: &random))" }
      if Bool.random(using: &random) { text += "e\(Int.random(in: -50...45, using: &random))" }
      let number = try #require(scan(text), "\(text)")
      #expect(number.double.bitPattern == Double(text)?.bitPattern, "\(text)")
      #expect(number.float.bitPattern == Float(text)?.bitPattern, "\(text)")
    }
  }

  @Test func `the shortest text of any Double or Float gives it back`() throws {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<20_000 {
      let double = Double(bitPattern: random.next())
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      if double.isFinite { #expect(scan("\(double)")?.double == double) }
      if float.isFinite { #expect(scan("\(float)")?.float == float) }
    }
  }

  /// Texts that lie between two Floats so closely that rounding to Double first goes wrong.
  @Test(arguments: ["1.00000017881393432617187499", "1.00000017881393432617187501", "7.038531e-26"])
  func `a Float is rounded once`(text: String) throws {
    #expect(scan(text)?.float == Float(text))
  }

  @Test(arguments: ["", "-", ".5", "1.", "1e", "1e+", "+1", "NaN", "0x1", "--1", "1.e5"])
  func `what is no JSON number is not scanned to its end`(text: String) {
    #expect(scan(text) == nil)
  }
}
