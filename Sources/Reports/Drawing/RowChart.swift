import Findings

/// Numbers below each other on one axis, a line for each name: dots with whiskers, or bars from zero.
///
/// A name stands above its marks and not beside them, so that a long one can be read on a phone.
struct RowChart {
  enum Shape { case points, bars }

  struct Mark {
    let interval: Exhibit.Interval
    /// The class that colours it: a series or an outcome.
    let kind: String
  }

  struct Row {
    let name: String
    /// The number in words, at the end of the line.
    let note: String
    let marks: [Mark]
  }

  /// A line through all rows: the bound, or what "no difference" is.
  struct Rule {
    let value: Double
    let label: String
    let kind: String
  }

  let shape: Shape
  let rows: [Row]
  var rules: [Rule] = []
  /// The part of the axis that is shaded, from `low` to `high`; nil ends are open.
  var shade: (low: Double?, high: Double?, kind: String)?
  /// What the axis shows, with its unit.
  let label: String
  /// A number of the axis is shown times this: 100 for percentage points.
  var scale = 1.0

  private static let width = 400.0
  private static let (left, right) = (6.0, 394.0)
  private static let (nameHeight, laneHeight) = (17.0, 11.0)

  func drawing(id: String, title: String, description: String) -> String {
    let lanes = Double(max(1, rows.map(\.marks.count).max() ?? 1))
    let rowHeight = Self.nameHeight + lanes * Self.laneHeight + 7
    let top = rules.isEmpty ? 4.0 : 20
    let bottom = top + Double(rows.count) * rowHeight + 2
    let axis = axis
    return SVG(
      id: id, width: Self.width, height: bottom + 38, kind: "rows", title: title,
      description: description
    ) { svg in
      if let shade {
        let (start, end) = (
          axis.place(shade.low ?? axis.low), axis.place(shade.high ?? axis.high)
        )
        svg.rectangle(shade.kind, x: start, y: top, width: end - start, height: bottom - top)
      }
      for tick in axis.ticks(5) {
        let x = axis.place(tick)
        svg.line("grid", x, top, x, bottom)
        svg.label(
          "tick", NumberStyle.typographic.short(tick * scale), x: x, y: bottom + 14,
          anchor: Self.anchor(x))
      }
      for rule in rules {
        let x = axis.place(rule.value)
        // Only beside the marks, so that no line runs through a name.
        let marks = rows.indices.map { index in
          let y = top + Double(index) * rowHeight + Self.nameHeight
          return (y, y + lanes * Self.laneHeight)
        }
        svg.plumb(rule.kind, x: x, [(top - 4, top)] + marks)
        svg.label("note strong", rule.label, x: x, y: top - 8, anchor: Self.anchor(x))
      }
      for (index, row) in rows.enumerated() {
        let y = top + Double(index) * rowHeight
        svg.label("name", row.name, x: axis.start, y: y + 13, anchor: "start")
        svg.label("note", row.note, x: axis.end, y: y + 13, anchor: "end")
        for (lane, mark) in row.marks.enumerated() {
          draw(mark, &svg, axis, y + Self.nameHeight + (Double(lane) + 0.5) * Self.laneHeight)
        }
      }
      svg.line("axis", axis.start, bottom, axis.end, bottom)
      svg.label(
        "axis-label", VisibleText.line(label, limit: 70), x: (axis.start + axis.end) / 2,
        y: bottom + 32)
    }.text
  }

  private var axis: Axis {
    let marks = rows.flatMap(\.marks).map(\.interval)
    var shown = marks.flatMap { [$0.value, $0.low ?? $0.value, $0.high ?? $0.value] }
    shown += rules.map(\.value) + [shade?.low, shade?.high].compactMap(\.self)
    if shape == .bars { shown.append(0) }
    return Axis(showing: shown, from: Self.left, to: Self.right, room: 0.06)
  }

  private func draw(_ mark: Mark, _ svg: inout SVG, _ axis: Axis, _ y: Double) {
    let interval = mark.interval
    let x = axis.place(interval.value)
    if shape == .bars {
      let zero = axis.place(0)
      svg.rectangle(
        "amount \(mark.kind)", x: min(x, zero), y: y - 4, width: abs(x - zero), height: 8)
    }
    if let low = interval.low, let high = interval.high {
      svg.line("whisker \(mark.kind)", axis.place(low), y, axis.place(high), y)
    }
    if shape == .points { svg.circle("estimate \(mark.kind)", x: x, y: y, radius: 4) }
  }

  /// Labels near an edge grow away from it.
  private static func anchor(_ x: Double) -> String {
    x < 60 ? "start" : (x > width - 60 ? "end" : "middle")
  }
}
