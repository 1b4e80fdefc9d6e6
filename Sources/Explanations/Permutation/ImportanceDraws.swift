package import Kernels
package import Statistics

/// Two models' shares as they might have come out on other rows and with other permutations: what rows and
/// repeats leave open of a number that no derivative exists for, such as the order of the features.
///
/// A draw moves every importance by the influence of the rows, taken together in blocks that are weighed by
/// one normal number each (a wild bootstrap: Wu, "Jackknife, bootstrap and other resampling methods in
/// regression analysis", Annals of Statistics 14, 1986), and by what the repeats differ. Both models and all
/// features share the numbers, as they share rows and permutations.
package struct ImportanceDraws: Sendable {
  /// Draws: their own error is then about a twentieth of an interval's half width.
  package static let count = 1000
  /// Rows are blocks of their own until there are so many.
  static let mostBlocks = 500

  /// One model's features with what moves them.
  private struct Side: Sendable {
    /// By feature of the union; 0 for one that the model lacks.
    let importances: [Double]
    /// `[block][feature]`, in units of importance.
    let blocks: [[Double]]
    /// `[repeat][feature]`.
    let repeats: [[Double]]
  }

  private let candidate: Side
  private let baseline: Side
  private let seed: UInt64

  /// Nil where some importance has no influence values, or there are fewer than two independent rows.
  ///
  /// - Parameter names: The features in order.
  package init?(
    candidate: ImportanceShares, baseline: ImportanceShares, names: [String], seed: UInt64
  ) {
    guard let own = ImportanceDraws.side(candidate.importance, names),
      let other = ImportanceDraws.side(baseline.importance, names)
    else { return nil }
    (self.candidate, self.baseline, self.seed) = (own, other, seed)
  }

  private static func side(_ importance: PermutationImportance, _ names: [String]) -> Side? {
    let sample = importance.sample
    let features = names.map { importance[$0].flatMap { $0.undefined == nil ? $0 : nil } }
    let moving = features.map { $0?.changesScores == true ? $0 : nil }
    let count = importance.rowCount
    guard sample.units(count: count) > 1,
      moving.allSatisfy({ $0 == nil || $0?.influence.count == count })
    else { return nil }
    let blockOf = blocks(sample, count: count)
    let total = sample.weights.map { $0.reduce(0, +) } ?? Double(count)
    // Copies of a row are rows of their own: their sum varies by the root of their number.
    let areCopies = sample.meaning == .frequency && sample.identity.clusters == nil
    var sums = [[Double]](
      repeating: Array(repeating: 0, count: names.count), count: (blockOf.max() ?? -1) + 1)
    for (place, feature) in moving.enumerated() {
      guard let feature else { continue }
      for row in 0..<count {
        let weight = sample.weights?[row] ?? 1
        sums[blockOf[row]][place] +=
          (areCopies ? weight.squareRoot() : weight) * feature.influence[row] / total
      }
    }
    let most = features.map { $0?.values.count ?? 0 }.max() ?? 0
    let repeats = (0..<most).map { turn in
      features.map { feature -> Double in
        guard let feature, feature.values.count > 1, turn < feature.values.count else { return 0 }
        let count = Double(feature.values.count)
        return (feature.values[turn] - feature.importance) / (count * (count - 1)).squareRoot()
      }
    }
    return Side(
      importances: features.map { $0?.importance ?? 0 }, blocks: sums, repeats: repeats)
  }

  /// The block of each row: of its own where rows are few, else by the hash of its key; the rows of a
  /// cluster are together.
  private static func blocks(_ sample: RowSample, count: Int) -> [Int] {
    let keys = sample.identity.drawingKeys(count: count)
    let salt = SeededGenerator.stableHash("importance/blocks")
    guard Set(keys).count > mostBlocks else {
      let places = Dictionary(
        uniqueKeysWithValues: Set(keys).sorted().enumerated().map { ($1, $0) })
      return keys.map { places[$0] ?? 0 }
    }
    return keys.map { Int(SeededGenerator.mix($0 ^ salt) % UInt64(mostBlocks)) }
  }

  /// Limits of a number made of both models' shares, at confidence 1 - 2 · alpha; nil where it is undefined
  /// in more than one draw of twenty.
  ///
  /// Noise unsettles an order and never settles it, so the draws are as far on one side of the number as
  /// it is of the truth: a limit reaches as far as the draws do on that side, or as they do on the other.
  ///
  /// - Parameters:
  ///   - statistic: Of the shares in the order of the names; nil where it is undefined.
  ///   - value: What it is on the rows as they are.
  ///   - range: No value lies outside.
  package func interval(
    around value: Double, within range: ClosedRange<Double>, alpha: Double, parallel: Parallel,
    _ statistic: @Sendable ([Double], [Double]) -> Double?
  ) -> Interval? {
    let draws = ReplicateDistribution(
      parallel.map(count: ImportanceDraws.count) { number -> Double? in
        let (own, other) = shares(number)
        return statistic(own, other)
      })
    guard draws.isUsable else { return nil }
    let (low, high) = (draws.quantile(alpha), draws.quantile(1 - alpha))
    return Interval(
      low: max(range.lowerBound, min(value, low, 2 * value - high)),
      high: min(range.upperBound, max(value, high, 2 * value - low)))
  }

  /// Both models' shares in one draw.
  package func shares(_ number: Int) -> (candidate: [Double], baseline: [Double]) {
    var generator = SeededGenerator.stream(seed, "importance draws", number)
    let blocks = (0..<max(candidate.blocks.count, baseline.blocks.count)).map { _ in
      generator.normal()
    }
    // A feature's repeats differ by permutations of its own.
    let repeats = (0..<max(candidate.repeats.count, baseline.repeats.count)).map { _ in
      candidate.importances.map { _ in generator.normal() }
    }
    func drawn(_ side: Side) -> [Double] {
      var values = side.importances
      for (block, factor) in zip(side.blocks, blocks) {
        for place in values.indices { values[place] += factor * block[place] }
      }
      for (turn, factors) in zip(side.repeats, repeats) {
        for place in values.indices { values[place] += factors[place] * turn[place] }
      }
      let positive = values.map { max(0, $0) }
      let total = positive.reduce(0, +)
      return total > 0 ? positive.map { $0 / total } : positive
    }
    return (drawn(candidate), drawn(baseline))
  }
}

extension SeededGenerator {
  /// A standard normal number.
  fileprivate mutating func normal() -> Double {
    Normal.quantile((Double(next() >> 11) + 0.5) * 0x1p-53)
  }
}
