/// The cut points of one feature, arranged so that a value's code is found in a few steps.
///
/// The code of a value is the number of cuts below it; two values with the same code fall on the same
/// side of every test. Values map to equal-width buckets first. That mapping is monotone, so a cut
/// in a lower bucket is always below a value in a higher one, whatever is rounded on the way; only
/// the cuts of the value's own bucket are compared.
package struct CutTable: Sendable {
  /// Whether a cut that equals the value counts as below it: true for tests `x < cut`, false for
  /// `x <= cut`.
  let countsEqual: Bool
  /// Whether values are rounded to Float before they are compared.
  let roundsToFloat: Bool
  /// The number of cuts.
  package let cutCount: Int
  /// The cuts as integers of the same order, less 1 where ``countsEqual``, so that one comparison
  /// serves both kinds of test; then `1 << steps` integers above every number.
  let keys: [Int64]
  /// Per bucket, the number of cuts in lower buckets.
  let starts: [UInt32]
  let low: Double
  let scale: Double
  /// A bucket holds fewer than `1 << steps` cuts.
  let steps: Int

  /// - Precondition: `cuts` ascend strictly, without NaN, and are fewer than 2^31.
  package init(cuts: [Double], countsEqual: Bool, roundsToFloat: Bool) {
    precondition(zip(cuts, cuts.dropFirst()).allSatisfy(<) && cuts.count < Int(Int32.max))
    self.countsEqual = countsEqual
    self.roundsToFloat = roundsToFloat
    cutCount = cuts.count
    let bucketCount = CutTable.bucketCount(cutCount: cuts.count)
    var buckets = Buckets(over: cuts[...], of: cuts, count: bucketCount)
    // A cut far from all others (CatBoost's border for missing values is the lowest Float) leaves one
    // bucket to the rest: the outermost may lie outside of the buckets' range.
    if buckets.fullest > 4 {
      for trim in [1, cuts.count / 32] where 2 * trim < cuts.count {
        let inner = Buckets(
          over: cuts[trim..<cuts.count - trim], of: cuts, count: bucketCount)
        if inner.fullest < buckets.fullest { buckets = inner }
      }
    }
    (low, scale) = (buckets.low, buckets.scale)
    let (counts, fullest) = (buckets.counts, buckets.fullest)
    var starts = [UInt32](repeating: 0, count: bucketCount)
    var total: UInt32 = 0
    for bucket in starts.indices {
      starts[bucket] = total
      total += counts[bucket]
    }
    self.starts = starts
    steps = UInt32.bitWidth - fullest.leadingZeroBitCount
    keys =
      cuts.map { CutTable.key(of: $0) - (countsEqual ? 1 : 0) }
      + [Int64](repeating: .max, count: 1 << steps)
  }

  /// The number of cuts below `value`, 0 for NaN.
  package func code(of value: Double) -> Int {
    value.isNaN ? 0 : code(ofRounded: roundsToFloat ? Double(Float(value)) : value)
  }

  private func code(ofRounded value: Double) -> Int {
    let key = CutTable.key(of: value)
    var code = Int(
      starts[CutTable.bucket(of: value, low: low, scale: scale, count: starts.count)])
    for step in (0..<steps).reversed() where keys[code + (1 << step) - 1] < key {
      code += 1 << step
    }
    return code
  }

  /// The code that tests against `cut` compare with: a value is on the right of the cut exactly if
  /// its code is above.
  ///
  /// - Returns: nil if `cut` is not one of the cuts.
  package func index(ofCut cut: Double) -> Int? {
    guard !cut.isNaN else { return nil }
    let code = code(ofRounded: cut)
    let index = countsEqual ? code - 1 : code
    guard index >= 0, index < cutCount else { return nil }
    return keys[index] == CutTable.key(of: cut) - (countsEqual ? 1 : 0) ? index : nil
  }

  /// An integer that orders like the number; zeros are equal.
  private static func key(of value: Double) -> Int64 {
    let bits = Int64(bitPattern: (value + 0).bitPattern)
    return bits ^ Int64(bitPattern: UInt64(bitPattern: bits >> 63) >> 1)
  }

  private static func bucketCount(cutCount: Int) -> Int {
    var count = 64
    while count < 4 * cutCount, count < 65536 { count *= 2 }
    return count
  }

  /// The buckets of equal width over a range of cuts, and how many of all cuts fall into each.
  private struct Buckets {
    let low: Double
    let scale: Double
    var counts: [UInt32]
    var fullest: UInt32 = 0

    init(over range: ArraySlice<Double>, of cuts: [Double], count: Int) {
      (low, scale) = CutTable.buckets(over: range, count: count)
      counts = [UInt32](repeating: 0, count: count)
      for cut in cuts {
        let bucket = CutTable.bucket(of: cut, low: low, scale: scale, count: count)
        counts[bucket] += 1
        fullest = max(fullest, counts[bucket])
      }
    }
  }

  private static func buckets(
    over cuts: ArraySlice<Double>, count: Int
  ) -> (low: Double, scale: Double) {
    guard let low = cuts.first(where: \.isFinite), let high = cuts.last(where: \.isFinite) else {
      return (0, 0)
    }
    let scale = Double(count - 1) / (high - low)
    // A scale of 0 puts everything into the first bucket: plain halving.
    return scale.isFinite && scale > 0 ? (low, scale) : (0, 0)
  }

  // The same operations as the kernel's.
  private static func bucket(of value: Double, low: Double, scale: Double, count: Int) -> Int {
    let bucket = (value - low) * scale
    return bucket > 0 ? Int(min(bucket, Double(count - 1))) : 0
  }
}
