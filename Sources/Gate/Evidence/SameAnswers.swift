internal import Checks
internal import Findings
internal import Metrics

/// Tells where the candidate is compared with itself: equal files, or others that answer every row alike.
///
/// No comparison can fail then, and a pipeline that names one file twice would pass for ever.
struct SameAnswers {
  let inputs: [Report.Input]
  let outcomes: [Role: Outcomes]

  var notes: [Report.Note] {
    [Role.baseline, .anchor].compactMap { other in
      guard let candidate = outcomes[.candidate], let older = outcomes[other],
        candidate.answers(as: older)
      else { return nil }
      return note(other, isScored: candidate.isScored)
    }
  }

  private func note(_ other: Role, isScored: Bool) -> Report.Note {
    let pair = [Role.candidate, other].compactMap { role in
      inputs.first { $0.role == role.rawValue }
    }
    let isOneFile = pair.count == 2 && pair[0].isFile && pair[0].sha256 == pair[1].sha256
    let names = pair.map { "'\($0.path)'" }.joined(separator: ", ")
    let what =
      isOneFile
      ? "are the same bytes (\(names))" : "are not the same (\(names)), and answer every row alike"
    return Report.Note(
      text:
        "the candidate and the \(other.rawValue) \(what): they are compared with themselves, and no "
        + "comparison between them can fail",
      isMarked: isOneFile || isScored)
  }
}

extension Outcomes {
  /// Whether both give every row the same score and the same decision.
  fileprivate func answers(as other: Outcomes) -> Bool {
    switch (self, other) {
    case (.binary(let one), .binary(let other)):
      one.decisions == other.decisions && one.scores == other.scores
    case (.multiclass(let one), .multiclass(let other)):
      one.decisions == other.decisions && one.probabilities == other.probabilities
    case (.regression(let one), .regression(let other)): one.predictions == other.predictions
    case (.ranking(let one), .ranking(let other)): one.scores == other.scores
    case (.binary, _), (.multiclass, _), (.regression, _), (.ranking, _): false
    }
  }

  /// Whether there is more than a class for each row: that may be equal by chance.
  fileprivate var isScored: Bool {
    switch self {
    case .binary(let rows): !rows.scores.isEmpty
    case .multiclass(let rows): !rows.probabilities.isEmpty
    case .regression, .ranking: true
    }
  }
}
