import Findings
import Models
import Tabular

/// The answers of a classifier that gives no probabilities, as the names of classes.
enum PredictedClasses {
  /// A column of names; nil for scores that are numbers, and for classes that the model does not name.
  ///
  /// Margins decide as the libraries let them: above zero is the second class, or at the threshold that the
  /// file holds; of several the largest wins.
  static func values(_ scores: Scores, _ description: ModelDescription) -> CSVWriter.Field.Values? {
    guard let names = description.classNames, let first = scores.outputs.first else { return nil }
    let codes: [Int32]
    switch (scores.kind, scores.outputs.count) {
    case (.label, 1):
      guard first.allSatisfy({ $0.isNaN || Int(exactly: $0).map(names.indices.contains) ?? false })
      else { return nil }
      codes = first.map { $0.isNaN ? -1 : Int32($0) }
    case (.margin, 1) where description.task == .binary && names.count == 2:
      let threshold = secondClassThreshold(description.decision, names)
      codes = first.map { $0.isNaN ? -1 : $0 >= threshold ? 1 : 0 }
    case (.margin, names.count):
      codes = first.indices.map { row in
        var best = 0
        for output in names.indices {
          if scores.outputs[output][row].isNaN { return -1 }
          if scores.outputs[output][row] > scores.outputs[best][row] { best = output }
        }
        return Int32(truncatingIfNeeded: best)
      }
    default: return nil
    }
    return .column(.categorical(codes: codes, levels: Levels(names)))
  }

  /// The margin from which on the second class is decided: one that a file holds takes in what stands at it,
  /// zero does not.
  private static func secondClassThreshold(
    _ decision: DecisionThreshold?, _ names: [String]
  ) -> Double {
    guard let decision, !decision.isProbability else { return 0.0.nextUp }
    return decision.className == names[1] ? decision.value : decision.complement
  }
}
