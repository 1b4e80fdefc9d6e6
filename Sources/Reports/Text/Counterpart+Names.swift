import Findings

extension Measurement.Counterpart {
  /// The head of its column.
  var name: String {
    switch self {
    case .baseline: "Baseline"
    case .reference: "Reference"
    }
  }
}

extension Measurement {
  /// What a picture of the number shows.
  func words(comparison: Bool) -> String {
    if comparison { return "Difference from the \(counterpart.rawValue)" }
    return counterpart == .reference ? "Evaluation rows" : "Candidate"
  }
}
