internal import Kernels
package import Metrics

/// How scores become decisions: `decision:` in the configuration.
package struct DecisionRule: Sendable, Equatable {
  /// Where the border between the classes comes from.
  package enum Threshold: Sendable, Equatable {
    /// 0.5; 0 for margins.
    case standard
    case fixed(Double)
    /// Each model brings its own, with the model's entry.
    case frozen
    case tuned(OperatingPoint)
  }

  /// Whose scores a threshold is tuned on.
  package enum TuneOn: String, Sendable, CaseIterable {
    /// The baseline's (the candidate's where there is none); both are decided at it.
    case baseline
    /// Each model's own.
    case each
  }

  package var threshold = Threshold.standard
  package var tuneOn = TuneOn.baseline
  /// As the user wrote it, for the report.
  package var text = ""
  package var place: ConfigurationNode.Place?

  package init() {}

  /// The rule that `text` names, or a sentence that says what it may be.
  ///
  /// - Parameter cost: what `min_cost` weighs errors with.
  static func threshold(
    _ text: String, cost: (falsePositive: Double, falseNegative: Double)?
  ) -> Result<Threshold, Problem> {
    if let number = Double(text), number.isFinite { return .success(.fixed(number)) }
    switch text {
    case "frozen": return .success(.frozen)
    case "min_cost":
      guard let cost else {
        return .failure(Problem("'min_cost' needs 'cost: {false_positive: …, false_negative: …}'"))
      }
      return .success(
        .tuned(
          .leastCost(falsePositive: cost.falsePositive, falseNegative: cost.falseNegative)))
    default: return bounded(text)
    }
  }

  /// What is wrong with a threshold, as a sentence.
  struct Problem: Error, Equatable {
    let message: String

    init(_ message: String) { self.message = message }
  }

  private static let forms =
    "write a number, frozen, 'fpr <= 0.01', 'recall >= 0.8', 'precision >= 0.9', 'top 500', 'top 5%' or min_cost"

  private static func bounded(_ text: String) -> Result<Threshold, Problem> {
    let words = text.replacing("<=", with: " <= ").replacing(">=", with: " >= ")
      .split(separator: " ").map(String.init)
    let names = ["fpr", "recall", "precision", "top", "frozen", "min_cost"]
    guard let first = words.first, names.contains(first) else {
      let hint =
        words.first.flatMap { Suggestion.question($0, among: names) }.map { "\($0) " } ?? ""
      return .failure(Problem("'threshold' is '\(text.prefix(40))'; \(hint)\(forms)"))
    }
    if first == "top", words.count == 2 { return top(words[1]) }
    let sign = first == "fpr" ? "<=" : ">="
    guard words.count == 3, first != "top", words[1] == sign, let bound = share(words[2]) else {
      return .failure(
        Problem(
          "'threshold' is '\(text.prefix(40))', with a bound in 0…1 after '\(sign)'; \(forms)"))
    }
    switch first {
    case "fpr": return .success(.tuned(.falsePositiveRate(atMost: bound)))
    case "recall": return .success(.tuned(.recall(atLeast: bound)))
    default: return .success(.tuned(.precision(atLeast: bound)))
    }
  }

  private static func top(_ text: String) -> Result<Threshold, Problem> {
    if text.hasSuffix("%"), let share = share(text), share > 0 {
      return .success(.tuned(.topShare(share)))
    }
    guard let rows = Double(text), rows.isFinite, rows > 0 else {
      return .failure(
        Problem("'top \(text.prefix(20))' is no number of rows and no share; \(forms)"))
    }
    return .success(.tuned(.topRows(rows)))
  }

  /// `0.01` or `1%`, in 0…1.
  private static func share(_ text: String) -> Double? {
    let number = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
    return number.flatMap { (0...1).contains($0) ? $0 : nil }
  }
}
