internal import Findings
internal import Kernels

extension PlanLint {
  /// Slices with too few rows to be judged at all.
  static let smallSlices = PlanLint(
    id: "small_slices", summary: "A slice has fewer rows than are needed to judge one."
  ) { facts in
    let minimum = facts.configuration.statistics.minimumRows
    let small = facts.usedSlices.filter { $0.mask.count < minimum }
    guard !small.isEmpty else { return [] }
    let shown = small.prefix(5).map { "\($0.name) (\(NumberStyle.ascii.count($0.mask.count)))" }
    let rest = small.count > 5 ? " and \(small.count - 5) more" : ""
    return [
      Remark(
        message: "under \(NumberStyle.ascii.count(minimum)) rows, so not judged: "
          + shown.joined(separator: ", ") + rest, place: nil)
    ]
  }
}
