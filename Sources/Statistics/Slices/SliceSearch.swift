package import Kernels

/// The search for the slices with the highest scores among all conjunctions of up to three literals.
///
/// Exact: the slices are those that scoring every conjunction would give. Level by level, candidates
/// are taken in order of the bound that their parents set, and left out once it is below the k-th
/// best score so far (Sagadeeva and Boehm, "SliceLine", SIGMOD 2021, with rows in the bound). Their
/// rows are counted by bit sets in order of the value; sums are exact from the counts or limited by
/// them, and added up only for slices that may be among the best.
package struct SliceSearch: Sendable {
  /// How slices are scored and which are considered.
  package struct Options: Sendable, Equatable {
    /// The share of the loss in the score, above 0, at most 1: lower prefers larger slices.
    package var alpha = 0.95
    /// How many slices are wanted.
    package var count = 10
    /// The most literals of a slice, 1 to 3.
    package var depth = 3
    /// Slices with fewer rows are not considered; at least 1.
    package var minimumRows = 50

    package init() {}
  }

  /// Literals whose pairs can still be listed.
  package static let literalLimit = 2000
  /// Bytes of bit sets.
  package static let byteLimit = 1 << 30
  /// Combinations of one level.
  package static let candidateLimit = 5_000_000

  let options: Options
  let parallel: Parallel
  let order: SliceOrder
  let sets: LiteralSets
  /// The column and code of each literal.
  let literals: [FoundSlice.Literal]
  let score: SliceScore
  /// What `minimumRows` rows weigh at least.
  let leastWeight: Double
  /// Weighted values and weights, by the places of `sets`.
  let products: [Double]
  let weights: [Double]

  /// - Parameters:
  ///   - columns: All of equal length, with one or more rows.
  ///   - values: A loss a row, or a difference of losses; finite.
  ///   - weights: Finite and positive; nil means all 1.
  package init(
    columns: [CodedColumn], values: [Double], weights: [Double]?, options: Options,
    parallel: Parallel
  ) throws(SliceSearchError) {
    (self.options, self.parallel) = (options, parallel)
    literals = columns.enumerated().flatMap { column, coded in
      (0..<coded.width).map { FoundSlice.Literal(column: column, code: $0) }
    }
    guard literals.count <= Self.literalLimit else {
      throw .tooManyLiterals(literals.count, limit: Self.literalLimit)
    }
    guard LiteralSets.byteCount(literals: literals.count, rows: values.count) <= Self.byteLimit
    else { throw .tooManyBytes(literals: literals.count, rows: values.count) }
    let order = SliceOrder(values: values, weights: weights)
    self.order = order
    let sets = LiteralSets(
      columns: columns, order: order.rows, segments: order.places, parallel: parallel)
    self.sets = sets
    let inOrder = order.rows.map { weights?[Int($0)] ?? 1 }
    let sorted = order.rows.map { values[Int($0)] }
    products = sets.spread(zip(sorted, inOrder).map { $0 * $1 }, over: order.places)
    self.weights = sets.spread(inOrder, over: order.places)
    let total = Sums.unordered(inOrder)
    let mean = Sums.unordered(count: sorted.count) { sorted[$0] * inOrder[$0] } / total
    let size = Sums.unordered(count: sorted.count) { sorted[$0].magnitude * inOrder[$0] } / total
    // Without any loss every score is the penalty alone, and none is above 0.
    score = SliceScore(
      alpha: options.alpha, centre: mean, scale: size > 0 ? size : 1, total: total)
    leastWeight =
      weights.map { weights in
        weights.sorted().prefix(options.minimumRows).reduce(0, +)
      } ?? Double(options.minimumRows)
  }

  /// The best slices with a score above 0, best first; at most as many as wanted.
  package func slices() throws(SliceSearchError) -> [FoundSlice] {
    var top = TopSlices(limit: options.count)
    let single = literals.indices.map { Candidate(Conjunction($0), bound: .infinity) }
    var level = counted(single, &top)
    if options.depth > 1 {
      let pairs = try level.pairs(self, top.threshold)
      level = counted(pairs, &top)
    }
    if options.depth > 2 {
      let triples = try level.triples(self, top.threshold)
      level = counted(triples, &top)
    }
    return top.entries.map { entry in
      FoundSlice(
        literals: entry.conjunction.literals.map { literals[$0] }, score: entry.score,
        rows: entry.rows, weight: entry.weight, mean: entry.sum / entry.weight)
    }
  }
}
