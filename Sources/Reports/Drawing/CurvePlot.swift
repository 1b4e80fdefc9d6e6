import Findings

/// Lines in a unit square or a plain plot, with axes, ticks and the diagonal where it means chance
/// or perfect calibration.
enum CurvePlot {
  private static let (width, height) = (400.0, 340.0)
  /// Points that a line keeps; more cannot be seen at this size.
  private static let pointLimit = 160

  static func drawing(
    id: String, title: String, xLabel: String, yLabel: String, unitSquare: Bool, diagonal: Bool,
    series: [Exhibit.Series]
  ) -> String {
    let points = series.flatMap(\.points)
    let (left, right, top, bottom) = (52.0, width - 10, 10.0, height - 44)
    let x =
      unitSquare
      ? Axis(low: 0, high: 1, start: left, end: right)
      : Axis(showing: points.map(\.x), from: left, to: right, room: 0.02)
    let y =
      unitSquare
      ? Axis(low: 0, high: 1, start: bottom, end: top)
      : Axis(showing: points.map(\.y), from: bottom, to: top, room: 0.05)
    let names = series.map { VisibleText.line($0.name, limit: 40) }.joined(separator: " and ")
    return SVG(
      id: id, width: width, height: height, kind: "curves",
      title: VisibleText.line(title, limit: 80),
      description: "\(yLabel) against \(xLabel) for \(names)"
    ) { svg in
      frame(&svg, x, y, xLabel: xLabel, yLabel: yLabel)
      if diagonal {
        svg.line(
          "diagonal", x.place(max(x.low, y.low)), y.place(max(x.low, y.low)),
          x.place(min(x.high, y.high)), y.place(min(x.high, y.high)))
      }
      // The candidate last, on top.
      for (index, line) in series.enumerated().reversed() {
        let kept = thinned(line.points).map { (x: x.place($0.x), y: y.place($0.y)) }
        svg.polyline("series \(seriesClass(line.name, index))", kept)
        if kept.count <= 12 {
          for point in kept {
            svg.circle("dot \(seriesClass(line.name, index))", x: point.x, y: point.y, radius: 2.5)
          }
        }
      }
    }.text
  }

  /// The class that gives a line its colour and dashes.
  static func seriesClass(_ name: String, _ index: Int) -> String {
    switch name {
    case "candidate": "s-candidate"
    case "baseline": "s-baseline"
    default: "s-\(index % 4)"
    }
  }

  /// Axes, grid, ticks and labels; shared by every plot with two axes.
  static func frame(
    _ svg: inout SVG, _ x: Axis, _ y: Axis, xLabel: String, yLabel: String
  ) {
    for tick in y.ticks(5) {
      svg.line("grid", x.start, y.place(tick), x.end, y.place(tick))
      svg.label(
        "tick", NumberStyle.typographic.short(tick), x: x.start - 7, y: y.place(tick) + 4,
        anchor: "end")
    }
    for tick in x.ticks(5) {
      svg.line("grid", x.place(tick), y.start, x.place(tick), y.end)
      svg.label("tick", NumberStyle.typographic.short(tick), x: x.place(tick), y: y.start + 17)
    }
    svg.line("axis", x.start, y.start, x.end, y.start)
    svg.line("axis", x.start, y.start, x.start, y.end)
    let label = VisibleText.line(xLabel, limit: 60)
    svg.label("axis-label", label, x: (x.start + x.end) / 2, y: y.start + 37)
    let middle = SVG.number((y.start + y.end) / 2)
    svg.element(
      "text",
      [
        ("class", "axis-label"), ("text-anchor", "middle"),
        ("transform", "translate(13 \(middle)) rotate(-90)"),
      ], text: VisibleText.line(yLabel, limit: 60))
  }

  /// Evenly chosen points; the first and the last always stay.
  private static func thinned(_ points: [Exhibit.Point]) -> [Exhibit.Point] {
    guard points.count > pointLimit else { return points }
    return (0..<pointLimit).map { points[$0 * (points.count - 1) / (pointLimit - 1)] }
  }
}
