import Findings

/// Heights over bins: the first series as bars, every further one as a step line over them.
enum HistogramPlot {
  private static let (width, height) = (400.0, 260.0)
  private static let binLimit = 100

  /// Nil where there is nothing to draw, or more bins than can be told apart.
  static func drawing(
    id: String, title: String, edges: [Double], series: [Exhibit.Bars]
  ) -> String? {
    let bins = edges.count - 1
    guard bins > 0, bins <= binLimit, series.allSatisfy({ $0.heights.count == bins }) else {
      return nil
    }
    let (left, right, top, bottom) = (52.0, width - 10, 10.0, height - 44)
    let most = series.flatMap(\.heights).max() ?? 1
    let x = Axis(showing: edges, from: left, to: right, room: 0)
    let y = Axis(low: 0, high: max(most, 0) * 1.05, start: bottom, end: top)
    return SVG(
      id: id, width: width, height: height, kind: "histogram",
      title: VisibleText.line(title, limit: 80),
      description: "\(bins) bins from \(NumberStyle.typographic.number(edges[0])) to "
        + NumberStyle.typographic.number(edges[bins])
    ) { svg in
      CurvePlot.frame(&svg, x, y, xLabel: "", yLabel: "share of rows")
      for (index, bars) in series.enumerated() {
        let kind = CurvePlot.seriesClass(bars.name, index)
        if index == 0 {
          for (bin, value) in bars.heights.enumerated() {
            let (start, end) = (x.place(edges[bin]), x.place(edges[bin + 1]))
            svg.rectangle(
              "bar \(kind)", x: start, y: y.place(value), width: end - start,
              height: bottom - y.place(value))
          }
        } else {
          let steps = bars.heights.enumerated().flatMap { bin, value in
            [
              (x: x.place(edges[bin]), y: y.place(value)),
              (x: x.place(edges[bin + 1]), y: y.place(value)),
            ]
          }
          svg.polyline("series \(kind)", steps)
        }
      }
    }.text
  }
}
