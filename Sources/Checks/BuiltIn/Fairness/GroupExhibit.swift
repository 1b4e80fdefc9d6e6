internal import Findings
internal import Metrics

/// One statistic of every group, to be drawn with the band that an entry's conditions call parity.
struct GroupExhibit {
  let disparity: Disparity
  let table: GroupTable
  let codes: GroupCodes
  let policy: GroupPolicy
  let conditions: [Condition]

  var exhibit: Exhibit {
    let band = band
    return Exhibit(
      id: "\(table.id)[\(codes.title)]",
      title: table.name.prefix(1).uppercased() + table.name.dropFirst() + " \(codes.title)",
      content: .groups(
        Exhibit.Groups(
          label: table.name, counted: table.counted, comparison: comparison,
          isShare: table.isShare, bandLow: band.low, bandHigh: band.high,
          groups: table.rows.indices.filter { table.rows[$0].rows > 0 }.map(group))))
  }

  private var comparison: String? {
    guard let reference = table.reference else { return nil }
    let word = disparity.contrast == .ratio ? "ratio to" : "difference to"
    return "\(word) \(codes.groups[reference].label)"
  }

  private func group(_ place: Int) -> Exhibit.Group {
    let row = table.rows[place]
    guard row.rows >= policy.publishedRows else {
      return Exhibit.Group(
        name: row.group.label, rows: nil, note: "fewer than \(policy.publishedRows) rows")
    }
    guard row.denominator >= policy.publishedRows || row.denominator == 0 else {
      return Exhibit.Group(
        name: row.group.label, rows: row.rows,
        note: "fewer than \(policy.publishedRows) \(table.counted)")
    }
    return Exhibit.Group(
      name: row.group.label, rows: row.rows, candidate: row.candidate, baseline: row.baseline,
      comparison: row.toReference, note: note(row, isReference: place == table.reference))
  }

  private func note(_ row: GroupTable.Row, isReference: Bool) -> String {
    switch row.standing {
    case .unknown, .small, .empty: return "not judged: " + GroupDetail.word(row.standing)
    case .judged where row.denominator < policy.leastDenominator:
      return "not measured: \(row.denominator) \(table.counted)"
    case .judged:
      return isReference ? (policy.reference == nil ? "highest" : "reference") : ""
    }
  }

  /// The values that are near enough to the reference's.
  private var band: (low: Double?, high: Double?) {
    guard let reference = table.reference,
      let center = table.rows[reference].candidate?.value
    else {
      let most = conditions.first { $0.kind == .max }?.bound.value
      return disparity.contrast == .farthest
        ? (most.map { -$0 }, most) : (nil, disparity.contrast == .largest ? most : nil)
    }
    let isOneWay = policy.reference == nil
    if disparity.contrast == .ratio {
      guard let least = conditions.first(where: { $0.kind == .min })?.bound.value, least > 0 else {
        return (nil, nil)
      }
      let most = disparity.isSigned ? conditions.first { $0.kind == .max }?.bound.value : 1 / least
      return (center * least, isOneWay ? center : most.map { center * $0 })
    }
    guard let most = conditions.first(where: { $0.kind == .max })?.bound.value else {
      return (nil, nil)
    }
    let least =
      disparity.isSigned ? conditions.first { $0.kind == .min }?.bound.value : -most
    return (least.map { center + $0 }, isOneWay ? center : center + most)
  }
}
