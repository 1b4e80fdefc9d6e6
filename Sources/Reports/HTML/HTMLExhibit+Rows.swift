import Findings

extension HTMLExhibit {
  /// Names that a chart of rows shows; the table below it has more.
  static let chartRowLimit = 24

  /// The chart of an exhibit of intervals or bars; `report.json` has the names beyond the limit.
  func rowChart(
    _ shape: RowChart.Shape, label: String, names: [String], series: [Exhibit.Intervals],
    band: Exhibit.Band? = nil
  ) -> String {
    let style = NumberStyle.typographic
    let rows = names.prefix(Self.chartRowLimit).enumerated().map { index, name in
      let values = series.map {
        ($0.name, $0.values.indices.contains(index) ? $0.values[index] : nil)
      }
      return RowChart.Row(
        name: VisibleText.line(name, limit: 44),
        note: values.first?.1.map { style.number($0.value) } ?? "undefined",
        marks: values.enumerated().compactMap { place, value in
          value.1.map { RowChart.Mark(interval: $0, kind: CurvePlot.seriesClass(value.0, place)) }
        })
    }
    let chart = RowChart(
      shape: shape, rows: rows,
      shade: band.map { ($0.low, $0.high, "allowed") }, label: label)
    let words =
      "\(label) of \(names.count) names for \(series.map(\.name).joined(separator: " and "))"
    return chart.drawing(
      id: anchor, title: VisibleText.line(exhibit.title, limit: 80),
      description: VisibleText.line(words, limit: 200))
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

  private static func text(_ interval: Exhibit.Interval?) -> String {
    guard let interval else { return "undefined" }
    let style = NumberStyle.typographic
    let estimate = Estimate(
      value: interval.value, low: interval.low, high: interval.high, rows: 0)
    return [style.number(interval.value), style.interval(estimate, unit: "")].compactMap(\.self)
      .joined(separator: " ")
  }
}
