import Explanations
import Kernels
import Metrics
import Models
import Statistics
import Tabular
import Testing

@Suite struct PermutationImportanceTests {
  @Test(arguments: ImportanceReference.file?.cases ?? [])
  func `importances are those of a plain loop with the same permutations`(
    _ reference: ImportanceReference.Case
  ) throws {
    let file = try ImportanceReference.read()
    #expect(file.cases.count == 28)
    let rows = try ScorableRows(
      try file.model(reference.model), table: file.table(filled: reference.filled),
      parallel: Parallel(threads: 2))
    let explainer = PermutationExplainer(
      rows, metric: try file.metric(reference.metric, weighted: reference.weighted),
      options: PermutationOptions(repeats: file.permutations.count, stopsEarly: false),
      parallel: Parallel(threads: 2)
    ) { _, turn in file.permutations[turn] }
    let importance = try explainer.importance(of: FeatureGroup.each(of: rows.table.names))
    for feature in importance.features {
      let expected = try #require(reference.values[feature.group.name])
      #expect(feature.undefined == nil)
      guard feature.use != .unread else {
        #expect(expected.allSatisfy { $0 == 0 })
        continue
      }
      #expect(feature.values.count == expected.count)
      for (own, other) in zip(feature.values, expected) {
        #expect(abs(own - other) < 2e-7, "\(feature.group.name): \(own), \(other)")
      }
    }
  }

  @Test
  func `importance does not depend on the order of the rows, on threads or on other features`()
    throws
  {
    let file = try ImportanceReference.read()
    func importance(
      _ order: [Int]?, threads: Int, features: [String]
    ) throws -> PermutationImportance {
      let parallel = Parallel(threads: threads)
      let table = file.table(filled: false, order: order)
      let rows = try ScorableRows(
        try file.model("xgboost.json"), table: table, parallel: parallel)
      return try PermutationExplainer(
        rows, metric: try file.metric("log_loss", order: order),
        keys: table.rowKeys(id: nil, parallel: parallel), options: PermutationOptions(seed: 3),
        parallel: parallel
      ).importance(of: FeatureGroup.each(of: features))
    }
    let all = ["age", "income", "visits", "plan", "noise"]
    let first = try importance(nil, threads: 1, features: all)
    let reversed = Array(file.labels.indices.reversed())
    let second = try importance(reversed, threads: 2, features: all)
    let third = try importance(nil, threads: 2, features: ["visits"])
    for (one, other) in zip(first.features, second.features) {
      // The permutations are the same, and so are the sums but for those that the engine makes by row.
      #expect(abs(one.importance - other.importance) < 1e-12)
    }
    #expect(third.features[0].values == first["visits"]?.values)
    #expect(first.ranked.first?.group.name == "visits" || first.ranked.first?.group.name == "age")
  }

  @Test func `permutations move every row and are keyed by rows and group`() {
    let keys = (0..<50).map { SeededGenerator.mix(UInt64($0) + 9) }
    let permutations = RowPermutations(
      keys: keys, repeats: 2, seed: 1, parallel: Parallel(threads: 1))
    let donors = permutations.donors(of: "age", repeat: 0)
    #expect(donors.sorted() == (0..<50).map { Int32($0) })
    #expect(donors.enumerated().allSatisfy { Int32($0) != $1 })
    #expect(donors != permutations.donors(of: "age", repeat: 1))
    #expect(donors != permutations.donors(of: "sex", repeat: 0))
    // The same rows in another order exchange with the same partners.
    let order = (0..<50).map { ($0 * 7) % 50 }
    let moved = RowPermutations(
      keys: order.map { keys[$0] }, repeats: 2, seed: 1, parallel: Parallel(threads: 2)
    ).donors(of: "age", repeat: 0)
    for (place, row) in order.enumerated() { #expect(order[Int(moved[place])] == Int(donors[row])) }
    #expect(
      RowPermutations(keys: [4], repeats: 1, seed: 1, parallel: Parallel(threads: 1))
        .donors(of: "age", repeat: 0) == [0])
  }

  @Test func `a row gives its values as often as its weight says`() {
    let keys = (0..<40).map { SeededGenerator.mix(UInt64($0) + 9) }
    let weights = (0..<40).map { Double($0 % 4) * ($0 == 7 ? 10 : 1) }
    let permutations = RowPermutations(
      keys: keys, weights: weights, repeats: 400, seed: 1, parallel: Parallel(threads: 1))
    var given = [Double](repeating: 0, count: 40)
    var taken = [Double](repeating: 0, count: 40)
    for turn in 0..<400 {
      for (row, donor) in permutations.donors(of: "age", repeat: turn).enumerated() {
        given[Int(donor)] += weights[row]
        if weights[row] > 0, Int(donor) == 7 { taken[row] += 1 }
      }
    }
    let total = weights.reduce(0, +)
    for row in 0..<40 {
      // Four standard errors of 400 turns in which the heavy row of 30 takes from this one or does not.
      let error = 30 * (weights[row] / total / 400).squareRoot()
      #expect(abs(given[row] / 400 - weights[row]) <= 4 * error, "\(row)")
      // Whoever it is meets the heavy row as often.
      if weights[row] > 0 { #expect(abs(taken[row] / 400 - 30 / total) < 0.1, "\(row)") }
    }
    // The rows in another order, and all weights scaled, exchange with the same partners.
    let order = (0..<40).map { ($0 * 7) % 40 }
    let moved = RowPermutations(
      keys: order.map { keys[$0] }, weights: order.map { 4 * weights[$0] }, repeats: 1, seed: 1,
      parallel: Parallel(threads: 2)
    ).donors(of: "age", repeat: 0)
    let plain = permutations.donors(of: "age", repeat: 0)
    for (place, row) in order.enumerated() { #expect(order[Int(moved[place])] == Int(plain[row])) }
  }

  @Test func `features of a group are permuted together, and errors are kept apart`() throws {
    let file = try ImportanceReference.read()
    let table = file.table(filled: false)
    let rows = try ScorableRows(
      try file.model("xgboost.json"), table: table, parallel: Parallel(threads: 1))
    let groups = [
      FeatureGroup(name: "both", columns: ["age", "visits"]),
      FeatureGroup(name: "age", columns: ["age"]),
    ]
    let importance = try PermutationExplainer(
      rows, metric: try file.metric("log_loss"),
      keys: table.rowKeys(id: nil, parallel: Parallel(threads: 1)),
      options: PermutationOptions(repeats: 4, keepsInfluence: true, stopsEarly: false),
      parallel: Parallel(threads: 2)
    ).importance(of: groups)
    let (both, age) = (try #require(importance["both"]), try #require(importance["age"]))
    #expect(both.importance > age.importance)
    let sampling = try #require(both.samplingError)
    let repeats = try #require(both.monteCarloError)
    let mean = both.values.reduce(0, +) / 4
    let squares = both.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    #expect(abs(repeats - (squares / 3 / 4).squareRoot()) < 1e-12)
    // Of a mean loss the sampling error is the standard error of the rows' mean losses.
    #expect(abs(both.influence.reduce(0, +)) < 1e-9)
    let variance = both.influence.reduce(0) { $0 + $1 * $1 } / 240 / 239
    #expect(abs(sampling - variance.squareRoot()) < 1e-12)
    let (low, high) = (try #require(both.low), try #require(both.high))
    #expect(low < both.importance && both.importance < high)
    #expect(high - low > 2 * 1.64 * sampling)
  }

  @Test func `odd tables end in defined values`() throws {
    let file = try ImportanceReference.read()
    let model = try file.model("xgboost.json")
    let one = Parallel(threads: 1)
    let missing = [Double](repeating: .nan, count: file.labels.count)
    let constant = [Double](repeating: 1, count: file.labels.count)
    let table = file.table(filled: false)
    let odd = Table(
      columns: table.columns.map { column in
        switch column.name {
        case "income": Column(name: "income", values: .numeric(missing))
        case "visits": Column(name: "visits", values: .numeric(constant))
        default: column
        }
      } + [Column(name: "unknown", values: .numeric(constant))])
    let rows = try ScorableRows(model, table: odd, parallel: one)
    let importance = try PermutationExplainer(
      rows, metric: try file.metric("roc_auc"), keys: odd.rowKeys(id: nil, parallel: one),
      options: PermutationOptions(), parallel: one
    ).importance(of: FeatureGroup.each(of: odd.names))
    for name in ["income", "visits", "unknown"] {
      let feature = try #require(importance[name])
      #expect(feature.importance == 0 && feature.low == 0 && feature.high == 0)
      #expect(!feature.changesScores)
    }
    #expect(importance["unknown"]?.use == .unread)
    #expect(importance["income"]?.use == .read)
    #expect(importance["income"]?.isRead == true)
    #expect(throws: ExplanationError.unfit("there is no column 'agee'; did you mean 'age'?")) {
      try PermutationExplainer(
        rows, metric: try file.metric("roc_auc"), keys: odd.rowKeys(id: nil, parallel: one),
        options: PermutationOptions(), parallel: one
      ).importance(of: FeatureGroup.each(of: ["agee"]))
    }
  }

  @Test func `rank correlations are SciPy's`() throws {
    for reference in try ImportanceReference.read().correlations {
      for (method, expected) in [
        (RankCorrelation.kendall, reference.kendall), (.spearman, reference.spearman),
        (.weighted, reference.weighted),
      ] {
        let value = try #require(method.coefficient(reference.one, reference.other))
        #expect(abs(value - expected) < 1e-12, "\(method) of \(reference.other)")
      }
    }
    #expect(RankCorrelation.kendall.coefficient([1, 1], [1, 2]) == nil)
    #expect(RankCorrelation.spearman.coefficient([1], [2]) == nil)
  }

  @Test func `a feature that came out below 0 has the share 0, and may have more`() throws {
    let file = try ImportanceReference.read()
    let table = file.table(filled: true)
    let one = Parallel(threads: 1)
    let rows = try ScorableRows(try file.model("xgboost.json"), table: table, parallel: one)
    // The labels of other rows, which no feature says anything about.
    let metric = try file.metric("log_loss", order: Array(file.labels.indices.reversed()))
    var found = 0
    for seed in UInt64(0)..<20 {
      let importance = try PermutationExplainer(
        rows, metric: metric, keys: table.rowKeys(id: nil, parallel: one),
        options: PermutationOptions(repeats: 2, seed: seed, keepsInfluence: true), parallel: one
      ).importance(of: FeatureGroup.each(of: table.names))
      guard let shares = ImportanceShares(importance, alpha: 0.05) else { continue }
      for (feature, share) in zip(importance.features, shares.shares) where feature.importance <= 0
      {
        #expect(share.value == 0 && share.low == 0)
        // Only what changes no score is certain.
        #expect(((share.high ?? 0) > 0) == feature.changesScores, "\(feature.group.name)")
        found += feature.changesScores ? 1 : 0
      }
    }
    #expect(found > 0)
  }

  @Test func `shares, shift and overlap of two models`() throws {
    let file = try ImportanceReference.read()
    let table = file.table(filled: true)
    let one = Parallel(threads: 1)
    func shares(_ model: String) throws -> ImportanceShares {
      let rows = try ScorableRows(try file.model(model), table: table, parallel: one)
      let importance = try PermutationExplainer(
        rows, metric: try file.metric("log_loss"), keys: table.rowKeys(id: nil, parallel: one),
        options: PermutationOptions(keepsInfluence: true), parallel: one
      ).importance(of: FeatureGroup.each(of: table.names))
      return try #require(ImportanceShares(importance, alpha: 0.05))
    }
    let (trees, linear) = (try shares("xgboost.json"), try shares("logistic.skops"))
    #expect(abs(trees.shares.reduce(0) { $0 + $1.value } - 1) < 1e-12)
    // All shares together are 1 on any rows, so their error is 0.
    let all = trees.sum([Double](repeating: 1, count: 5), alpha: 0.05)
    #expect(abs(all.value - 1) < 1e-12 && (all.standardError ?? 1) < 1e-12)
    let shift = ImportanceShift(candidate: linear, baseline: trees, alpha: 0.05)
    let same = ImportanceShift(candidate: trees, baseline: trees, alpha: 0.05)
    #expect(same.distance == 0 && same.overlap(3) == 1 && same.correlation(.weighted) == 1)
    let expected =
      table.names.reduce(0) { $0 + abs(linear.value(of: $1) - trees.value(of: $1)) } / 2
    #expect(abs(shift.distance - expected) < 1e-12)
    let (low, high) = (try #require(shift.low), try #require(shift.high))
    #expect(low < shift.distance && shift.distance < high)
    let names = shift.features.map(\.name)
    let draws = try #require(
      ImportanceDraws(candidate: linear, baseline: trees, names: names, seed: 1))
    func limits(_ draws: ImportanceDraws, _ value: Double, threads: Int = 1) throws -> Interval {
      try #require(
        draws.interval(
          around: value, within: -1...1, alpha: 0.05, parallel: Parallel(threads: threads)
        ) { RankCorrelation.weighted.coefficient($0, $1) })
    }
    let order = try #require(shift.correlation(.weighted))
    let own = try limits(draws, order)
    #expect(-1 <= own.low && own.low < order && order <= own.high && own.high <= 1)
    #expect(try limits(draws, order, threads: 2) == own)
    // Nothing that moves one of two equal models leaves the other where it is.
    let alike = try #require(
      ImportanceDraws(candidate: trees, baseline: trees, names: names, seed: 1))
    #expect(try limits(alike, 1) == Interval(low: 1, high: 1))
    // The draws vary as the importances do.
    let drawn = (0..<400).map { draws.shares($0).candidate }
    for (place, name) in names.enumerated() {
      let share = try #require(linear.shares.first { $0.name == name })
      let error = try #require(share.standardError)
      // Near 0 shares are cut.
      guard share.value > 4 * error else { continue }
      let values = drawn.map { $0[place] }
      let mean = values.reduce(0, +) / 400
      let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      let spread = (squares / 399).squareRoot()
      #expect(abs(spread - error) <= 0.25 * error, "\(name): \(spread) \(error)")
    }
  }
}
