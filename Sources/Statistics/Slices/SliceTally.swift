/// What the counts of a slice's rows in each segment of values say of it: limits, and numbers where
/// every segment has a single value.
struct SliceTally: Sendable, Equatable {
  var rows = 0
  /// The weight lies between these.
  var leastWeight = 0.0
  var mostWeight = 0.0
  /// The sum of weighted values is at most this.
  var mostSum = 0.0
  /// The sum of the weighted values above 0 is at most this.
  var positive = 0.0
  /// No value is above this.
  var largest = -Double.infinity

  init(counts: ArraySlice<UInt32>, segments: [SliceOrder.Segment]) {
    for (count, segment) in zip(counts, segments) where count > 0 {
      let number = Double(count)
      rows += Int(count)
      leastWeight += number * segment.weights.lowerBound
      mostWeight += number * segment.weights.upperBound
      mostSum += number * segment.mostProduct
      positive += number * max(0, segment.mostProduct)
      // Values fall from segment to segment.
      largest = max(largest, segment.values.upperBound)
    }
  }

  /// The highest score that the limits allow for the slice itself.
  func highestScore(_ score: SliceScore) -> Double {
    let mean = min(largest, mostSum / (mostSum > 0 ? leastWeight : mostWeight))
    return score.score(mean: mean, weight: mostWeight)
  }
}
