internal import Findings

extension PlanLint {
  /// `min: 0` lets everything pass, and `max: 0` on an interval nothing.
  static let boundAtTheEdge = PlanLint(
    id: "bound_at_the_edge", summary: "A bound lies where nothing can fail, or nothing can hold."
  ) { facts in facts.bounds(.edge) }
}

extension PlanFacts {
  /// What `check` notes as well.
  func bounds(_ weight: BoundRemark.Weight) -> [PlanLint.Remark] {
    Plan(entries: entries).boundRemarks(configuration).filter { $0.weight == weight }
      .map { PlanLint.Remark(message: $0.message, place: $0.place) }
  }
}
