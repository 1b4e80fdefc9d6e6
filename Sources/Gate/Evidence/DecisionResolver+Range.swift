internal import Checks
internal import Findings
internal import Metrics

/// Thresholds that no score can reach, or that every one does.
extension DecisionResolver {
  /// Refuses a threshold outside of what a model's answers can be, and notes one that divides nothing.
  func check(
    _ threshold: Double, _ rows: BinaryOutcomes, _ role: Role, _ place: ConfigurationNode.Place?,
    _ resolved: inout Resolved
  ) throws(GateError) {
    let style = NumberStyle.ascii
    // Answers that are decisions already are 0 and 1.
    let isShare = rows.scoresAreProbabilities || rows.scores.isEmpty
    if isShare, !(0...1).contains(threshold) {
      let hint =
        (0...1).contains(threshold / 100) ? "; '\(style.short(threshold / 100))' may be meant" : ""
      throw .configuration(
        configuration, place,
        "the threshold \(style.short(threshold)) is outside 0…1, where the \(role.rawValue)'s answers "
          + "are\(hint)")
    }
    guard rows.count > 0 else { return }
    let called =
      rows.scores.isEmpty
      ? rows.decisions.count { $0 == 1 } : rows.scores.count { $0 >= threshold }
    guard called == 0 || called == rows.count else { return }
    resolved.notes.append(
      note(
        "the threshold \(style.short(threshold)) divides nothing: the \(role.rawValue) calls "
          + "\(called == 0 ? "no row" : "every row") positive", place))
  }

  /// Refuses a capacity that the rows do not have, and notes a rule that every threshold meets.
  func check(
    _ point: OperatingPoint, _ outcomes: Outcomes?, _ resolved: inout Resolved
  ) throws(GateError) {
    guard case .binary(let rows)? = outcomes else { return }
    let mass = rows.weights.map { $0.reduce(0, +) } ?? Double(rows.count)
    let rule = "'decision.threshold: \(configuration.decision.text)'"
    let all = "calls every row positive"
    let effect: String?
    switch point {
    case .topRows(let count) where count > mass * (1 + 1e-9):
      throw .configuration(
        configuration, configuration.decision.place,
        "\(rule) is more than there is: \(configuration.data.evaluation.value) has "
          + "\(NumberStyle.ascii.short(mass)) \(rows.weights == nil ? "rows" : "of weight")")
    case .topRows(let count): effect = count >= mass ? all : nil
    case .topShare(let share): effect = share >= 1 ? all : nil
    case .falsePositiveRate(let most): effect = most >= 1 ? all : nil
    case .recall(let least): effect = least <= 0 ? "calls no row positive" : nil
    case .precision(let least): effect = least <= 0 ? all : nil
    case .leastCost: effect = nil
    }
    if let effect {
      resolved.notes.append(
        note("\(rule) limits nothing: it \(effect)", configuration.decision.place))
    }
  }

  private func note(_ message: String, _ place: ConfigurationNode.Place?) -> Report.Note {
    BoundRemark(weight: .edge, message: message, place: place).note(in: configuration.file)
  }
}
