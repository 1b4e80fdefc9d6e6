import Kernels

/// The distinct category sets that an ensemble's tests ask, with the features they ask about.
struct CategoryTests {
  private struct Key: Hashable {
    let feature: Int32
    let set: Int32
    let includesNaN: Bool
  }

  let inputs: [CategoryInput]
  let sets: [CategorySet]
  private let numbers: [Key: Int]
  private let rule: TreeEnsemble.CategoryRule

  init(_ ensemble: TreeEnsemble) {
    rule = ensemble.categoryRule
    var inputs: [CategoryInput] = []
    var inputOf: [Int32: Int] = [:]
    var sets: [CategorySet] = []
    var numbers: [Key: Int] = [:]
    for node in ensemble.nodes where node.categorySet >= 0 && !node.isLeaf {
      let key = CategoryTests.key(of: node, ensemble.categoryRule)
      guard numbers[key] == nil else { continue }
      let input = inputOf[node.feature] ?? inputs.count
      if input == inputs.count {
        inputs.append(ensemble.categoryInput(feature: Int(node.feature)))
        inputOf[node.feature] = input
      }
      numbers[key] = sets.count
      sets.append(
        CategorySet(
          input: input, categories: ensemble.categorySets[Int(node.categorySet)],
          includesNaN: key.includesNaN))
    }
    self.inputs = inputs
    self.sets = sets
    self.numbers = numbers
  }

  /// The set that a categorical test asks.
  func set(of node: TreeEnsemble.Node) -> Int? { numbers[CategoryTests.key(of: node, rule)] }

  private static func key(
    of node: TreeEnsemble.Node, _ rule: TreeEnsemble.CategoryRule
  ) -> Key {
    Key(
      feature: node.feature, set: node.categorySet,
      includesNaN: rule != .lightgbm && node.defaultLeft)
  }
}

extension TreeEnsemble {
  fileprivate func categoryInput(feature: Int) -> CategoryInput {
    let range = categoryRule.range
    return CategoryInput(
      feature: feature, above: range.above, below: range.below, roundsToFloat: roundsInputs,
      takesFractions: range.takesFractions)
  }
}

extension TreeEnsemble.CategoryRule {
  /// The range of categories as ``TreeEnsemble/categoryCode(_:)`` has it: values strictly between the
  /// two, with or without fractions.
  var range: (above: Double, below: Double, takesFractions: Bool) {
    switch self {
    case .xgboost: (-Double.leastNonzeroMagnitude, 16_777_216, true)
    case .lightgbm: (-1, 2_147_483_648, true)
    case .exact: (-1, 2_147_483_648, false)
    }
  }
}
