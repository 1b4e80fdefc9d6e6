import Findings

/// One number of each group as a table of texts, for every format for people.
struct GroupsText {
  let groups: Exhibit.Groups
  let style: NumberStyle

  /// Columns that no group has a cell in are left out.
  var header: [String] {
    ["group", "rows", groups.counted == "rows" ? nil : groups.counted, "candidate"].compactMap {
      $0
    }
      + (hasBaseline ? ["baseline"] : []) + (groups.comparison.map { [$0] } ?? []) + [""]
  }

  var rows: [[String]] {
    groups.groups.map { group in
      var cells = [group.name, group.rows.map(style.count) ?? "few"]
      if groups.counted != "rows" {
        cells.append(group.candidate.map { style.count($0.rows) } ?? "")
      }
      cells.append(text(group.candidate))
      if hasBaseline { cells.append(text(group.baseline)) }
      if groups.comparison != nil { cells.append(comparison(group)) }
      return cells + [note(group)]
    }
  }

  private var hasBaseline: Bool { groups.groups.contains { $0.baseline != nil } }

  /// Which side of the band the value is on; nil inside, and where there is no band.
  func side(_ value: Double) -> String? {
    if let low = groups.bandLow, value < low { return "below the band" }
    if let high = groups.bandHigh, value > high { return "above the band" }
    return nil
  }

  private func note(_ group: Exhibit.Group) -> String {
    guard group.note.isEmpty, let value = group.candidate?.value else { return group.note }
    return side(value) ?? ""
  }

  /// `19.2% [18.1%, 20.3%]`.
  private func text(_ estimate: Estimate?) -> String {
    guard let estimate else { return "–" }
    if groups.isShare {
      return style.percent(estimate.value)
        + (style.percentInterval(estimate).map { " \($0)" } ?? "")
    }
    return style.number(estimate.value)
      + (style.interval(estimate, unit: "").map { " \($0)" } ?? "")
  }

  private func comparison(_ group: Exhibit.Group) -> String {
    guard let value = group.comparison else { return group.candidate == nil ? "–" : "" }
    let isRatio = groups.comparison?.hasPrefix("ratio") ?? false
    return isRatio || !groups.isShare ? style.number(value) : style.change(value, unit: "rate")
  }
}
