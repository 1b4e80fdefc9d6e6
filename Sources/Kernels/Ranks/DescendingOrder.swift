/// The order of rows by score, highest first.
package enum DescendingOrder {
  /// The positions of `scores`, highest score first, equal scores in position order.
  ///
  /// `-0` equals `0`; NaN comes after everything. At most 2^31 - 1 scores. Linear time: a radix sort
  /// of the upper 32 bits of each score with the position in the lower half of the same word, and
  /// then of the lower 32 bits inside the few runs that the upper half leaves undecided. Scores that
  /// are Floats, as those of many models are, have no more than 32 bits to sort by.
  package static func positions(of scores: [Double]) -> [Int32] {
    precondition(scores.count <= Int(Int32.max), "positions are 32 bits wide")
    if let keys = floatKeys(of: scores) { return RadixSort.positions(of: keys) }
    var words = [UInt64](repeating: 0, count: scores.count)
    for position in scores.indices {
      words[position] = key(scores[position]) & ~0xFFFF_FFFF | UInt64(position)
    }
    RadixSort.sort(&words, 0..<words.count)
    decideRuns(&words, scores: scores)
    return words.map { Int32(truncatingIfNeeded: $0) }
  }

  /// Words that grow as the score falls; nil unless all scores are Floats or NaN.
  private static func floatKeys(of scores: [Double]) -> [UInt32]? {
    var areFloats = true
    let keys = unsafe [UInt32](unsafeUninitializedCapacity: scores.count) { keys, count in
      unsafe scores.withUnsafeBufferPointer { scores in
        // So many at a time that the compiler makes vectors of them, and few where scores are Doubles.
        for start in stride(from: 0, to: scores.count, by: 256) where areFloats {
          for position in start..<min(start + 256, scores.count) {
            let score = unsafe scores[position]
            let float = Float(score)
            // Adding 0 turns -0 into 0.
            let bits = (float + 0).bitPattern
            let key = bits >> 31 == 1 ? bits : ~(bits | 1 << 31)
            unsafe keys[position] = score == score ? key : .max
            areFloats = areFloats && (Double(float) == score || score != score)
          }
        }
      }
      count = areFloats ? scores.count : 0
    }
    return areFloats ? keys : nil
  }

  /// A word that grows as the score falls.
  private static func key(_ score: Double) -> UInt64 {
    if score.isNaN { return .max }
    // Adding 0 turns -0 into 0.
    let bits = (score + 0).bitPattern
    return bits >> 63 == 1 ? bits : ~(bits | 1 << 63)
  }

  /// Sorts each run of equal upper halves by the lower halves of its keys.
  private static func decideRuns(_ words: inout [UInt64], scores: [Double]) {
    var start = 0
    while start < words.count {
      let upper = words[start] >> 32
      var end = start + 1
      while end < words.count, words[end] >> 32 == upper { end += 1 }
      if end - start > 1 {
        var isDecided = true
        let first = key(scores[Int(words[start] & 0xFFFF_FFFF)])
        for index in start..<end {
          let position = words[index] & 0xFFFF_FFFF
          let full = key(scores[Int(position)])
          isDecided = isDecided && full == first
          words[index] = full << 32 | position
        }
        if !isDecided { RadixSort.sort(&words, start..<end) }
      }
      start = end
    }
  }
}
