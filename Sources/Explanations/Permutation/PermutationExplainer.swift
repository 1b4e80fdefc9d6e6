internal import Findings
package import Kernels
internal import Metrics
package import Models
internal import Tabular

/// Computes permutation importance: exchanges the values of one feature group after the other, scores,
/// and measures.
///
/// Sampling error and Monte Carlo error are kept apart. The first comes from the rows: with d(i) the
/// influence of row i on the loss, averaged over the repeats, it is the standard error of their mean. It
/// is what scikit-learn's standard deviation over repeats leaves out. The second is the standard
/// deviation over repeats divided by the root of their number. A feature that the model file proves
/// unread is 0 without any scoring. After ``firstRepeats`` a feature stops once its Monte Carlo error
/// is below a tenth of its sampling error.
package struct PermutationExplainer: Sendable {
  private let rows: ScorableRows
  private let metric: ScoredMetric
  private let options: PermutationOptions
  private let parallel: Parallel
  private let donors: @Sendable (_ group: String, _ turn: Int) -> [Int32]

  /// Repeats that every feature gets before it may stop.
  package static let firstRepeats = 3

  /// - Parameters:
  ///   - keys: One number a row that stays with it whatever its position.
  ///   - weights: How likely each row gives its values: those that the metric counts it with.
  package init(
    _ rows: ScorableRows, metric: ScoredMetric, keys: [UInt64], weights: [Double]? = nil,
    options: PermutationOptions, parallel: Parallel
  ) {
    let permutations = RowPermutations(
      keys: keys, weights: weights, repeats: options.repeats, seed: options.seed,
      parallel: parallel)
    self.init(rows, metric: metric, options: options, parallel: parallel) {
      permutations.donors(of: $0, repeat: $1)
    }
  }

  /// The same with donors of the caller's choice: row `i` takes the values of row `donors(…)[i]`.
  package init(
    _ rows: ScorableRows, metric: ScoredMetric, options: PermutationOptions, parallel: Parallel,
    donors: @escaping @Sendable (_ group: String, _ turn: Int) -> [Int32]
  ) {
    self.rows = rows
    self.metric = metric
    self.options = options
    self.parallel = parallel
    self.donors = donors
  }

  /// The importance of each group, on its own.
  ///
  /// - Throws: ``ExplanationError`` if the model cannot score, or the metric is undefined on the rows as
  ///   they are or has no better direction.
  package func importance(
    of groups: [FeatureGroup]
  ) throws(ExplanationError) -> PermutationImportance {
    guard metric.direction != .none else {
      throw .unfit(
        "\(metric.id) is neither better high nor better low, so no feature is important for it")
    }
    for group in groups {
      if let name = group.columns.first(where: { rows.table[$0] == nil }) {
        throw .unfit(
          "there is no column '\(name)'" + Suggestion.clause(name, among: rows.table.names))
      }
    }
    let scorer = PermutedScores(rows: rows, parallel: parallel)
    let base = try base(scorer)
    var tallies = groups.map { ImportanceTally(group: $0, use: use(of: $0)) }
    let first =
      options.stopsEarly
      ? min(PermutationExplainer.firstRepeats, options.repeats) : options.repeats
    try run(0..<first, &tallies, base, scorer)
    if first < options.repeats { try run(first..<options.repeats, &tallies, base, scorer) }
    return PermutationImportance(
      metric: metric.id, direction: metric.direction, unit: metric.unit, base: base.value.value,
      rowCount: rows.rowCount, limitingRows: base.value.limitingRows,
      features: tallies.map { $0.finished(base, metric, options) }, sample: metric.sample,
      strata: base.value.strata)
  }

  private func base(
    _ scorer: PermutedScores
  ) throws(ExplanationError) -> ImportanceTally.Base {
    let scores: Scores
    do throws(ModelError) {
      scores = try scorer.base()
    } catch {
      throw .model(error)
    }
    switch try metric.evaluate(scores) {
    case .defined(let value): return .init(scores: scores, value: value)
    case .undefined(let reason):
      throw .unfit("\(metric.id) is undefined on these rows: \(reason)")
    }
  }

  /// What the files say of a group: read if one of its columns is.
  private func use(of group: FeatureGroup) -> FeatureUse {
    let uses = group.columns.compactMap { name in
      rows.table.names.firstIndex(of: name).map { rows.use(ofColumn: $0) }
    }
    if uses.contains(.read) { return .read }
    return uses.contains(.unknown) ? .unknown : .unread
  }

  /// Some repeats of every group that still needs them.
  private func run(
    _ turns: Range<Int>, _ tallies: inout [ImportanceTally], _ base: ImportanceTally.Base,
    _ scorer: PermutedScores
  ) throws(ExplanationError) {
    let open = tallies.indices.filter { tallies[$0].isOpen(base, metric, options) }
    let donors = donors
    for range in scorer.batches(ofGroups: open.count, repeats: turns.count) {
      let places = Array(open[range])
      let groups = places.map { tallies[$0].group }
      let lists = parallel.map(count: groups.count) { place in
        turns.map { donors(groups[place].name, $0) }
      }
      let jobs = zip(groups, lists).map { PermutedScores.Job(group: $0, donors: $1) }
      let batch: PermutedScores.Batch
      do throws(ModelError) {
        batch = try scorer.scores(of: jobs)
      } catch {
        throw .model(error)
      }
      let (metric, keep) = (metric, tallies)
      let added = parallel.map(count: jobs.count) { job in
        Result { () throws(ExplanationError) -> ImportanceTally in
          var tally = keep[places[job]]
          for turn in turns.indices {
            try tally.add(
              batch.scores(job: job, repeat: turn - turns.lowerBound), base, metric)
          }
          return tally
        }
      }
      for (place, result) in zip(places, added) { tallies[place] = try result.get() }
    }
  }
}
