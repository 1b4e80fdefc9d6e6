/// Which rounds of a boosted model count, and why.
struct XGBoostRounds {
  /// The trees of the rounds that count.
  let treeCount: Int
  /// For people: `12 of 30 (up to the best iteration)`.
  let fact: String

  /// - Parameters:
  ///   - starts: The trees before each round, and all trees at the end.
  ///   - attributes: The learner's attributes.
  init(
    starts: [Int], attributes: DocumentNode?, options: ModelOptions
  ) throws(ModelError) {
    let total = starts.count - 1
    var rounds = total
    var reason = ""
    switch options.rounds {
    case .all: reason = "all, as asked"
    case .first(let count):
      guard count >= 1, count <= total else {
        throw .badOption(
          option: "rounds", problem: "asks for \(count) rounds; the model has \(total)")
      }
      rounds = count
      reason = "as asked"
    case .automatic:
      let best = try attributes?.optional("best_iteration")
      switch (best, try attributes?.optional("scikit_learn")) {
      case (let best?, _?):
        let iteration = try best.integer()
        guard iteration >= 0, iteration < total else {
          throw best.malformed("is \(iteration), the model has \(total) rounds")
        }
        rounds = iteration + 1
        reason = "up to the best iteration, as the scikit-learn wrapper predicts"
      case (_?, nil): reason = "all, as the library does without its scikit-learn wrapper"
      case (nil, _): reason = "all"
      }
    }
    treeCount = starts[rounds]
    fact = "\(rounds) of \(total) (\(reason))"
  }

  /// The trees before each round: stored since 2.0, else equal rounds.
  static func starts(
    of model: DocumentNode, treeGroups: [Int]
  ) throws(ModelError) -> [Int] {
    let treeCount = treeGroups.count
    if let node = try model.optional("iteration_indptr") {
      let starts = try node.integers()
      guard starts.first == 0, starts.last == treeCount,
        zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
      else { throw node.malformed("is not ascending from 0 to the \(treeCount) trees") }
      return starts
    }
    let parallel = try model.optional("gbtree_model_param")?.optional("num_parallel_tree")
    let perGroup = max(1, try parallel?.integer() ?? 1)
    let (width, overflow) = perGroup.multipliedReportingOverflow(by: (treeGroups.max() ?? 0) + 1)
    guard !overflow, width > 0, treeCount % width == 0 else {
      throw model.malformed("\(treeCount) trees are not a whole number of rounds")
    }
    return Array(stride(from: 0, through: treeCount, by: width))
  }
}
