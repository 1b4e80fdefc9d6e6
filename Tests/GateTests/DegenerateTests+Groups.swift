import Checks
import Findings
import Testing

/// What holds for the lines of checks that compare groups.
extension DegenerateTests {
  @Test func `a perfect model is never failed for its groups`() {
    // Base rates of the groups differ, so what compares decisions alone may; errors may not.
    let ofDecisions = [
      "demographic_parity", "statistical_parity", "disparate_impact", "scoring_rate",
      "mean_score", "mean_prediction", "attribute_from_score", "score_",
    ]
    for line in Self.lines where line.kind.comparesGroups {
      guard [.perfect, .unmeasuredGroup].contains(line.situation),
        !ofDecisions.contains(where: line.kind.id.hasPrefix)
      else { continue }
      // Of what is better low the maximum, of what is better high the minimum, on the interval.
      switch line.kind.direction {
      case .lower: #expect(line.outcomes[3] != .failed, "\(line.text)")
      case .higher: #expect(line.outcomes[2] != .failed, "\(line.text)")
      case .none: break
      }
    }
  }

  @Test func `what is not measured in a group is never shown to hold`() {
    let lines = Self.lines.filter { $0.measurements.first?.gap != nil }
    #expect(lines.contains { $0.situation == .unmeasuredGroup })
    for line in lines { #expect(!line.outcomes.contains(.passed), "\(line.text)") }
  }

  @Test func `one group is compared with nothing`() {
    for line in Self.lines where line.situation == .oneGroup {
      guard let first = line.measurements.first, case .number(let estimate) = first.candidate else {
        continue
      }
      // A group by itself has a bias or a loss, and no distance.
      let isOwn = ["_group_max", "group_bias", "group_calibration_error"]
        .contains(where: line.kind.id.hasSuffix)
      #expect(isOwn, "\(line.text) \(estimate)")
    }
  }
}
