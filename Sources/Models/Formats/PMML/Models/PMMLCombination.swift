/// Combines the predictions of segments: means, medians, sums and votes.
struct PMMLCombination {
  /// What one segment says.
  struct Part {
    let weight: Double
    /// The rows that it is for.
    let rows: [Bool]
    let predictions: [Double]
    let probabilities: [[Double]]
    let classes: [Int]
  }

  let method: PMMLSegmentation.Method
  let classCount: Int
  let missing: PMMLSegmentation.MissingTreatment
  let threshold: Double
  let isFloat: Bool

  private var isWeighted: Bool {
    [.weightedMajorityVote, .weightedAverage, .weightedMedian, .weightedSum].contains(method)
  }

  func combined(_ parts: [Part], _ frame: PMMLFrame) -> PMMLResult {
    var result = PMMLResult(predictions: frame.constant(.nan))
    if classCount > 0 {
      result.probabilities = Array(repeating: frame.constant(.nan), count: classCount)
    }
    var open: [Int] = []
    for row in 0..<frame.rowCount {
      guard takePart(parts, row, &open) else { continue }
      if classCount == 0 {
        result.predictions[row] = number(parts, open, row)
        continue
      }
      guard let shares = shares(parts, open, row) else { continue }
      var best = 0
      for index in shares.indices {
        result.probabilities[index][row] = shares[index]
        if shares[index] > shares[best] { best = index }
      }
      result.predictions[row] = Double(best)
    }
    return result
  }

  /// The segments that count for a row; false if its result is missing.
  ///
  /// A missing prediction makes the result missing, unless segments without one are skipped: then
  /// only if more than the threshold of the weight is missing.
  private func takePart(_ parts: [Part], _ row: Int, _ open: inout [Int]) -> Bool {
    open.removeAll(keepingCapacity: true)
    var absent = 0.0
    var total = 0.0
    for (index, part) in parts.enumerated() where part.rows[row] {
      let weight = isWeighted ? part.weight : 1
      total += weight
      if !part.predictions[row].isNaN {
        open.append(index)
        continue
      }
      switch missing {
      case .returnMissing: return false
      case .skipSegment: absent += weight
      // A vote that is not given counts for nobody; a sum with a hole is no number.
      case .continue: if classCount == 0 { return false }
      }
    }
    return !open.isEmpty && (total == 0 || absent / total <= threshold)
  }

  private func number(_ parts: [Part], _ open: [Int], _ row: Int) -> Double {
    func weight(_ index: Int) -> Double { isWeighted ? parts[index].weight : 1 }
    switch method {
    case .max: return open.map { parts[$0].predictions[row] }.max() ?? .nan
    case .median: return PMMLMedian.of(open.map { parts[$0].predictions[row] })
    case .weightedMedian:
      return PMMLMedian.of(
        open.map { parts[$0].predictions[row] }, weights: open.map { parts[$0].weight })
    case .majorityVote, .weightedMajorityVote: return .nan
    default: break
    }
    var sum = 0.0
    var weights = 0.0
    for index in open {
      let term = weight(index) * parts[index].predictions[row]
      sum = isFloat ? Double(Float(sum) + Float(term)) : sum + term
      weights += weight(index)
    }
    switch method {
    case .average, .weightedAverage:
      return isFloat ? Double(Float(sum) / Float(weights)) : sum / weights
    default: return sum
    }
  }

  /// The share of each class; nil if nothing counts.
  private func shares(_ parts: [Part], _ open: [Int], _ row: Int) -> [Double]? {
    let isVote = method == .majorityVote || method == .weightedMajorityVote
    var shares = [Double](repeating: 0, count: classCount)
    if method == .max || method == .median {
      var columns = [[Double]](repeating: [], count: classCount)
      for index in open {
        let own = self.shares(of: parts[index], row, isVote: false)
        for (position, share) in own.enumerated() { columns[position].append(share) }
      }
      shares = columns.map { method == .max ? $0.max() ?? 0 : PMMLMedian.of($0) }
    } else {
      for index in open {
        let weight = isWeighted ? parts[index].weight : 1
        let own = self.shares(of: parts[index], row, isVote: isVote)
        for position in shares.indices { shares[position] += weight * own[position] }
      }
    }
    let total = shares.reduce(0, +)
    guard total > 0 else { return nil }
    // Probabilities sum to 1 already, up to the weights.
    return shares.map { $0 / total }
  }

  private func shares(of part: Part, _ row: Int, isVote: Bool) -> [Double] {
    var shares = [Double](repeating: 0, count: classCount)
    if isVote || part.probabilities.isEmpty {
      if let index = Int(exactly: part.predictions[row]), part.classes.indices.contains(index) {
        shares[part.classes[index]] = 1
      }
      return shares
    }
    for (index, column) in part.probabilities.enumerated() {
      shares[part.classes[index]] = column[row].isNaN ? 0 : column[row]
    }
    return shares
  }
}
