internal import Findings
internal import Metrics

/// What a disparity says, in words that a reviewer needs no formula for.
struct GroupSentence {
  let disparity: Disparity
  let tables: [GroupTable]
  let result: DisparityComparison.Result

  private var style: NumberStyle { .ascii }

  /// `Female is selected at 0.62 of the rate of Male (19.2% of 3,210 rows against 31.0% of 6,433)`.
  var text: String? {
    guard let extreme = result.extreme, tables.indices.contains(extreme.statistic) else {
      return nil
    }
    let table = tables[extreme.statistic]
    let lower = table.rows[extreme.lower]
    guard let low = lower.candidate else { return nil }
    guard let place = extreme.higher, let high = table.rows[place].candidate else {
      return "the \(table.name) of \(lower.group.label) is \(value(low.value, table)) "
        + "(\(style.count(lower.denominator)) \(table.counted))"
    }
    let higher = table.rows[place]
    let evidence =
      "(\(value(low.value, table)) of \(style.count(lower.denominator)) \(table.counted) against "
      + "\(value(high.value, table)) of \(style.count(higher.denominator)))"
    let isSelection = table.id == "selection_rate"
    let (first, second) = (lower.group.label, higher.group.label)
    if disparity.isSigned, result.group == higher.group {
      return signed(higher, high, lower, low, table)
    }
    if disparity.contrast == .ratio {
      let ratio = high.value > 0 ? style.ratio(low.value / high.value) : "0"
      return isSelection
        ? "\(first) is selected at \(ratio) of the rate of \(second) \(evidence)"
        : "the \(table.name) of \(first) is \(ratio) of that of \(second) \(evidence)"
    }
    let gap = difference(high.value - low.value, table)
    return isSelection
      ? "\(first) is selected \(gap) less often than \(second) \(evidence)"
      : "the \(table.name) of \(first) is \(gap) below that of \(second) \(evidence)"
  }

  /// A group that has more than the reference.
  private func signed(
    _ group: GroupTable.Row, _ own: Estimate, _ reference: GroupTable.Row, _ other: Estimate,
    _ table: GroupTable
  ) -> String {
    let evidence =
      "(\(value(own.value, table)) of \(style.count(group.denominator)) \(table.counted) against "
      + "\(value(other.value, table)) of \(style.count(reference.denominator)))"
    let (first, second) = (group.group.label, reference.group.label)
    let verb =
      table.id == "selection_rate" ? "\(first) is selected" : "the \(table.name) of \(first) is"
    if disparity.contrast == .ratio {
      let ratio = other.value > 0 ? style.ratio(own.value / other.value) : "more"
      return table.id == "selection_rate"
        ? "\(verb) at \(ratio) of the rate of \(second) \(evidence)"
        : "\(verb) \(ratio) of that of \(second) \(evidence)"
    }
    let gap = difference(own.value - other.value, table)
    return table.id == "selection_rate"
      ? "\(verb) \(gap) more often than \(second) \(evidence)"
      : "\(verb) \(gap) above that of \(second) \(evidence)"
  }

  private func value(_ value: Double, _ table: GroupTable) -> String {
    table.isShare ? style.percent(value) : style.number(value)
  }

  private func difference(_ gap: Double, _ table: GroupTable) -> String {
    table.isShare ? style.margin(gap, unit: "rate") : style.number(gap)
  }

  /// Which groups are shown and not judged.
  static func leftOut(_ table: GroupTable?, policy: GroupPolicy) -> String? {
    guard let table else { return nil }
    let small = table.rows.filter { $0.standing == .small }.map(\.group.label)
    let unknown = table.rows.filter { $0.standing == .unknown }.reduce(0) { $0 + $1.rows }
    var notes: [String] = []
    if !small.isEmpty {
      let shown = small.prefix(4).joined(separator: ", ")
      let more = small.count > 4 ? " and \(small.count - 4) more" : ""
      notes.append("too small to be judged: \(shown)\(more)")
    }
    if unknown > 0 {
      let count = NumberStyle.ascii.count(unknown)
      notes.append(
        unknown < policy.publishedRows
          ? "a few rows of unknown group are left out"
          : "\(count) rows of unknown group are left out")
    }
    return notes.isEmpty ? nil : notes.joined(separator: "; ")
  }
}
