/// Functions of the score that rise at ascending places, one for each group; and how far they are apart.
struct ScoreSteps: Sendable {
  let distance: ScoreDistance
  /// By place, ascending.
  let scores: [Double]
  /// By place, the group whose function rises there.
  let groups: [Int]
  let pairs: [ScoreDistributions.Pair]
  let groupCount: Int
  /// By group, the pairs that it is in.
  private let pairsOfGroup: [[Int]]

  init(
    _ distance: ScoreDistance, scores: [Double], groups: [Int],
    pairs: [ScoreDistributions.Pair], groupCount: Int
  ) {
    self.distance = distance
    self.scores = scores
    self.groups = groups
    self.pairs = pairs
    self.groupCount = groupCount
    pairsOfGroup = (0..<groupCount).map { group in
      pairs.indices.filter { pairs[$0].first == group || pairs[$0].second == group }
    }
  }

  /// Runs of equal scores, ascending.
  func eachBlock(_ body: (Range<Int>) -> Void) {
    var start = 0
    while start < scores.count {
      var end = start + 1
      while end < scores.count, scores[end] == scores[start] { end += 1 }
      body(start..<end)
      start = end
    }
  }

  /// By pair, the norm of the difference of its functions, where each rises by `steps` at its places and both
  /// end alike.
  func norms(_ steps: [Double]) -> [Double] {
    var levels = [Double](repeating: 0, count: groupCount)
    var norms = [Double](repeating: 0, count: pairs.count)
    var since = [Double](repeating: scores.first ?? 0, count: pairs.count)
    func gap(_ pair: Int) -> Double {
      (levels[pairs[pair].first] - levels[pairs[pair].second]).magnitude
    }
    eachBlock { block in
      let score = scores[block.lowerBound]
      if distance == .wasserstein {
        // Between two of its places a difference does not change.
        for place in block {
          for pair in pairsOfGroup[groups[place]] where since[pair] < score {
            norms[pair] += gap(pair) * (score - since[pair])
            since[pair] = score
          }
        }
      }
      for place in block { levels[groups[place]] += steps[place] }
      if distance == .kolmogorovSmirnov {
        for place in block {
          for pair in pairsOfGroup[groups[place]] { norms[pair] = max(norms[pair], gap(pair)) }
        }
      }
    }
    return norms
  }

  /// By pair, the largest of `number` over all thresholds: of the pair's two levels at each.
  func largest(
    _ steps: [Double], _ number: (_ pair: Int, _ first: Double, _ second: Double) -> Double
  ) -> [Double] {
    var levels = [Double](repeating: 0, count: groupCount)
    var largest = pairs.indices.map { number($0, 0, 0) }
    eachBlock { block in
      for place in block { levels[groups[place]] += steps[place] }
      var last = -1
      for place in block where groups[place] != last {
        last = groups[place]
        for pair in pairsOfGroup[last] {
          largest[pair] = max(
            largest[pair], number(pair, levels[pairs[pair].first], levels[pairs[pair].second]))
        }
      }
    }
    return largest
  }
}
