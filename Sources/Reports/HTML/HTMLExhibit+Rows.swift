import Findings

extension HTMLExhibit {
  /// Names that a chart of rows shows; the table below it has more.
  static let chartRowLimit = 24

  /// The bars of each name, one below the other; `report.json` has the names beyond the limit.
  func barChart(label: String, names: [String], series: [Exhibit.Intervals]) -> String {
    let rows = names.prefix(Self.chartRowLimit).enumerated().map { index, name in
      let values = series.map { line in
        (line.name, line.values.indices.contains(index) ? line.values[index] : nil)
      }
      return RowChart.Row(
        name: VisibleText.line(name, limit: 44),
        note: Self.text(values.first?.1, interval: false),
        marks: values.enumerated().compactMap { place, value in
          value.1.map { RowChart.Mark(interval: $0, kind: CurvePlot.seriesClass(value.0, place)) }
        })
    }
    let series = series.map(\.name).joined(separator: " and ")
    return RowChart(shape: .bars, rows: rows, label: label).drawing(
      id: anchor, title: VisibleText.line(exhibit.title, limit: 80),
      description: VisibleText.line("\(label) of \(names.count) names for \(series)", limit: 200))
  }

  /// The number of each group with its interval, and the band that counts as parity; nil where no
  /// group has a number.
  func groupChart(_ groups: Exhibit.Groups) -> String? {
    let style = NumberStyle.typographic
    func text(_ value: Double) -> String {
      groups.isShare ? style.percent(value) : style.short(value)
    }
    let shown = groups.groups.filter { $0.candidate != nil }.prefix(Self.chartRowLimit)
    guard !shown.isEmpty else { return nil }
    let rows = shown.map { group in
      let note = group.note.isEmpty ? "" : " (\(group.note))"
      return RowChart.Row(
        name: VisibleText.line(group.name + note, limit: 44),
        note: (group.candidate.map { text($0.value) } ?? "")
          + (group.rows.map { " · \(style.count($0)) rows" } ?? ""),
        marks: [("s-candidate", group.candidate), ("s-baseline", group.baseline)].compactMap {
          kind, estimate in
          estimate.map {
            RowChart.Mark(
              interval: .init(value: $0.value, low: $0.low, high: $0.high), kind: kind)
          }
        })
    }
    let hasBand = groups.bandLow != nil || groups.bandHigh != nil
    let chart = RowChart(
      shape: .points, rows: rows,
      shade: hasBand ? (groups.bandLow, groups.bandHigh, "allowed") : nil,
      label: groups.label + (groups.isShare ? ", %" : ""), scale: groups.isShare ? 100 : 1)
    let words = shown.prefix(8).map { group in
      "\(group.name) \(group.candidate.map { text($0.value) } ?? "")"
    }
    return chart.drawing(
      id: anchor, title: VisibleText.line(exhibit.title, limit: 80),
      description: VisibleText.line(words.joined(separator: ", "), limit: 300))
  }

  /// The same numbers as a table.
  func intervalTable(
    label: String, names: [String], series: [Exhibit.Intervals]
  ) -> TemplateRecord {
    table(
      caption: label, ["name"] + series.map(\.name),
      names.prefix(Self.rowLimit).enumerated().map { index, name in
        (
          name,
          series.map { line in
            (line.values.indices.contains(index) ? Self.text(line.values[index]) : "", "")
          }
        )
      })
  }

  private static func text(_ number: Exhibit.Interval?, interval: Bool = true) -> String {
    number.text(.typographic, interval: interval)
  }
}
