/// Several models that answer together (`MiningModel`).
struct PMMLSegmentation: PMMLScorer {
  /// Votes and means are shares; a selected segment says what it says.
  var hasProbabilities: Bool {
    let selects = method == .selectFirst || method == .modelChain
    return !selects || segments.contains { $0.isAnswer && $0.model.hasProbabilities }
  }

  enum Method: String, CaseIterable, Sendable {
    case majorityVote, weightedMajorityVote, average, weightedAverage, median, weightedMedian, max
    case sum, weightedSum, selectFirst, selectAll, modelChain, multiModelChain
  }
  enum MissingTreatment: String, CaseIterable, Sendable {
    case `continue`, skipSegment, returnMissing
  }

  struct Segment: Sendable {
    let id: String
    let predicate: PMMLPredicate
    let weight: Double
    var model: PMMLCompiledModel
    /// By class of the segment, the class of the whole; empty for models that have no part in it.
    var classes: [Int] = []
    /// Whether the segment may give the answer of a chain.
    var isAnswer = true
  }

  let segments: [Segment]
  let method: Method
  let classCount: Int
  let missing: MissingTreatment
  let missingThreshold: Double
  let isFloat: Bool

  func score(_ frame: PMMLFrame) -> PMMLResult {
    switch method {
    case .selectFirst: selected(frame)
    case .modelChain: chained(frame)
    case .selectAll, .multiModelChain: together(frame)
    default: combined(frame)
    }
  }

  /// The rows that a segment is for.
  private func rows(of segment: Segment, _ frame: PMMLFrame) -> [Bool] {
    if case .constant(let truth) = segment.predicate {
      return [Bool](repeating: truth, count: frame.rowCount)
    }
    return (0..<frame.rowCount).map { segment.predicate.truth(frame, $0) == .yes }
  }

  /// The segment's results for its rows; other rows are missing, also in its outputs.
  private func result(of segment: Segment, _ rows: [Bool], _ frame: PMMLFrame) -> PMMLResult? {
    guard rows.contains(true) else {
      for output in segment.model.outputs { frame[output.place] = frame.constant(.nan) }
      return nil
    }
    var result = segment.model.result(frame)
    for (row, isOwn) in rows.enumerated() where !isOwn {
      result.clear(row)
      for output in segment.model.outputs { frame.clear(output.place, row) }
    }
    return result
  }

  private func empty(_ frame: PMMLFrame) -> PMMLResult {
    var result = PMMLResult(predictions: frame.constant(.nan))
    if classCount > 0, segments.contains(where: { $0.isAnswer && $0.model.classes.count > 0 }) {
      result.probabilities = Array(repeating: frame.constant(.nan), count: classCount)
    }
    return result
  }

  private func selected(_ frame: PMMLFrame) -> PMMLResult {
    var answer = empty(frame)
    var isOpen = [Bool](repeating: true, count: frame.rowCount)
    for segment in segments {
      let rows = zip(rows(of: segment, frame), isOpen).map { $0 && $1 }
      guard let result = result(of: segment, rows, frame) else { continue }
      for row in rows.indices where rows[row] {
        isOpen[row] = false
        take(row, of: result, segment, into: &answer)
      }
    }
    return tidied(answer)
  }

  /// The answer of the last segment that a row belongs to.
  private func chained(_ frame: PMMLFrame) -> PMMLResult {
    var answer = empty(frame)
    for segment in segments {
      let rows = rows(of: segment, frame)
      let result = result(of: segment, rows, frame)
      for row in rows.indices where rows[row] {
        answer.clear(row)
        if let result, segment.isAnswer { take(row, of: result, segment, into: &answer) }
      }
    }
    return tidied(answer)
  }

  private func together(_ frame: PMMLFrame) -> PMMLResult {
    var answer = PMMLResult(predictions: frame.constant(.nan))
    for segment in segments {
      let rows = rows(of: segment, frame)
      let result =
        result(of: segment, rows, frame) ?? PMMLResult(predictions: frame.constant(.nan))
      if answer.others.isEmpty { answer.predictions = result.predictions }
      answer.others.append(
        PMMLResult.Other(target: segment.model.targetName ?? segment.id, result: result))
    }
    return answer
  }

  private func take(
    _ row: Int, of result: PMMLResult, _ segment: Segment, into answer: inout PMMLResult
  ) {
    let prediction = result.predictions[row]
    guard classCount > 0 else {
      answer.predictions[row] = prediction
      copyEntities(row, of: result, into: &answer)
      return
    }
    answer.predictions[row] =
      Int(exactly: prediction).flatMap {
        segment.classes.indices.contains($0) ? Double(segment.classes[$0]) : nil
      } ?? .nan
    for index in answer.probabilities.indices where !result.probabilities.isEmpty {
      answer.probabilities[index][row] = 0
    }
    for (index, column) in result.probabilities.enumerated() {
      answer.probabilities[segment.classes[index]][row] = column[row]
    }
    copyEntities(row, of: result, into: &answer)
  }

  private func copyEntities(_ row: Int, of result: PMMLResult, into answer: inout PMMLResult) {
    while answer.reasonCodes.count < result.reasonCodes.count {
      answer.reasonCodes.append(answer.predictions.map { _ in .nan })
    }
    for (rank, column) in result.reasonCodes.enumerated() {
      answer.reasonCodes[rank][row] = column[row]
    }
  }

  /// Without probabilities that no segment gives.
  private func tidied(_ result: PMMLResult) -> PMMLResult {
    var result = result
    let isEmpty = result.probabilities.allSatisfy { $0.allSatisfy(\.isNaN) }
    if isEmpty, result.predictions.contains(where: { !$0.isNaN }) { result.probabilities = [] }
    return result
  }

  private func combined(_ frame: PMMLFrame) -> PMMLResult {
    var parts: [(segment: Segment, rows: [Bool], result: PMMLResult)] = []
    for segment in segments {
      let rows = rows(of: segment, frame)
      guard let result = result(of: segment, rows, frame) else { continue }
      parts.append((segment, rows, result))
    }
    let combination = PMMLCombination(
      method: method, classCount: classCount, missing: missing, threshold: missingThreshold,
      isFloat: isFloat)
    return combination.combined(
      parts.map { part in
        PMMLCombination.Part(
          weight: part.segment.weight, rows: part.rows, predictions: part.result.predictions,
          probabilities: part.result.probabilities, classes: part.segment.classes)
      }, frame)
  }
}
