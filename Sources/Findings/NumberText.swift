/// How numbers read in sentences: four significant digits, rate differences in percentage points.
package enum NumberText {
  /// `0.8123`, `12,345`, `1.2e-07`.
  package static func value(_ number: Double) -> String { significant(number, digits: 4) }

  /// `+0.012`, or `+1.2 pp` where the unit is a rate; `isBare` leaves the unit out.
  package static func difference(
    _ number: Double, unit: String, isBare: Bool = false
  ) -> String {
    let isRate = unit == "rate"
    let text = significant(isRate ? number * 100 : number, digits: 3)
    let sign = number > 0 && text != "0" ? "+" : ""
    return sign + text + (isRate && !isBare ? " pp" : "")
  }

  /// A margin as it reads after "by more than": `0.005`, `1 pp`.
  package static func margin(_ number: Double, unit: String) -> String {
    unit == "rate" ? significant(number * 100, digits: 4) + " pp" : significant(number, digits: 4)
  }

  /// A number of rows, rounded up to two digits: `5,400`.
  package static func rows(_ number: Double) -> String {
    guard number > 0, number.isFinite else { return "0" }
    var scale = 1.0
    while number / scale >= 100 { scale *= 10 }
    return grouped(Int((number / scale).rounded(.up) * scale))
  }

  /// `1,234,567`.
  package static func grouped(_ number: Int) -> String {
    let digits = Array(String(abs(number)))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + text
  }

  /// At most `digits` significant digits, no trailing zeros, the same text on every machine.
  package static func significant(_ number: Double, digits: Int) -> String {
    guard number != 0, number.isFinite else { return number == 0 ? "0" : String(number) }
    let magnitude = abs(number)
    guard magnitude < 1e15, magnitude >= 1e-5 else { return String(number) }
    // Decimal exponent without logarithms, whose last bits differ between platforms.
    var exponent = 0
    var power = 1.0
    while magnitude >= power * 10 {
      power *= 10
      exponent += 1
    }
    while magnitude < power {
      power /= 10
      exponent -= 1
    }
    let decimals = max(0, digits - 1 - exponent)
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (magnitude * scale).rounded(.toNearestOrEven)
    var whole = String(UInt64(scaled))
    if decimals > 0 {
      if whole.count <= decimals {
        whole = String(repeating: "0", count: decimals - whole.count + 1) + whole
      }
      let cut = whole.index(whole.endIndex, offsetBy: -decimals)
      var fraction = String(whole[cut...])
      while fraction.last == "0" { fraction.removeLast() }
      let head = grouped(Int(whole[..<cut]) ?? 0)
      whole = fraction.isEmpty ? head : "\(head).\(fraction)"
    } else {
      whole = grouped(Int(whole) ?? 0)
    }
    return (number < 0 ? "-" : "") + whole
  }
}
