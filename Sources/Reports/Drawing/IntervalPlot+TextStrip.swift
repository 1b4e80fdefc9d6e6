extension IntervalPlot {
  /// The strip in characters, for text that stands in a code span: `░░├●┤░┃··┊···`.
  ///
  /// Worse is left. `░` is beyond a bound, `┃` the bound itself, `┊` no difference, or the baseline's
  /// value.
  var textStrip: String {
    let columns = 17
    let scale = StripScale(self, width: 160)
    func column(_ value: Double) -> Int {
      min(max(Int(scale.place(value) / 160 * Double(columns)), 0), columns - 1)
    }
    var cells = [Character](repeating: "·", count: columns)
    for (start, end) in scale.forbidden {
      for index in cells.indices {
        let center = (Double(index) + 0.5) * 160 / Double(columns)
        if center >= start, center < end { cells[index] = "░" }
      }
    }
    if let origin { cells[column(origin.value)] = "┊" }
    for bound in bounds { cells[column(bound.value)] = "┃" }
    if let low, let high {
      let ends = [column(low), column(high)].sorted()
      for index in ends[0]...ends[1] where cells[index] != "┃" { cells[index] = "─" }
      if ends[0] < ends[1] {
        if cells[ends[0]] != "┃" { cells[ends[0]] = "├" }
        if cells[ends[1]] != "┃" { cells[ends[1]] = "┤" }
      }
    }
    cells[column(value)] = "●"
    return String(cells)
  }
}
