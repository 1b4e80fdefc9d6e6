/// How numbers look to people. `report.json` has the full digits.
package struct NumberStyle: Sendable {
  /// U+2212 where type is set, `-` where text is searched, copied and shown in terminals.
  let minus: String
  /// Between groups of three digits.
  let separator: String
  /// An open end of an interval.
  let open: String
  /// Keeps the parts of a number on one line.
  let space: String

  /// For pages and summaries.
  package static let typographic = NumberStyle(
    minus: "\u{2212}", separator: ",", open: "…", space: "\u{A0}")
  /// For sentences, terminals and logs.
  package static let ascii = NumberStyle(minus: "-", separator: ",", open: "...", space: " ")

  /// Four significant digits, whole digits never dropped: `0.9132`, `12.35`, `48,842`.
  package func number(_ value: Double) -> String {
    // Tables hold infinite numbers, and people ask what is in them.
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? minus + "inf" : "inf" }
    let decimal = DecimalText(value)
    if decimal.isZero { return "0" }
    if decimal.exponent > 12 || decimal.exponent < -4 { return signed(decimal.scientific(4)) }
    return signed(decimal.fixed(decimals(value)))
  }

  /// The same without zeros at the end, for numbers that people wrote: `0.05`, `90`.
  package func short(_ value: Double) -> String {
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
    return min(12, max(0, 4 - rounded.exponent))
  }

  /// `48,842`.
  package func count(_ value: Int) -> String { signed(String(value)) }

  /// A number of rows, rounded up to two digits: `5,400`.
  package func roundedRows(_ rows: Int) -> String {
    var scale = 1
    while rows / scale >= 100 { scale *= 10 }
    return count((rows + scale - 1) / scale * scale)
  }

  /// The value of a measurement in its own unit.
  package func value(_ value: Double, unit: String) -> String {
    unit == "rows"
      ? signed(DecimalText(value).fixed(value == value.rounded() ? 0 : 1)) : number(value)
  }

  /// `[0.8120, 0.8340]`, with as many decimals as the value; an open end is `…`.
  package func interval(_ estimate: Estimate, unit: String) -> String? {
    let places = unit == "rows" ? 0 : decimals(estimate.value)
    return interval(estimate.low, estimate.high) { fixed($0, places) }
  }

  /// A share of rows: `19.2%`, `0.42%`.
  package func percent(_ share: Double) -> String {
    fixed(share * 100, share.magnitude < 0.01 && share != 0 ? 2 : 1) + "%"
  }

  /// A ratio in a sentence, to two digits behind the point: `0.62`; four significant ones below 0.1.
  package func ratio(_ value: Double) -> String {
    value.magnitude >= 0.1 ? fixed(value, 2) : number(value)
  }

  /// `[18.1%, 20.3%]`; nil without limits.
  package func percentInterval(_ estimate: Estimate) -> String? {
    interval(estimate.low, estimate.high) { percent($0) }
  }

  /// With its sign; rates in percentage points: `−1.23 pp`.
  package func difference(_ difference: Difference, unit: String) -> String {
    let text = change(difference.value, of: difference, unit: unit)
    return unit == "rate" ? text + space + "pp" : text
  }

  /// `[−1.80, −0.66]`, in the unit of the difference.
  package func interval(_ difference: Difference, unit: String) -> String? {
    interval(difference.low, difference.high) { change($0, of: difference, unit: unit) }
  }

  /// A margin, without a sign: `0.005`; for rates in percentage points: `1 pp`.
  package func margin(_ value: Double, unit: String) -> String {
    unit == "rate" ? short(value * 100) + space + "pp" : short(value)
  }

  /// A margin or difference in points or the metric's own unit, on its own.
  package func change(_ value: Double, unit: String) -> String {
    let text = change(value, of: Difference(value: value, method: ""), unit: unit)
    return unit == "rate" ? text + space + "pp" : text
  }

  /// A number on the scale of a difference: as many decimals as show two digits of its value or of
  /// its uncertainty, whichever is larger.
  private func change(_ value: Double, of difference: Difference, unit: String) -> String {
    let scale = unit == "rate" ? 100.0 : 1
    let halfWidth = ((difference.high ?? 0) - (difference.low ?? 0)) / 2
    let size = DecimalText(max(difference.value.magnitude, halfWidth.magnitude) * scale)
    let least = unit == "rate" ? 2 : 0
    let places = size.isZero ? least : min(8, max(least, (unit == "rate" ? 1 : 3) - size.exponent))
    if value == 0 { return "0" }
    let text = fixed(value * scale, places)
    return value > 0 ? "+" + text : text
  }

  private func interval(
    _ low: Double?, _ high: Double?, end: (Double) -> String
  ) -> String? {
    if low == nil, high == nil { return nil }
    return "[\(low.map(end) ?? open),\(space)\(high.map(end) ?? open)]"
  }

  /// Many zeros say nothing: far from one, four digits and a power of ten.
  private func fixed(_ value: Double, _ places: Int) -> String {
    let decimal = DecimalText(value)
    return signed(decimal.exponent > 12 ? decimal.scientific(4) : decimal.fixed(places))
  }

  /// `p = 0.012`, `p < 0.001`.
  package func p(_ value: Double) -> String {
    let text = value < 0.001 ? "< 0.001" : "= " + DecimalText(value).fixed(value < 0.01 ? 4 : 3)
    return ("p " + text).replacing(" ", with: space)
  }

  /// What must hold, with the user's own words for the bound.
  ///
  /// - Parameter counterpart: What the number is compared with.
  package func requirement(
    _ condition: Condition, comparedWith counterpart: Measurement.Counterpart = .baseline
  ) -> String {
    let bound = condition.bound.text
    return switch condition.kind {
    case .min: "at least \(bound)"
    case .max: "at most \(bound)"
    case .maxRegression: "at most \(bound) worse"
    case .minImprovement: "at least \(bound) better"
    case .maxChange: "within \(bound) of \(counterpart.rawValue)"
    case .maxCreep: "at most \(bound) worse than the anchor"
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
