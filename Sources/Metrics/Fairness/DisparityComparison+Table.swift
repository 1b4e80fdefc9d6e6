import Findings
import Statistics

extension DisparityComparison {
  /// The statistic of every group, also of those that are not judged.
  package func table(_ statistic: GroupStatistic, of disparity: Disparity) -> GroupTable {
    let values = codes.groups.indices.map { value(statistic, .candidate, $0) }
    let judged = codes.groups.indices.filter {
      standing($0) == .judged && (values[$0]?.rows ?? 0) >= policy.leastDenominator
    }
    let highest = judged.max { (values[$0]?.value ?? 0) < (values[$1]?.value ?? 0) }
    let isPaired = [.difference, .ratio].contains(disparity.contrast)
    let reference = isPaired ? policy.reference.flatMap(codes.place) ?? highest : nil
    func estimate(_ value: GroupValue?) -> Estimate? {
      value.map { value in
        let limits = value.limits(alpha: alpha)
        return Estimate(
          value: value.value, low: limits?.low, high: limits?.high, rows: value.rows)
      }
    }
    return GroupTable(
      id: statistic.id, name: statistic.name, counted: statistic.counted,
      isShare: { if case .share = statistic.scale { true } else { false } }(),
      rows: codes.groups.indices.map { group in
        var compared: Double?
        if let reference, reference != group, let own = values[group]?.value,
          let other = values[reference]?.value
        {
          compared =
            disparity.contrast == .ratio ? (other > 0 ? own / other : nil) : own - other
        }
        return GroupTable.Row(
          group: codes.groups[group], standing: standing(group), rows: rows(group),
          denominator: values[group]?.rows ?? 0, candidate: estimate(values[group]),
          baseline: hasBaseline && statistic.isOfBoth
            ? estimate(value(statistic, .baseline, group)) : nil,
          toReference: compared)
      }, reference: reference)
  }
}
