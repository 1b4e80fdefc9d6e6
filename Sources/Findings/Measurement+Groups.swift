/// Facts in ``Measurement/detail`` that judging and messages read.
extension Measurement {
  /// What the number says, as a sentence without its end; it stands before the reasons in a message.
  package var statement: String? {
    get { text("statement") }
    set { detail["statement"] = newValue.map(JSONValue.string) }
  }

  /// What is judged and not measured, as the rest of a sentence: no bound can be shown to hold then.
  package var gap: String? {
    get { text("not_measured") }
    set { detail["not_measured"] = newValue.map(JSONValue.string) }
  }

  /// Whether there are the numbers that `condition` is about, in every group that is judged.
  package func isDefined(for condition: Condition) -> Bool {
    let isCompared = !condition.kind.isComparison || baseline?.estimate != nil
    return candidate.estimate != nil && isCompared && gap == nil
  }

  private func text(_ key: String) -> String? {
    if case .string(let text)? = detail[key] { text } else { nil }
  }
}
