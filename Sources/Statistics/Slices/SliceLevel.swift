import Kernels

/// The conjunctions of one size whose parts may still be among the best.
struct SliceLevel: Sendable {
  let nodes: [SliceSearch.Node]

  /// Every pair of literals of different columns.
  func pairs(
    _ search: SliceSearch, _ threshold: Double
  ) throws(SliceSearchError) -> [SliceSearch.Candidate] {
    let alive = reaching(search, threshold).sorted { $0.conjunction < $1.conjunction }
    var pairs: [SliceSearch.Candidate] = []
    for (index, first) in alive.enumerated() {
      for second in alive[(index + 1)...] {
        let literal = second.conjunction.last
        guard search.literals[literal].column != search.literals[first.conjunction.last].column
        else { continue }
        let bound = search.bound(of: [first.tally, second.tally])
        guard SliceSearch.reaches(bound, threshold) else { continue }
        try add(Conjunction(first.conjunction, and: literal), bound, to: &pairs)
      }
    }
    return pairs
  }

  /// Every triple whose three pairs are all here.
  func triples(
    _ search: SliceSearch, _ threshold: Double
  ) throws(SliceSearchError) -> [SliceSearch.Candidate] {
    let alive = reaching(search, threshold).sorted { $0.conjunction < $1.conjunction }
    let width = search.literals.count
    var indexOfPair = [Int32](repeating: -1, count: width * width)
    var secondsOf = [[Int]](repeating: [], count: width)
    for (index, node) in alive.enumerated() {
      let pair = node.conjunction.literals
      indexOfPair[pair[0] * width + pair[1]] = Int32(index)
      secondsOf[pair[0]].append(pair[1])
    }
    var triples: [SliceSearch.Candidate] = []
    for node in alive {
      let pair = node.conjunction.literals
      for third in secondsOf[pair[0]] where third > pair[1] {
        let (outer, inner) = (
          indexOfPair[pair[0] * width + third], indexOfPair[pair[1] * width + third]
        )
        guard outer >= 0, inner >= 0 else { continue }
        let bound = search.bound(
          of: [node.tally, alive[Int(outer)].tally, alive[Int(inner)].tally])
        guard SliceSearch.reaches(bound, threshold) else { continue }
        try add(Conjunction(node.conjunction, and: third), bound, to: &triples)
      }
    }
    return triples
  }

  private func reaching(_ search: SliceSearch, _ threshold: Double) -> [SliceSearch.Node] {
    nodes.filter { SliceSearch.reaches(search.bound($0.tally), threshold) }
  }

  private func add(
    _ conjunction: Conjunction, _ bound: Double, to candidates: inout [SliceSearch.Candidate]
  ) throws(SliceSearchError) {
    guard candidates.count < SliceSearch.candidateLimit else {
      throw .tooManyCandidates(limit: SliceSearch.candidateLimit)
    }
    candidates.append(SliceSearch.Candidate(conjunction, bound: bound))
  }
}

extension SliceSearch {
  /// The highest score of a slice that is part of all of `parents`.
  func bound(of parents: [SliceTally]) -> Double {
    var least = parents[0]
    for parent in parents.dropFirst() {
      least.positive = min(least.positive, parent.positive)
      least.largest = min(least.largest, parent.largest)
      least.mostWeight = min(least.mostWeight, parent.mostWeight)
    }
    return bound(least)
  }
}
