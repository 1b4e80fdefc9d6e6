/// What a model says about the rows of a block.
struct PMMLResult: Sendable {
  /// The number, or the index of the class or cluster; NaN where there is none.
  var predictions: [Double]
  /// By class; empty for a model that has none.
  var probabilities: [[Double]] = []
  /// How sure the model is of its prediction, where it says so.
  var confidence: [Double]?
  /// By class or cluster: confidences, distances, affinities.
  var affinities: [[Double]] = []
  /// The codes of entities (nodes, rules, clusters, neighbours), best first.
  var entities: [[Double]] = []
  /// The codes of reason codes, first reason first.
  var reasonCodes: [[Double]] = []
  /// Of models that answer several questions: the results of the others, by name of the target.
  var others: [Other] = []

  /// The result for another target, or of another segment.
  struct Other: Sendable {
    let target: String
    var result: PMMLResult
  }

  init(predictions: [Double]) { self.predictions = predictions }

  /// A result that follows from the probabilities: the likeliest class, the first of equals.
  init(probabilities: [[Double]], rowCount: Int) {
    predictions = (0..<rowCount).map { row in PMMLResult.likeliest(probabilities, row) }
    self.probabilities = probabilities
  }

  /// The index of the largest of a row's values; NaN if one is missing.
  static func likeliest(_ values: [[Double]], _ row: Int) -> Double {
    var best = Double.nan
    var largest = -Double.infinity
    for (index, column) in values.enumerated() {
      if column[row].isNaN { return .nan }
      if best.isNaN || column[row] > largest {
        best = Double(index)
        largest = column[row]
      }
    }
    return best
  }

  /// Forgets what was said about a row.
  mutating func clear(_ row: Int) {
    predictions[row] = .nan
    for index in probabilities.indices { probabilities[index][row] = .nan }
    for index in affinities.indices { affinities[index][row] = .nan }
    for index in entities.indices { entities[index][row] = .nan }
    for index in reasonCodes.indices { reasonCodes[index][row] = .nan }
    confidence?[row] = .nan
    for index in others.indices { others[index].result.clear(row) }
  }
}

/// A model of any kind, compiled.
protocol PMMLScorer: Sendable {
  /// Whether the model says how likely each class is, if it predicts classes at all.
  var hasProbabilities: Bool { get }

  func score(_ frame: PMMLFrame) -> PMMLResult
}

extension PMMLScorer {
  var hasProbabilities: Bool { true }
}

/// A scorer without an answer: stands where another engine answers every row.
struct PMMLNothing: PMMLScorer {
  func score(_ frame: PMMLFrame) -> PMMLResult { PMMLResult(predictions: frame.constant(.nan)) }
}
