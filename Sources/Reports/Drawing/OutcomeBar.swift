import Findings

/// All findings as one bar, by outcome. The counts beside it have the numbers.
enum OutcomeBar {
  private static let (width, height, gap) = (400.0, 6.0, 2.0)

  static func drawing(_ counts: Report.Counts) -> String {
    let shown = Outcome.byUrgency.filter { counts[$0] > 0 }
    let total = Double(shown.reduce(0) { $0 + counts[$1] })
    guard total > 0 else { return "" }
    let room = width - gap * Double(shown.count - 1)
    // One of thousands can still be seen.
    let sizes = shown.map { max(Double(counts[$0]) / total * room, 4) }
    let scale = room / sizes.reduce(0, +)
    return SVG(width: width, height: height, kind: "share", stretches: true) { svg in
      var x = 0.0
      for (outcome, size) in zip(shown, sizes) {
        svg.rectangle(
          "part is-\(outcome.rawValue)", x: x, y: 0, width: size * scale, height: height)
        x += size * scale + gap
      }
    }.text
  }
}
