import Findings

/// The number of each group with its interval, one line a group, and the band that counts as parity.
struct GroupPlot {
  static let groupLimit = 30

  let groups: Exhibit.Groups
  let style: NumberStyle

  /// Nil where no group has a number, or there are too many to read.
  func drawing(id: String, title: String) -> String? {
    let shown = groups.groups.filter { $0.candidate != nil }
    guard !shown.isEmpty, shown.count <= Self.groupLimit else { return nil }
    let (width, line, top) = (480.0, 30.0, 24.0)
    let estimates = shown.flatMap { [$0.candidate, $0.baseline].compactMap { $0 } }
    let limits = estimates.flatMap { [$0.value, $0.low ?? $0.value, $0.high ?? $0.value] }
    let axis = Axis(
      showing: limits + [groups.bandLow, groups.bandHigh].compactMap { $0 }, from: 150,
      to: width - 10, room: 0.06)
    let bottom = top + line * Double(shown.count)
    return SVG(
      id: id, width: width, height: bottom + 22, kind: "groups", title: title,
      description: description(shown)
    ) { svg in
      band(&svg, axis, top, bottom)
      svg.line("axis", axis.start, bottom, axis.end, bottom)
      for tick in axis.ticks(5) {
        let x = axis.place(tick)
        svg.line("grid", x, top, x, bottom)
        svg.label("note", text(tick), x: x, y: bottom + 15)
      }
      for (place, group) in shown.enumerated() {
        let middle = top + line * (Double(place) + 0.5)
        svg.label(
          group.note.hasPrefix("not ") ? "note" : "note strong",
          VisibleText.line(group.name, limit: 24), x: axis.start - 8, y: middle + 4, anchor: "end")
        if let baseline = group.baseline {
          mark(&svg, baseline, axis, middle + 5, "s-baseline")
        }
        if let candidate = group.candidate {
          mark(&svg, candidate, axis, middle - (group.baseline == nil ? 0 : 4), "s-candidate")
        }
      }
    }.text
  }

  private func band(_ svg: inout SVG, _ axis: Axis, _ top: Double, _ bottom: Double) {
    guard groups.bandLow != nil || groups.bandHigh != nil else { return }
    let low = groups.bandLow.map(axis.place) ?? axis.start
    let high = groups.bandHigh.map(axis.place) ?? axis.end
    svg.rectangle("forbidden", x: axis.start, y: top, width: low - axis.start, height: bottom - top)
    svg.rectangle("forbidden", x: high, y: top, width: axis.end - high, height: bottom - top)
    if groups.bandLow != nil { svg.line("bound", low, top, low, bottom) }
    if groups.bandHigh != nil { svg.line("bound", high, top, high, bottom) }
    svg.label("note strong", "parity band", x: (low + high) / 2, y: top - 8)
  }

  private func mark(
    _ svg: inout SVG, _ estimate: Estimate, _ axis: Axis, _ y: Double, _ series: String
  ) {
    if let low = estimate.low, let high = estimate.high {
      svg.line("series \(series)", axis.place(low), y, axis.place(high), y)
    }
    svg.circle("dot \(series)", x: axis.place(estimate.value), y: y, radius: 4)
  }

  private func text(_ value: Double) -> String {
    groups.isShare ? style.short(value * 100) + "%" : style.short(value)
  }

  private func description(_ shown: [Exhibit.Group]) -> String {
    shown.prefix(8).map { group in
      "\(group.name) \(group.candidate.map { text($0.value) } ?? "")"
    }.joined(separator: ", ")
  }
}
