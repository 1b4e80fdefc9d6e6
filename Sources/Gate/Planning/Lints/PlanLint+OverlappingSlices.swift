internal import Findings
internal import Kernels

extension PlanLint {
  /// Slices of nearly the same rows: one regression then counts twice, and the correction pays twice.
  static let overlappingSlices = PlanLint(
    id: "overlapping_slices", summary: "Two slices hold nearly the same rows."
  ) { facts in
    // Beyond that many slices, pairs take longer than the gate.
    let slices = Array(facts.usedSlices.prefix(400))
    let counts = slices.map(\.mask.count)
    var remarks: [Remark] = []
    for first in slices.indices {
      for second in slices.indices.dropFirst(first + 1) where counts[first] > 0 {
        // Sets of very different size cannot share much.
        let (small, large) = (
          min(counts[first], counts[second]), max(counts[first], counts[second])
        )
        guard Double(small) >= 0.7 * Double(large) else { continue }
        let shared = slices[first].mask.intersection(slices[second].mask).count
        let share = Double(shared) / Double(counts[first] + counts[second] - shared)
        guard share >= 0.7 else { continue }
        let percent = Int((100 * share).rounded(.down))
        remarks.append(
          Remark(
            message: shared == small && small == large
              ? "slices '\(slices[first].name)' and '\(slices[second].name)' are the same rows"
              : "slices '\(slices[first].name)' and '\(slices[second].name)' share \(percent)% of their rows",
            place: nil))
      }
    }
    guard remarks.count > 10 else { return remarks }
    let more = Remark(
      message:
        "\(NumberStyle.ascii.count(remarks.count - 10)) further pairs of slices overlap as much",
      place: nil)
    return Array(remarks.prefix(10)) + [more]
  }
}
