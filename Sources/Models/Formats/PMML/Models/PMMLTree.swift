/// A decision tree (`TreeModel`), compiled to arrays.
struct PMMLTree: PMMLScorer {
  var hasProbabilities: Bool { !distributions.isEmpty }

  enum MissingStrategy: String, CaseIterable, Sendable {
    case none, lastPrediction, nullPrediction, defaultChild, weightedConfidence, aggregateNodes
  }
  enum NoTrueChild: String, CaseIterable, Sendable {
    case returnNullPrediction, returnLastPrediction
  }

  /// A node; its children stand one behind the other.
  struct Node: Sendable {
    var predicate: PMMLPredicate
    var firstChild = 0
    var childCount = 0
    /// Where unknown goes, as a node; −1 for nowhere.
    var defaultChild = -1
    /// The number, or the index of the class; NaN for a node without a score.
    var score: Double
    /// Of the score distribution's first value in ``distributions``; −1 for none.
    var distribution = -1
    var recordCount: Double
    /// The code of the node's id; NaN without.
    var id: Double
  }

  let nodes: [Node]
  /// `classCount` probabilities each.
  let distributions: [Double]
  /// `classCount` confidences each, at the same places.
  let confidences: [Double]
  let classCount: Int
  let missing: MissingStrategy
  let penalty: Double
  let noTrueChild: NoTrueChild

  /// Where a walk ends, and how often it went to a default child on its way.
  private struct Ending {
    let node: Int
    var penalties = 0
  }

  func score(_ frame: PMMLFrame) -> PMMLResult {
    var result = PMMLResult(predictions: frame.constant(.nan))
    let empty = frame.constant(.nan)
    if !distributions.isEmpty {
      result.probabilities = Array(repeating: empty, count: classCount)
      result.affinities = result.probabilities
    }
    result.entities = [empty]
    for row in 0..<frame.rowCount {
      if missing == .aggregateNodes || missing == .weightedConfidence {
        blend(frame, row, into: &result)
        continue
      }
      guard let ending = walk(frame, row) else { continue }
      let node = nodes[ending.node]
      result.predictions[row] = node.score
      result.entities[0][row] = node.id
      guard node.distribution >= 0 else { continue }
      var factor = 1.0
      for _ in 0..<ending.penalties { factor *= penalty }
      for index in 0..<classCount {
        result.probabilities[index][row] = distributions[node.distribution + index]
        result.affinities[index][row] = confidences[node.distribution + index] * factor
      }
    }
    return result
  }

  private func walk(_ frame: PMMLFrame, _ row: Int) -> Ending? {
    switch nodes[0].predicate.truth(frame, row) {
    case .yes: break
    case .no: return nil
    case .unknown: if missing != .defaultChild { return nil }
    }
    var ending = Ending(node: 0)
    var current = 0
    var lastScored = nodes[0].score.isNaN ? -1 : 0
    while nodes[current].childCount > 0 {
      let node = nodes[current]
      var next = -1
      search: for child in node.firstChild..<node.firstChild + node.childCount {
        switch nodes[child].predicate.truth(frame, row) {
        case .yes:
          next = child
          break search
        case .no: continue
        case .unknown:
          switch missing {
          case .lastPrediction:
            return lastScored < 0 ? nil : Ending(node: lastScored, penalties: ending.penalties)
          case .nullPrediction: return nil
          case .defaultChild:
            guard node.defaultChild >= 0 else { return nil }
            next = node.defaultChild
            ending.penalties += 1
            break search
          case .none, .weightedConfidence, .aggregateNodes: continue
          }
        }
      }
      if next < 0 {
        // The result of the node where no child is true, or of the last one above with a score.
        let stays = noTrueChild == .returnLastPrediction && lastScored >= 0
        return stays ? Ending(node: lastScored, penalties: ending.penalties) : nil
      }
      current = next
      if !nodes[current].score.isNaN || nodes[current].distribution >= 0 { lastScored = current }
    }
    ending = Ending(node: current, penalties: ending.penalties)
    return ending
  }

  /// All leaves that unknown tests leave open, weighed by their records.
  private func blend(_ frame: PMMLFrame, _ row: Int, into result: inout PMMLResult) {
    guard nodes[0].predicate.truth(frame, row) != .no else { return }
    var open = [0]
    var total = 0.0
    var sums = [Double](repeating: 0, count: max(1, classCount))
    var confidence = sums
    while let index = open.popLast() {
      let node = nodes[index]
      var candidates: [Int] = []
      for child in node.firstChild..<node.firstChild + node.childCount {
        let truth = nodes[child].predicate.truth(frame, row)
        if truth == .no { continue }
        if truth == .yes { candidates = candidates + [child] } else { candidates.append(child) }
        if truth == .yes { break }
      }
      if !candidates.isEmpty {
        open += candidates
        continue
      }
      guard node.childCount == 0 || noTrueChild == .returnLastPrediction else { continue }
      total += node.recordCount
      guard node.distribution >= 0 else {
        if classCount == 0 {
          sums[0] += node.recordCount * node.score
        } else if let index = Int(exactly: node.score) {
          sums[index] += node.recordCount
          confidence[index] += node.recordCount
        }
        continue
      }
      for index in 0..<classCount {
        sums[index] += node.recordCount * distributions[node.distribution + index]
        confidence[index] += node.recordCount * confidences[node.distribution + index]
      }
    }
    guard total > 0 else { return }
    guard classCount > 0 else {
      result.predictions[row] = sums[0] / total
      return
    }
    let weights = missing == .weightedConfidence ? confidence : sums
    var best = 0
    for index in weights.indices where weights[index] > weights[best] { best = index }
    result.predictions[row] = Double(best)
    for index in 0..<classCount where !result.probabilities.isEmpty {
      result.probabilities[index][row] = sums[index] / total
      result.affinities[index][row] = confidence[index] / total
    }
  }
}
