import Findings

extension IntervalPlot {
  private static let (width, height) = (160.0, 20.0)

  /// The plot without words and as small as a cell of a table, for rows that are compared at a glance.
  ///
  /// Worse is always left, and a bound on one side stands at the same place in every row, so that
  /// a column of strips shows which intervals cross their bounds. The cells beside it have the
  /// numbers, so a screen reader passes over it.
  func strip(outcome: Outcome) -> String {
    let scale = StripScale(self, width: Self.width)
    return SVG(width: Self.width, height: Self.height, kind: "strip is-\(outcome.rawValue)") {
      svg in
      for (start, end) in scale.forbidden {
        svg.rectangle("forbidden", x: start, y: 0, width: end - start, height: Self.height)
      }
      if let origin {
        let x = scale.place(origin.value)
        svg.line("origin", x, 2, x, 18)
      }
      for bound in bounds {
        let x = scale.place(bound.value)
        svg.line("bound", x, 0, x, Self.height)
      }
      if let low, let high { svg.line("whisker", scale.place(low), 10, scale.place(high), 10) }
      svg.circle("estimate", x: scale.place(value), y: 10, radius: 4)
    }.text
  }
}
