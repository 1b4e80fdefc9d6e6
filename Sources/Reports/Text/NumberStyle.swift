import Findings

/// How numbers look to people. `report.json` has the full digits.
struct NumberStyle: Sendable {
  /// U+2212 where type is set, `-` where text is searched, copied and shown in terminals.
  let minus: String
  /// Between groups of three digits.
  let separator: String
  let between: String

  static let typographic = NumberStyle(minus: "\u{2212}", separator: ",", between: "…")
  static let ascii = NumberStyle(minus: "-", separator: ",", between: "...")

  /// Four significant digits, whole digits never dropped: `0.9132`, `12.35`, `48,842`.
  func number(_ value: Double) -> String {
    let decimal = DecimalText(value)
    if decimal.isZero { return "0" }
    if decimal.exponent > 12 || decimal.exponent < -4 { return signed(decimal.scientific(4)) }
    return signed(decimal.fixed(decimals(value)))
  }

  /// The same without zeros at the end, for numbers that people wrote: `0.05`, `90`.
  func short(_ value: Double) -> String {
    var text = number(value)
    guard text.contains("."), !text.contains("e") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Digits behind the point that four significant digits need.
  private func decimals(_ value: Double) -> Int {
    // 0.99996 rounds up to 1.000, not to 1.0000.
    let rounded = DecimalText(Double(DecimalText(value).scientific(4)) ?? value)
    return max(0, 4 - max(rounded.exponent, 0) - min(rounded.exponent, 0))
  }

  func count(_ value: Int) -> String { signed(String(value)) }

  /// The value of a measurement in its own unit.
  func value(_ value: Double, unit: String) -> String {
    unit == "rows" ? signed(DecimalText(value).fixed(value == value.rounded() ? 0 : 1)) : number(value)
  }

  /// `[0.8120, 0.8340]`; an open end is `…`.
  func interval(_ low: Double?, _ high: Double?, unit: String) -> String? {
    if low == nil, high == nil { return nil }
    let ends = [low, high].map { end in end.map { value($0, unit: unit) } ?? between }
    return "[\(ends[0]), \(ends[1])]"
  }

  /// With its sign; rates in percentage points: `−1.23 pp`.
  func difference(_ value: Double, unit: String) -> String {
    let text = unit == "rate" ? points(value) + " pp" : self.value(value, unit: unit)
    return value > 0 ? "+" + text : text
  }

  /// `[−1.80, −0.66] pp`.
  func difference(_ low: Double?, _ high: Double?, unit: String) -> String? {
    if low == nil, high == nil { return nil }
    let ends = [low, high].map { end in
      end.map { unit == "rate" ? points($0) : value($0, unit: unit) } ?? between
    }
    return "[\(ends[0]), \(ends[1])]" + (unit == "rate" ? " pp" : "")
  }

  /// Two decimals, or as many as show two digits of a small one.
  private func points(_ value: Double) -> String {
    let decimal = DecimalText(value * 100)
    if decimal.isZero { return "0" }
    return signed(decimal.fixed(min(4, max(2, 2 - decimal.exponent))))
  }

  func p(_ value: Double) -> String {
    if value < 0.001 { return "p < 0.001" }
    return "p = " + DecimalText(value).fixed(value < 0.01 ? 4 : 3)
  }

  /// What must hold, with the user's own words for the bound.
  func requirement(_ condition: Condition) -> String {
    let bound = condition.bound.text
    return switch condition.kind {
    case .min: "at least \(bound)"
    case .max: "at most \(bound)"
    case .maxRegression: "at most \(bound) worse"
    case .minImprovement: "at least \(bound) better"
    case .maxChange: "within \(bound) of baseline"
    }
  }

  /// Separators in the whole part, and this style's minus.
  private func signed(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let body = isNegative ? text.dropFirst() : text[...]
    let whole = body.prefix { $0.isNumber }
    let rest = body.dropFirst(whole.count).replacing("-", with: minus)
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) {
        grouped += separator
      }
      grouped.append(digit)
    }
    return (isNegative ? minus : "") + grouped + rest
  }
}
