internal import Checks
internal import Findings
internal import Metrics

/// Decides the rows of a binary gate where the threshold is no plain number: each model's own, or one
/// that is tuned on scores.
struct DecisionResolver {
  let configuration: GateConfiguration

  /// Decided outcomes, with a fact for each model whose threshold was chosen here.
  struct Resolved {
    var outcomes: [Role: Outcomes]
    var facts: [Role: Report.Fact] = [:]
    /// What thresholds at the edge come to.
    var notes: [Report.Note] = []

    /// The inputs of a report, with the facts of the models among them.
    func facts(on inputs: [Report.Input]) -> [Report.Input] {
      inputs.map { input in
        var input = input
        if let fact = Role(rawValue: input.role).flatMap({ facts[$0] }) { input.facts.append(fact) }
        return input
      }
    }
  }

  func resolve(_ outcomes: [Role: Outcomes]) throws(GateError) -> Resolved {
    var resolved = Resolved(outcomes: outcomes)
    try refuseOtherTasks(outcomes)
    switch configuration.decision.threshold {
    case .standard: return resolved
    case .fixed(let threshold):
      for role in Role.allCases {
        guard case .binary(let rows)? = outcomes[role] else { continue }
        try check(threshold, rows, role, configuration.decision.place, &resolved)
      }
    case .frozen:
      for role in Role.allCases {
        guard case .binary(let rows)? = outcomes[role] else { continue }
        guard let threshold = configuration.reference(role)?.threshold else {
          throw .configuration(
            ConfigurationError(
              file: configuration.file,
              problems: [
                .init(
                  place: configuration.reference(role)?.path.place,
                  message: "'decision.threshold' is frozen, and the \(role.rawValue) has no "
                    + "'threshold'; write {path: …, threshold: 0.37}")
              ]))
        }
        let place = configuration.reference(role)?.path.place
        try check(threshold, rows, role, place, &resolved)
        try decide(rows, at: threshold, note: "frozen with the model", role, &resolved)
      }
    case .tuned(let point):
      try check(point, outcomes[.candidate], &resolved)
      for role in Role.allCases {
        guard case .binary(let rows)? = outcomes[role] else { continue }
        let source: Role =
          configuration.decision.tuneOn == .baseline && outcomes[.baseline] != nil
          ? .baseline : role
        guard case .binary(let tuning)? = outcomes[source] else { continue }
        let choice: OperatingPoint.Choice
        switch point.choose(on: tuning) {
        case .success(let found): choice = found
        case .failure(let problem):
          throw .unloadable(
            "\(path(source)): 'decision.threshold: \(configuration.decision.text)' cannot be met: "
              + problem.reason)
        }
        let note =
          "\(configuration.decision.text), tuned on the \(source.rawValue)'s scores of these rows, "
          + "where it came to \(NumberStyle.ascii.short(choice.achieved))"
        try decide(rows, at: choice.threshold, note: note, role, &resolved)
      }
    }
    return resolved
  }

  private func refuseOtherTasks(_ outcomes: [Role: Outcomes]) throws(GateError) {
    guard configuration.decision.threshold != .standard, let candidate = outcomes[.candidate]
    else { return }
    if case .binary = candidate { return }
    throw .configuration(
      ConfigurationError(
        file: configuration.file,
        problems: [
          .init(
            place: configuration.decision.place,
            message: "'decision.threshold' is for binary gates, and this one is not")
        ]))
  }

  private func decide(
    _ rows: BinaryOutcomes, at threshold: Double, note: String, _ role: Role,
    _ resolved: inout Resolved
  ) throws(GateError) {
    guard !rows.scores.isEmpty || rows.count == 0 else {
      throw .unloadable(
        "\(path(role)): gives decisions, not scores, so 'decision.threshold: "
          + "\(configuration.decision.text)' cannot be applied")
    }
    resolved.outcomes[role] = .binary(rows.decided(at: threshold))
    resolved.facts[role] = Report.Fact(
      name: "decision threshold", value: "\(NumberStyle.ascii.short(threshold)) (\(note))")
  }

  private func path(_ role: Role) -> String {
    configuration.reference(role)?.path.value ?? role.rawValue
  }
}
