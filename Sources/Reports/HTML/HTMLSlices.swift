import Findings

/// The findings of one entry on each of its slices or groups, below each other on one axis: where the
/// change is, and which interval crosses the bound.
struct HTMLSlices {
  private static let chartLimit = 9
  private static let rowLimit = 24

  private let findings: [Finding]
  private let anchor: String
  private let title: String
  /// The condition that is drawn; nil where nothing is required.
  private let kind: Condition.Kind?
  /// Whether differences are drawn, or the candidate's values.
  private let compares: Bool

  /// A chart for each entry that was asked on more than one part of the table.
  static func all(_ report: Report) -> [HTMLSlices] {
    var order: [String] = []
    var entries: [String: [Finding]] = [:]
    for finding in report.findings {
      let bounds = finding.conditions.map {
        "\($0.condition.kind.rawValue) \($0.condition.bound.text)"
      }
      let key = ([finding.suite, finding.check] + bounds).joined(separator: "\u{0}")
      if entries[key] == nil { order.append(key) }
      entries[key, default: []].append(finding)
    }
    let charts = order.enumerated().compactMap { index, key in
      HTMLSlices(entries[key, default: []], anchor: "s\(index)")
    }
    return Array(charts.prefix(chartLimit))
  }

  /// Nil for fewer than two slices that have a number.
  private init?(_ entry: [Finding], anchor: String) {
    self.anchor = anchor
    title = entry.first?.check ?? ""
    let judged =
      Outcome.byUrgency.flatMap { outcome in entry.filter { $0.outcome == outcome } }
      .first?.conditions ?? []
    // What failed, else the change, else whatever is required.
    let open = judged.first { $0.outcome != .passed }
    kind = (open ?? judged.first { $0.condition.kind.isComparison } ?? judged.first)?.condition.kind
    compares = kind?.isComparison ?? entry.contains { $0.measurement.difference != nil }
    findings = entry.filter { [compares] finding in
      compares
        ? finding.measurement.difference != nil : finding.measurement.candidate.estimate != nil
    }
    guard findings.count(where: { $0.measurement.subject != .init() }) >= 2 else { return nil }
  }

  /// The exhibit's record; its numbers stand in the table of findings.
  var record: TemplateRecord {
    let urgent = Outcome.byUrgency.flatMap { outcome in findings.filter { $0.outcome == outcome } }
    // The whole table first, as what the slices are compared with.
    let shown = Array(
      (findings.filter { $0.measurement.subject == .init() }
        + urgent.filter { $0.measurement.subject != .init() }).prefix(Self.rowLimit))
    let left = findings.count - shown.count
    return TemplateRecord([
      "anchor": .text(anchor), "title": .text(VisibleText.line(title, limit: 120)),
      "plotSVG": .markup(drawing(shown)), "legend": .list([]), "tables": .list([]),
      "note": .text(left > 0 ? "\(left) further ones are in the table of findings." : ""),
      "dataTable": .flag(false),
    ])
  }

  private func drawing(_ shown: [Finding]) -> String {
    let bounds = commonBounds(shown)
    let isRate = findings[0].measurement.unit == "rate"
    let reference = kind?.reference ?? "baseline"
    var rules = compares ? [RowChart.Rule(value: 0, label: "", kind: "origin")] : []
    rules += (bounds?.bounds ?? []).map {
      RowChart.Rule(value: $0.value, label: $0.label, kind: "bound")
    }
    var shade: (Double?, Double?, String)?
    if let bounds, bounds.forbidsBelow != bounds.forbidsAbove, let bound = bounds.bounds.first {
      shade =
        bounds.forbidsBelow ? (nil, bound.value, "forbidden") : (bound.value, nil, "forbidden")
    }
    let unit = isRate ? ", percentage points" : ""
    let chart = RowChart(
      shape: .points, rows: shown.map(row), rules: rules, shade: shade,
      label: compares ? "difference from the \(reference)\(unit)" : "candidate",
      scale: compares && isRate ? 100 : 1)
    let names = shown.prefix(12).map { "\(name($0)) \($0.outcome.word)" }.joined(separator: ", ")
    return chart.drawing(
      id: anchor, title: "\(VisibleText.line(title, limit: 80)) by slice",
      description: VisibleText.line(names, limit: 400))
  }

  /// The bounds where they are the same for every row: those relative to the baseline are not.
  private func commonBounds(_ shown: [Finding]) -> IntervalPlot? {
    let plots = shown.compactMap { finding in
      finding.conditions.first { $0.condition.kind == kind }.flatMap {
        IntervalPlot($0, of: finding.measurement, style: .typographic)
      }
    }
    guard let first = plots.first, plots.count == shown.count,
      plots.allSatisfy({ $0.bounds.map(\.value) == first.bounds.map(\.value) })
    else { return nil }
    return first
  }

  private func row(_ finding: Finding) -> RowChart.Row {
    let figures = FindingFigures(finding, style: .typographic)
    let rows = figures.rows.isEmpty ? "" : " · \(figures.rows) rows"
    return RowChart.Row(
      name: "\(finding.outcome.symbol) \(name(finding))",
      note: (compares ? figures.difference : figures.candidate) + rows,
      marks: interval(finding).map {
        [RowChart.Mark(interval: $0, kind: "is-\(finding.outcome.rawValue)")]
      } ?? [])
  }

  private func name(_ finding: Finding) -> String {
    let subject = finding.measurement.subject
    let parts = [subject.slice, subject.group, subject.feature].compactMap(\.self)
    return parts.isEmpty ? "all rows" : VisibleText.line(parts.joined(separator: " "), limit: 34)
  }

  private func interval(_ finding: Finding) -> Exhibit.Interval? {
    let measurement = finding.measurement
    if compares {
      return measurement.difference.map {
        Exhibit.Interval(value: $0.value, low: $0.low, high: $0.high)
      }
    }
    return measurement.candidate.estimate.map {
      Exhibit.Interval(value: $0.value, low: $0.low, high: $0.high)
    }
  }
}
