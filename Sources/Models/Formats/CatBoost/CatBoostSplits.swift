import Kernels

/// The tests that a model's trees name by number, and the ensemble's inputs that they read.
///
/// Inputs are the float features, then the one-hot features as codes, then the statistics that any
/// tree tests.
struct CatBoostSplits {
  /// One test.
  enum Test {
    /// Passed by numbers above the border.
    case number(input: Int, border: Float, missingIsHigh: Bool)
    /// Passed by one code of a one-hot feature.
    case category(input: Int, code: Int)
    /// Passed by numbers above the border.
    case statistic(Int, border: Float)
  }

  private let tests: [Test]
  /// The input of each statistic, nil for those that no tree tests.
  private let statisticInputs: [Int?]
  /// The statistics that have inputs, in order of these.
  let usedStatistics: [Int]
  let inputCount: Int

  /// The most 64-bit words that the sets of one-hot values may take.
  private static let wordLimit = Limits.Models.setWords

  init(_ contents: CatBoostContents, trees: some Sequence<CatBoostTree>) throws(ModelError) {
    var tests: [Test] = []
    for (input, feature) in contents.floatFeatures.enumerated() {
      tests += feature.borders.map {
        .number(input: input, border: $0, missingIsHigh: feature.missingIsHigh)
      }
    }
    let floatCount = contents.floatFeatures.count
    for (index, feature) in contents.oneHotFeatures.enumerated() {
      tests += feature.values.indices.map { .category(input: floatCount + index, code: $0) }
    }
    for (index, statistic) in contents.statistics.enumerated() {
      tests += statistic.borders.map { .statistic(index, border: $0) }
    }
    var isUsed = [Bool](repeating: false, count: contents.statistics.count)
    for (index, tree) in trees.enumerated() {
      for split in tree.splits {
        guard tests.indices.contains(split) else {
          throw .malformed(
            place: "tree \(index)", problem: "names test \(split), the model has \(tests.count)")
        }
        if case .statistic(let statistic, _) = tests[split] { isUsed[statistic] = true }
      }
    }
    let firstInput = floatCount + contents.oneHotFeatures.count
    usedStatistics = isUsed.indices.filter { isUsed[$0] }
    var inputs = [Int?](repeating: nil, count: isUsed.count)
    for (offset, statistic) in usedStatistics.enumerated() {
      inputs[statistic] = firstInput + offset
    }
    statisticInputs = inputs
    inputCount = firstInput + usedStatistics.count
    self.tests = tests
  }

  /// Adds the sets of one-hot values to `builder`: element `code` for each code.
  func addSets(to builder: inout TreeEnsembleBuilder) throws(ModelError) -> [Int32] {
    var highest = -1
    for case .category(_, let code) in tests { highest = max(highest, code) }
    var words = 0
    var sets: [Int32] = []
    for code in 0..<highest + 1 {
      words += code / 64 + 1
      guard words <= CatBoostSplits.wordLimit else {
        throw .tooLarge(
          what: "the size of all one-hot values",
          limit: Limits.text(bytes: 8 * CatBoostSplits.wordLimit))
      }
      var set = [UInt64](repeating: 0, count: code / 64 + 1)
      set[code / 64] = 1 << UInt64(code % 64)
      sets.append(builder.addCategorySet(set))
    }
    return sets
  }

  /// The node that asks test `split`, which is one of the tests: rows that pass go to `passed`.
  func node(
    _ split: Int, passed: Int, failed: Int, sets: [Int32]
  ) -> TreeEnsemble.Node {
    func node(input: Int, border: Float, missingIsHigh: Bool) -> TreeEnsemble.Node {
      TreeEnsemble.Node(
        feature: Int32(clamping: input), left: Int32(clamping: failed),
        right: Int32(clamping: passed), categorySet: -1, threshold: Double(border), missing: .nan,
        defaultLeft: !missingIsHigh)
    }
    switch tests[split] {
    case .number(let input, let border, let missingIsHigh):
      return node(input: input, border: border, missingIsHigh: missingIsHigh)
    case .statistic(let statistic, let border):
      return node(input: statisticInputs[statistic] ?? -1, border: border, missingIsHigh: false)
    case .category(let input, let code):
      return TreeEnsemble.Node(
        feature: Int32(clamping: input), left: Int32(clamping: passed),
        right: Int32(clamping: failed), categorySet: sets[code], threshold: 0, missing: .nan,
        defaultLeft: false)
    }
  }
}

extension CatBoostTree {
  /// The tests that the tree asks.
  var splits: [Int] {
    switch shape {
    case .symmetric(let splits): splits
    case .nodes(let nodes):
      nodes.compactMap { if case .test(let split, _, _) = $0 { split } else { nil } }
    }
  }
}
