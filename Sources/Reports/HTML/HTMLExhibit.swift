import Findings

/// One exhibit as a plot, tables, or both.
struct HTMLExhibit {
  private static let classLimit = 20
  static let rowLimit = 50

  let exhibit: Exhibit
  let anchor: String

  init(_ exhibit: Exhibit, index: Int) {
    self.exhibit = exhibit
    anchor = "e\(index)"
  }

  var record: TemplateRecord {
    var values: [String: TemplateRecord.Value] = [
      "anchor": .text(anchor),
      "title": .text(VisibleText.line(exhibit.title, limit: 120)),
      "plotSVG": .markup(""), "legend": .list([]), "tables": .list([]), "note": .text(""),
      "dataTable": .flag(false),
    ]
    let title = exhibit.title
    switch exhibit.content {
    case .curves(let xLabel, let yLabel, let unitSquare, let diagonal, let series):
      let shown = Array(series.prefix(6))
      values["plotSVG"] = .markup(
        CurvePlot.drawing(
          id: anchor, title: title, xLabel: xLabel, yLabel: yLabel, unitSquare: unitSquare,
          diagonal: diagonal, series: shown))
      values["legend"] = .list(legend(shown.map(\.name)))
      values["tables"] = .list([points(shown, xLabel, yLabel)])
      values["dataTable"] = .flag(true)
    case .histogram(let edges, let series):
      let shown = Array(series.prefix(4))
      let plot = HistogramPlot.drawing(id: anchor, title: title, edges: edges, series: shown)
      values["plotSVG"] = .markup(plot ?? "")
      values["legend"] = .list(legend(shown.map(\.name)))
      if plot == nil { values["note"] = .text("Too many bins to draw; report.json has them.") }
    case .confusion(let classes, let matrices):
      if classes.count > Self.classLimit {
        values["note"] = .text("\(classes.count) classes; report.json has the counts.")
      } else {
        values["tables"] = .list(matrices.prefix(4).map { matrix($0, classes) })
      }
    case .bars(let label, let names, let series):
      let shown = Array(series.prefix(4))
      values["plotSVG"] = .markup(barChart(label: label, names: names, series: shown))
      values["legend"] = .list(legend(shown.map(\.name)))
      values["tables"] = .list([intervalTable(label: label, names: names, series: shown)])
      values["dataTable"] = .flag(true)
      values["note"] = .text(note(names.count))
    case .groups(let groups):
      let text = GroupsText(groups: groups, style: .typographic)
      let plot = groupChart(groups)
      let hasBaseline = groups.groups.contains { $0.baseline != nil }
      values["plotSVG"] = .markup(plot ?? "")
      values["legend"] = .list(
        plot == nil
          ? [] : legend(["candidate"] + (hasBaseline ? ["baseline"] : [])) + bandLegend(groups))
      values["tables"] = .list([
        table(
          caption: title, text.header,
          text.rows.map { ($0.first ?? "", $0.dropFirst().map { ($0, "") }) })
      ])
      values["dataTable"] = .flag(plot != nil)
    case .table(let header, let rows):
      values["tables"] = .list([
        table(
          caption: title, header,
          rows.prefix(Self.rowLimit).map { ($0.first ?? "", $0.dropFirst().map { ($0, "") }) })
      ])
      if rows.count > Self.rowLimit {
        values["note"] = .text("\(rows.count - Self.rowLimit) further rows are in report.json.")
      }
    }
    return TemplateRecord(values)
  }

  private func note(_ names: Int) -> String {
    names > Self.chartRowLimit
      ? "The first \(Self.chartRowLimit) of \(names) are drawn; report.json has all." : ""
  }

  private func bandLegend(_ groups: Exhibit.Groups) -> [TemplateRecord] {
    guard groups.bandLow != nil || groups.bandHigh != nil else { return [] }
    return [
      TemplateRecord(["name": .text("counts as parity"), "seriesClass": .text("s-band")])
    ]
  }

  private func legend(_ names: [String]) -> [TemplateRecord] {
    names.enumerated().map { index, name in
      TemplateRecord([
        "name": .text(VisibleText.line(name, limit: 60)),
        "seriesClass": .text(CurvePlot.seriesClass(name, index)),
      ])
    }
  }

  /// A cell of a matrix is tinted by its share of the true class.
  private func matrix(_ matrix: Exhibit.Matrix, _ classes: [String]) -> TemplateRecord {
    let rows = zip(classes, matrix.cells).map { name, cells in
      let total = cells.reduce(0, +)
      return (
        name,
        cells.map { cell in
          let share = total > 0 ? cell / total : 0
          let heat = share.isFinite ? Int(min(max(share, 0), 0.999) * 10) : 0
          return (NumberStyle.typographic.value(cell, unit: "rows"), String(heat))
        }
      )
    }
    return table(caption: matrix.name, ["true \\ predicted"] + classes, rows)
  }

  private func points(
    _ series: [Exhibit.Series], _ xLabel: String, _ yLabel: String
  ) -> TemplateRecord {
    let style = NumberStyle.typographic
    func places(_ line: Exhibit.Series) -> StrideTo<Int> {
      stride(from: 0, to: line.points.count, by: max(1, (line.points.count + 10) / 11))
    }
    // Lines over the same places share their rows.
    if let first = series.first,
      series.allSatisfy({ $0.points.map(\.x) == first.points.map(\.x) })
    {
      return table(
        caption: exhibit.title, [xLabel] + series.map(\.name),
        places(first).map { index in
          (
            style.number(first.points[index].x),
            series.map { (style.number($0.points[index].y), "") }
          )
        })
    }
    let rows = series.flatMap { line in
      places(line).map { index in
        let point = line.points[index]
        return (line.name, [(style.number(point.x), ""), (style.number(point.y), "")])
      }
    }
    return table(caption: exhibit.title, ["series", xLabel, yLabel], rows)
  }

  func table(
    caption: String, _ header: [String], _ rows: [(String, [(text: String, heat: String)])]
  ) -> TemplateRecord {
    func line(_ text: String) -> TemplateRecord.Value { .text(VisibleText.line(text, limit: 120)) }
    return TemplateRecord([
      "caption": line(caption), "repeatsTitle": .flag(caption == exhibit.title),
      "header": .list(header.map { TemplateRecord(["text": line($0)]) }),
      "rows": .list(
        rows.map { head, cells in
          TemplateRecord([
            "head": line(head),
            "cells": .list(
              cells.map { TemplateRecord(["text": line($0.text), "heat": .text($0.heat)]) }),
          ])
        }),
    ])
  }
}
