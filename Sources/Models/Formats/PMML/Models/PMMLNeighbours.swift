/// Nearest neighbours (`NearestNeighborModel`): the training rows themselves, and how they answer.
struct PMMLNeighbours: PMMLScorer {
  enum Continuous: String, CaseIterable, Sendable { case median, average, weightedAverage }
  enum Categorical: String, CaseIterable, Sendable { case majorityVote, weightedMajorityVote }

  /// What one target's training rows say.
  enum Answers: Sendable {
    case numbers([Double])
    /// The index of each row's class, and the classes' values of the target.
    case classes([Int], cells: [Double])
  }

  let comparison: PMMLComparison
  /// Training points one behind the other.
  let points: [Double]
  let count: Int
  let neighbours: Int
  let threshold: Double
  let continuous: Continuous
  let categorical: Categorical
  let targets: [(name: String, answers: Answers)]
  /// The code of each training row's id.
  let ids: [Double]

  func score(_ frame: PMMLFrame) -> PMMLResult {
    let nearest = (0..<frame.rowCount).map { self.nearest(comparison.point(frame, $0)) }
    var results = targets.map { target in result(target.answers, nearest, frame) }
    guard var first = results.first else { return PMMLResult(predictions: frame.constant(.nan)) }
    results.removeFirst()
    for (target, result) in zip(targets.dropFirst(), results) {
      var shown = result
      if case .classes(_, let cells) = target.answers {
        shown.predictions = result.predictions.map { index in
          Int(exactly: index).map { cells[$0] } ?? .nan
        }
      }
      first.others.append(PMMLResult.Other(target: target.name, result: shown))
    }
    first.entities = (0..<min(neighbours, 100)).map { rank in
      nearest.map { $0.indices.contains(rank) ? ids[$0[rank].row] : .nan }
    }
    return first
  }

  /// The nearest training rows, nearest first, equals in their order; none if nothing is known.
  private func nearest(_ x: [Double]) -> [(row: Int, value: Double)] {
    let width = x.count
    var best: [(row: Int, value: Double)] = []
    for row in 0..<count {
      let value = comparison.value(x, points[row * width..<(row + 1) * width])
      if value.isNaN { continue }
      let isBefore: ((row: Int, value: Double)) -> Bool = {
        comparison.isDistance ? value < $0.value : value > $0.value
      }
      if best.count == neighbours, let last = best.last, !isBefore(last) { continue }
      best.insert((row, value), at: best.firstIndex(where: isBefore) ?? best.count)
      if best.count > neighbours { best.removeLast() }
    }
    return best
  }

  private func result(
    _ answers: Answers, _ nearest: [[(row: Int, value: Double)]], _ frame: PMMLFrame
  ) -> PMMLResult {
    switch answers {
    case .numbers(let numbers):
      return PMMLResult(
        predictions: nearest.map { rows in number(rows.map { (numbers[$0.row], $0.value) }) })
    case .classes(let indices, let cells):
      var shares = Array(repeating: frame.constant(.nan), count: cells.count)
      for (row, rows) in nearest.enumerated() where !rows.isEmpty {
        for index in shares.indices { shares[index][row] = 0 }
        var total = 0.0
        for (neighbour, value) in rows {
          let weight = categorical == .majorityVote ? 1 : self.weight(value)
          shares[indices[neighbour]][row] += weight
          total += weight
        }
        for index in shares.indices { shares[index][row] /= total }
      }
      return PMMLResult(probabilities: shares, rowCount: frame.rowCount)
    }
  }

  private func number(_ neighbours: [(number: Double, value: Double)]) -> Double {
    guard !neighbours.isEmpty else { return .nan }
    let numbers = neighbours.map(\.number)
    switch continuous {
    case .average: return numbers.reduce(0, +) / Double(numbers.count)
    case .median: return PMMLMedian.of(numbers)
    case .weightedAverage:
      var sum = 0.0
      var total = 0.0
      for (number, value) in neighbours {
        sum += weight(value) * number
        total += weight(value)
      }
      return sum / total
    }
  }

  /// A near neighbour weighs more; the threshold keeps one at no distance finite.
  private func weight(_ value: Double) -> Double {
    comparison.isDistance ? 1 / (value + threshold) : value
  }
}
