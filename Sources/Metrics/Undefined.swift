/// Why a metric has no value, as the rest of a sentence.
struct Undefined: Error, Equatable {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }

  static let noRows = Undefined("no row has a positive weight")
  static let noPositives = Undefined("no row has a positive label")
  static let noNegatives = Undefined("no row has a negative label")
  static let noCalledPositives = Undefined("no row is called positive")
  static let noCalledNegatives = Undefined("no row is called negative")
  static let decisionsOnly = Undefined("the model gives decisions, not scores")
  static let margins = Undefined("the model gives margins, not probabilities")
}
