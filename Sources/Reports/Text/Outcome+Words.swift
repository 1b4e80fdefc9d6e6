import Findings

extension Outcome {
  /// What a reader must see first, first. Every report sorts by it.
  static let byUrgency: [Outcome] = [
    .failed, .error, .inconclusive, .warned, .waived, .passed, .recorded,
  ]

  var urgency: Int { Self.byUrgency.firstIndex(of: self) ?? Self.byUrgency.count }

  /// A shape of its own for each outcome, so that colour is never the only sign.
  var symbol: String {
    switch self {
    case .passed: "✓"
    case .failed: "✗"
    case .warned: "△"
    case .inconclusive: "?"
    case .waived: "–"
    case .recorded: "·"
    case .error: "!"
    }
  }

  var word: String { rawValue }

  /// Whether a reader has something to do.
  var needsAttention: Bool {
    switch self {
    case .failed, .error, .inconclusive: true
    case .warned, .waived, .passed, .recorded: false
    }
  }
}

extension Verdict {
  /// The outcome whose symbol and colour the verdict shares.
  var outcome: Outcome {
    switch self {
    case .passed: .passed
    case .failed: .failed
    case .inconclusive: .inconclusive
    case .error: .error
    }
  }

  var title: String {
    switch self {
    case .passed: "Passed"
    case .failed: "Failed"
    case .inconclusive: "Inconclusive"
    case .error: "Error"
    }
  }
}

extension Report {
  /// Findings with the urgent ones first, else in the order of the configuration.
  var findingsByUrgency: [Finding] {
    Outcome.byUrgency.flatMap { outcome in findings.filter { $0.outcome == outcome } }
  }

  /// `2 failed, 1 inconclusive, 13 passed`, without the outcomes that nobody had.
  var countsText: String {
    let parts = Outcome.byUrgency.filter { counts[$0] > 0 }.map { "\(counts[$0]) \($0.word)" }
    return parts.isEmpty ? "nothing was judged" : parts.joined(separator: ", ")
  }
}
