internal import Checks
internal import Findings
internal import Metrics

/// Decides the rows of a binary gate where the threshold is no plain number: each model's own, or one
/// that is tuned on scores.
struct DecisionResolver {
  let configuration: GateConfiguration
  /// The thresholds that the models' own files hold, for the score of the gate's positive class.
  var own: [Role: Double] = [:]

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
    case .standard:
      tellUnused(&resolved)
      return resolved
    case .fixed(let threshold):
      for role in Role.allCases {
        guard case .binary(let rows)? = outcomes[role] else { continue }
        try check(threshold, rows, role, configuration.decision.place, &resolved)
      }
      tellUnused(&resolved)
    case .frozen:
      for role in Role.allCases {
        guard case .binary(let rows)? = outcomes[role] else { continue }
        let given = configuration.reference(role)?.threshold
        guard let threshold = given ?? own[role] else {
          throw .configuration(
            ConfigurationError(
              file: configuration.file,
              problems: [
                .init(
                  place: configuration.reference(role)?.path.place,
                  message: "'decision.threshold' is frozen, and the \(role.rawValue) has no "
                    + "'threshold', nor does its file hold one; write {path: …, threshold: 0.37}")
              ]))
        }
        var note = given == nil ? "the model's own" : "frozen with the model"
        if given != nil, let own = own[role], own != threshold {
          note += "; its file says \(NumberStyle.ascii.short(own))"
        }
        let place = configuration.reference(role)?.path.place
        try check(threshold, rows, role, place, &resolved)
        try decide(rows, at: threshold, note: note, role, &resolved)
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

  /// A model that decides at a threshold of its own is not judged at another without a word.
  private func tellUnused(_ resolved: inout Resolved) {
    for role in Role.allCases {
      guard case .binary(let rows)? = resolved.outcomes[role], let own = own[role],
        own != rows.threshold
      else { continue }
      let (used, other) = (NumberStyle.ascii.short(rows.threshold), NumberStyle.ascii.short(own))
      resolved.facts[role] = Report.Fact(
        name: "decision threshold",
        value: "\(used) (the model's own is \(other), which decision: {threshold: frozen} takes)")
    }
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
