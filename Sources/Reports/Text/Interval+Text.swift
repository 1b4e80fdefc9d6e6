import Findings

extension Exhibit.Interval? {
  /// `0.0712 [0.0680, 0.0744]`, with its note where it has one; "undefined" where there is no number.
  func text(_ style: NumberStyle, interval: Bool = true) -> String {
    guard let number = self else { return "undefined" }
    if let note = number.note { return VisibleText.line(note, limit: 40) }
    let estimate = Estimate(value: number.value, low: number.low, high: number.high, rows: 0)
    let limits = interval ? style.interval(estimate, unit: "") : nil
    return [style.number(number.value), limits].compactMap(\.self).joined(separator: " ")
  }
}
