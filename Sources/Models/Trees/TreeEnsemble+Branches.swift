package import Kernels

extension TreeEnsemble {
  /// The tests of all nodes as the kernels ask them, and by node the number of its test (−1 for leaves).
  /// They send every row where the plain walk sends it.
  package func branchTests() -> (tests: BranchTests, numbers: [Int32]) {
    var tests = noTests
    var numbers: [Int32] = []
    numbers.reserveCapacity(nodes.count)
    for node in nodes {
      guard !node.isLeaf else {
        numbers.append(-1)
        continue
      }
      let number = tests.append(
        feature: Int(node.feature), question(of: node), missingGoesLeft: goesLeft(node, .nan),
        zeroIsMissing: node.categorySet < 0 && node.missing == .zero)
      numbers.append(Int32(clamping: number))
    }
    return (tests, numbers)
  }

  private func question(of node: Node) -> BranchTests.Question {
    if node.categorySet >= 0 { return .isIn(categorySets[Int(node.categorySet)]) }
    let threshold = threshold(of: node)
    return switch comparison {
    case .less: .less(threshold)
    case .lessOrEqual: .atMost(threshold)
    }
  }

  private var noTests: BranchTests {
    let range = categoryRule.range
    return BranchTests(
      above: range.above, below: range.below, takesFractions: range.takesFractions,
      roundsToFloat: roundsInputs)
  }
}
