import Findings

extension Finding {
  /// What a failed case says below its sentence: the numbers in columns and each condition; for a
  /// waiver, what it accepts and for how long.
  func evidence(at run: Report.Run) -> String {
    if let waivedPattern, let waiver {
      let lines = [
        ("accepts", waivedPattern), ("reason", waiver.reason), ("owner", waiver.owner),
        ("last day", waiver.lastDay(at: run)),
      ]
      return lines.map { name, value in
        name + String(repeating: " ", count: 11 - name.count) + VisibleText.line(value, limit: 500)
      }.joined(separator: "\n")
    }
    let style = NumberStyle.ascii
    var lines: [String] = []
    func line(_ name: String, _ value: Value?) {
      switch value {
      case .number(let estimate)?:
        let interval = style.interval(estimate, unit: measurement.unit).map { " " + $0 } ?? ""
        let number = style.value(estimate.value, unit: measurement.unit)
        lines.append("\(name) \(number)\(interval) on \(style.count(estimate.rows)) rows")
      case .undefined(let reason)?:
        lines.append("\(name) undefined: \(VisibleText.line(reason, limit: 500))")
      case nil: break
      }
    }
    line("candidate ", measurement.candidate)
    line("baseline  ", measurement.baseline)
    if let difference = measurement.difference {
      let unit = measurement.unit
      let interval = style.interval(difference, unit: unit).map { " " + $0 } ?? ""
      let p = difference.p.map { ", " + style.p($0) } ?? ""
      lines.append(
        "difference \(style.difference(difference, unit: unit))\(interval)\(p) "
          + "(\(VisibleText.line(difference.method, limit: 100)))")
    }
    for judged in conditions.prefix(20) {
      lines.append(
        "\(judged.outcome.rawValue): \(judged.condition.kind.rawValue) "
          + "\(VisibleText.line(judged.condition.bound.text, limit: 40)): "
          + VisibleText.line(judged.reason, limit: 500))
    }
    if let waiver {
      lines.append("waiver     " + VisibleText.line(waiver.text(at: run), limit: 500))
    }
    return lines.joined(separator: "\n")
  }

  /// Numbers as properties, in full digits, for servers that keep them.
  var numbers: [(name: String, value: String)] {
    var properties: [(name: String, value: String)] = []
    func add(_ name: String, _ value: Double?) {
      if let value { properties.append((name, JSONText.number(value))) }
    }
    if let candidate = measurement.candidate.estimate {
      add("metric.value", candidate.value)
      add("metric.low", candidate.low)
      add("metric.high", candidate.high)
      properties.append(("metric.rows", String(candidate.rows)))
    }
    add("metric.baseline", measurement.baseline?.estimate?.value)
    add("metric.difference", measurement.difference?.value)
    for judged in conditions.prefix(20) {
      properties.append(
        (
          "condition.\(judged.condition.kind.rawValue)",
          VisibleText.line(judged.condition.bound.text, limit: 40)
        ))
    }
    return properties
  }
}
