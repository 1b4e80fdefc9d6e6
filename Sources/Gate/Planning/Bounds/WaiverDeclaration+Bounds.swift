internal import Checks
internal import Findings

extension WaiverDeclaration {
  /// Whether some finding of the entry may be meant; those of features, groups and found slices are known
  /// only once they are there.
  func mayName(_ entry: PlannedEntry) -> Bool {
    let id = entry.configuration.id
    let pattern = finding.value
    return names(id) || pattern.hasPrefix(id + "[") || pattern.hasPrefix(id + ".")
  }

  /// What the range of the entry's numbers says of `down_to`, or nil.
  func remark(_ entry: PlannedEntry) -> BoundRemark? {
    let range = NumberRange(entry)
    let text = waiver.downTo ?? ""
    let subject = "'down_to: \(text)' of the waiver of '\(finding.value)'"
    func remark(_ weight: BoundRemark.Weight, _ message: String) -> BoundRemark {
      BoundRemark(weight: weight, message: "\(subject) \(message)", place: finding.place)
    }
    switch limit {
    case nil: return nil
    case .value(let bound):
      guard range.limits.contains(bound.value) else {
        let hint =
          range.limits.contains(bound.value / 100)
          ? "; '\(range.text(bound.value / 100))' may be meant" : ""
        return remark(.error, "is no number of it: \(range.sentence)\(hint)")
      }
      let worst = entry.kind.direction == .lower ? range.high : range.low
      return entry.kind.direction != .none && bound.value == worst
        ? remark(.edge, "accepts any number: \(range.sentence)") : nil
    case .change(let bound):
      if bound.unit != .percent, bound.value.magnitude > range.width {
        return remark(
          .error,
          "is no change of it: \(range.sentence), so no two numbers of it are further apart than "
            + range.text(range.width))
      }
      let isGain = entry.kind.direction == .lower ? bound.value < 0 : bound.value > 0
      if isGain, entry.kind.direction != .none {
        let other = bound.text.hasPrefix("-") ? "+" : "-"
        let digits = bound.text.drop { $0 == "-" || $0 == "+" }
        return remark(
          .edge,
          "is a change for the better, so it accepts no loss; '\(other)\(digits)' may be meant")
      }
      let most = bound.unit == .percent ? 1 : range.width
      guard bound.value.magnitude >= most / 2 else { return nil }
      return remark(
        .edge,
        bound.value.magnitude >= most
          ? "accepts any change: \(range.sentence)"
          : "accepts half of all that can be lost: \(range.sentence)")
    }
  }
}
