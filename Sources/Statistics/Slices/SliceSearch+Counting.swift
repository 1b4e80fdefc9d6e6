import Kernels

extension SliceSearch {
  /// A conjunction to be counted, and the highest score that its parents allow.
  struct Candidate: Sendable {
    let conjunction: Conjunction
    let bound: Double

    init(_ conjunction: Conjunction, bound: Double) {
      (self.conjunction, self.bound) = (conjunction, bound)
    }
  }

  /// A conjunction whose parts may still be among the best.
  struct Node: Sendable {
    let conjunction: Conjunction
    let tally: SliceTally
  }

  private static let batch = 1024
  private static let piece = 64

  /// Counts candidates, best bound first, until no bound reaches the best slices.
  ///
  /// Batches are cut by position and the threshold moves between them alone, so the number of threads
  /// has no influence on what is counted.
  func counted(_ candidates: [Candidate], _ top: inout TopSlices) -> SliceLevel {
    let sorted = candidates.sorted {
      $0.bound == $1.bound ? $0.conjunction < $1.conjunction : $0.bound > $1.bound
    }
    var nodes: [Node] = []
    for start in stride(from: 0, to: sorted.count, by: Self.batch) {
      guard Self.reaches(sorted[start].bound, top.threshold) else { break }
      let batch = sorted[start..<min(sorted.count, start + Self.batch)].map(\.conjunction)
      let threshold = top.threshold
      let pieces = (batch.count + Self.piece - 1) / Self.piece
      let results = parallel.map(count: pieces) { piece in
        let first = piece * Self.piece
        return count(batch[first..<min(batch.count, first + Self.piece)], threshold)
      }
      for result in results {
        result.entries.forEach { top.offer($0) }
        nodes += result.nodes
      }
    }
    return SliceLevel(nodes: nodes)
  }

  /// Whether a score may be one of the best: rounding must not leave a slice out.
  static func reaches(_ bound: Double, _ threshold: Double) -> Bool {
    bound >= threshold - 1e-9 * (1 + threshold.magnitude)
  }

  private func count(
    _ conjunctions: ArraySlice<Conjunction>, _ threshold: Double
  ) -> (nodes: [Node], entries: [TopSlices.Entry]) {
    let counts = sets.counts(of: conjunctions)
    var nodes: [Node] = []
    var entries: [TopSlices.Entry] = []
    for (index, conjunction) in conjunctions.enumerated() {
      let first = index * sets.segmentCount
      let tally = SliceTally(
        counts: counts[first..<first + sets.segmentCount], segments: order.segments)
      guard tally.rows >= options.minimumRows else { continue }
      if Self.reaches(tally.highestScore(score), threshold) {
        entries.append(entry(conjunction, tally))
      }
      if conjunction.count < options.depth, Self.reaches(bound(tally), threshold) {
        nodes.append(Node(conjunction: conjunction, tally: tally))
      }
    }
    return (nodes, entries)
  }

  func bound(_ tally: SliceTally) -> Double {
    score.bound(
      positive: tally.positive, largest: tally.largest, weight: tally.mostWeight,
      least: leastWeight)
  }

  private func entry(_ conjunction: Conjunction, _ tally: SliceTally) -> TopSlices.Entry {
    var (sum, weight) = (tally.mostSum, tally.mostWeight)
    if !order.isExact {
      var (sums, total) = (CompensatedSum(), CompensatedSum())
      sets.forEachPlace(of: conjunction) { place in
        sums.add(products[place])
        total.add(weights[place])
      }
      (sum, weight) = (sums.value, total.value)
    }
    return TopSlices.Entry(
      conjunction: conjunction, score: score.score(sum: sum, weight: weight), rows: tally.rows,
      weight: weight, sum: sum)
  }
}
