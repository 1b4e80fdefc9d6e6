/// A finite number in decimal digits, for rounding that depends on no locale and no C library.
///
/// Rounding starts from the shortest decimal text that stands for the number, half away from zero,
/// so 0.125 becomes 0.13: what a reader expects who sees the full text in `report.json`.
package struct DecimalText {
  private var isNegative: Bool
  /// Most significant first; none for zero.
  private var digits: [UInt8]
  /// The number is 0.d₁d₂d₃… × 10^exponent.
  package private(set) var exponent: Int

  /// The digits of a finite number.
  package init(_ value: Double) {
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = (parts.first ?? "0").split(separator: ".", omittingEmptySubsequences: false)
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let whole = mantissa.first ?? "0"
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    let all = (Array(whole.utf8) + Array(fraction.utf8)).map { $0 - UInt8(ascii: "0") }
    let leading = all.prefix { $0 == 0 }.count
    isNegative = value < 0
    digits = Array(all.dropFirst(leading))
    while digits.last == 0 { digits.removeLast() }
    exponent = digits.isEmpty ? 0 : whole.utf8.count + power - leading
  }

  /// Whether no digit is left.
  package var isZero: Bool { digits.isEmpty }

  /// Rounds to so many digits behind the point; the number of those written is the same.
  package func fixed(_ places: Int) -> String {
    var rounded = self
    rounded.round(keeping: exponent + places)
    let sign = rounded.isNegative && !rounded.isZero ? "-" : ""
    var text = sign
    if rounded.exponent <= 0 { text += "0" }
    for position in 0..<max(rounded.exponent, 0) { text += String(rounded.digit(position)) }
    guard places > 0 else { return text }
    text += "."
    for place in 0..<places { text += String(rounded.digit(rounded.exponent + place)) }
    return text
  }

  /// `1.234e-07`.
  package func scientific(_ significant: Int) -> String {
    var rounded = self
    rounded.round(keeping: significant)
    let rest = (1..<max(significant, 1)).map { String(rounded.digit($0)) }.joined()
    let power = rounded.exponent - 1
    let magnitude = String(power.magnitude)
    return (rounded.isNegative ? "-" : "") + String(rounded.digit(0)) + (rest.isEmpty ? "" : ".")
      + rest + (power < 0 ? "e-" : "e+") + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
  }

  private func digit(_ position: Int) -> UInt8 {
    digits.indices.contains(position) ? digits[position] : 0
  }

  private mutating func round(keeping count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      exponent = 0
      return
    }
    let up = digits[count] >= 5
    digits.removeLast(digits.count - count)
    guard up else { return trim() }
    var position = count - 1
    while position >= 0, digits[position] == 9 {
      digits[position] = 0
      position -= 1
    }
    if position >= 0 {
      digits[position] += 1
    } else {
      digits.insert(1, at: 0)
      exponent += 1
    }
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }
}
