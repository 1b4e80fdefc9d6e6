internal import Models

/// Whether numbers of a scale that nobody named can be decided at all.
///
/// Numbers above 1 of which none is negative are no probabilities, and as margins they would call every
/// row positive.
struct ScoreScale {
  let configuration: GateConfiguration
  /// What the user says that the numbers are.
  let stated: AnswerMeaning?
  /// The model's file, for messages.
  let path: String

  /// - Throws: ``GateError`` where a threshold must be named, or what the numbers are.
  func check(_ scores: Scores) throws(GateError) {
    guard scores.kind == .value, scores.outputs.count == 1, let numbers = scores.outputs.first,
      let least = numbers.min(), let most = numbers.max(), least >= 0, most > 1
    else { return }
    switch configuration.decision.threshold {
    case .frozen, .tuned: return
    // A threshold of probabilities says nothing of other numbers, unless somebody knows that they are such.
    case .fixed(let threshold) where threshold > 1 || stated == .value: return
    case .standard, .fixed: break
    }
    let range = "its scores go from \(least.plain) to \(most.plain)"
    if stated == .value {
      throw .unloadable(
        "\(path): \(range), and 'answers: value' has no threshold of its own; "
          + "'decision: {threshold: …}' must name one")
    }
    throw .unloadable(
      "\(path): \(range), so they are no probabilities, and no margins either, since none is below 0; "
        + "'answers:' beside 'path' must say what they are: percent, label (classes), margin, or value "
        + "with 'decision: {threshold: …}'")
  }
}
