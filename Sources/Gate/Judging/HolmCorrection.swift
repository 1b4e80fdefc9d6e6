internal import Findings
internal import Statistics

/// Guards against false alarms when many comparisons are judged at once.
///
/// A condition that *failed* must survive Holm's step-down procedure within its family: the whole-table
/// findings are one family, the slices of one entry another. Passing needs no correction: a gate
/// passes only if every condition holds (an intersection–union test, Berger 1982).
struct HolmCorrection {
  let alpha: Double

  /// One judged condition that shows harm or could.
  struct Candidate {
    let finding: Int
    let condition: Int
    let family: String
    let harm: Double
  }

  /// Turns failures that do not survive into inconclusive ones.
  func apply(to findings: inout [Finding], _ candidates: [Candidate]) {
    var families: [(name: String, members: [Candidate])] = []
    for candidate in candidates {
      if let index = families.firstIndex(where: { $0.name == candidate.family }) {
        families[index].members.append(candidate)
      } else {
        families.append((candidate.family, [candidate]))
      }
    }
    for family in families where family.members.count > 1 {
      let adjusted = Multiplicity.holm(family.members.map(\.harm))
      for (member, p) in zip(family.members, adjusted) {
        let judged = findings[member.finding].conditions[member.condition]
        guard judged.outcome == .failed, p > alpha else { continue }
        findings[member.finding].conditions[member.condition].outcome = .inconclusive
        findings[member.finding].conditions[member.condition].reason =
          judged.reason
          + ", but not after Holm's correction for \(family.members.count) comparisons "
          + "(adjusted \(NumberStyle.ascii.p(p)))"
      }
    }
  }
}
