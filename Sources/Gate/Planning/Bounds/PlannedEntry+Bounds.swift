internal import Checks
internal import Findings

extension PlannedEntry {
  /// What the ranges of its numbers say of the bounds that it states.
  var boundRemarks: [BoundRemark] {
    let range = NumberRange(self)
    // The part of an entry that compares with the anchor has the same options.
    let options = configuration.comparesWith == .baseline ? check.idleOptions : []
    let idle = options.map {
      BoundRemark(
        weight: .edge, message: "'\(configuration.id)': \($0)", place: configuration.check.place)
    }
    return idle
      + configuration.conditions.compactMap { condition in
        let subject =
          "'\(condition.kind.rawValue): \(condition.bound.text)' of '\(configuration.id)'"
        let remark =
          condition.kind.isComparison
          ? MarginReview(
            range: range, direction: kind.direction, subject: subject, condition: condition,
            mustHold: configuration.proof != .harm
          ).remark()
          : ThresholdReview(
            range: range, subject: subject, condition: condition, canBeExact: kind.canBeExact
          ).remark()
        return remark.map { weight, message in
          BoundRemark(
            weight: weight, message: message,
            place: configuration.boundPlaces[condition.kind] ?? configuration.check.place)
        }
      }
  }
}

extension Plan {
  /// What the ranges of the numbers say of all bounds of the gate, those of its waivers among them.
  func boundRemarks(_ configuration: GateConfiguration) -> [BoundRemark] {
    entries.flatMap(\.boundRemarks)
      + configuration.waivers.flatMap { waiver in
        // Of several entries that a pattern names, the first that has something against it.
        entries.filter { waiver.mayName($0) }.lazy.compactMap { waiver.remark($0) }.prefix(1)
      }
  }
}
