import Findings

extension Metric<BinaryOutcomes> {
  /// The harmonic mean of precision and recall.
  package static var f1: Metric { .fBeta(1, id: "f1", name: "F1") }

  /// F with recall worth half as much as precision.
  package static var fHalf: Metric { .fBeta(0.5, id: "f_half", name: "F0.5") }

  /// F with recall worth twice as much as precision.
  package static var f2: Metric { .fBeta(2, id: "f2", name: "F2") }

  /// The weighted harmonic mean of precision and recall (van Rijsbergen, 1979).
  ///
  /// Computed from counts: without a true positive it is a defined 0 as long as some row is positive
  /// or called positive.
  ///
  /// - Parameter beta: How many times as much recall is worth; positive and finite.
  package static func fBeta(_ beta: Double, id: String, name: String) -> Metric {
    .ofCells(
      id: id, name: name, direction: .higher, unit: "",
      summary:
        beta == 1
        ? "The harmonic mean of precision and recall."
        : "The harmonic mean of precision and recall, with recall worth \(NumberStyle.ascii.short(beta)) times as much.",
      formula: "(1 + b^2) TP / ((1 + b^2) TP + b^2 FN + FP), b = \(beta)",
      reference: "sklearn.metrics.fbeta_score(beta=\(beta))", limits: [.positives]
    ) { confusion throws(Undefined) in
      guard confusion.rows([.truePositives, .wrong]) > 0 else {
        throw Undefined("no row is positive or called positive")
      }
      let square = beta * beta
      let found = (1 + square) * confusion[.truePositives]
      return found
        / (found + square * confusion[.falseNegatives] + confusion[.falsePositives])
    }
  }
}
