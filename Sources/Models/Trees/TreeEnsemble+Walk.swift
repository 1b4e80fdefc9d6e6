/// The plain evaluation, row after row and node after node: what the fast engine must equal bit for
/// bit, and the fallback for shapes that it does not take.
extension TreeEnsemble {
  /// Whether inputs are rounded to Float before anything is asked about them.
  var roundsInputs: Bool { precision != .float64 }

  /// An input as the comparisons see it.
  func input(_ value: Double) -> Double {
    roundsInputs ? Double(Float(value)) : value
  }

  /// A threshold as the comparisons see it.
  func threshold(of node: Node) -> Double {
    precision == .float32 ? Double(Float(node.threshold)) : node.threshold
  }

  /// The index in ``nodes`` of the leaf that a row ends in.
  ///
  /// - Parameter value: The row's value of a feature, NaN where missing; categories as codes.
  func walk(from root: Int32, value: (Int) -> Double) -> Int {
    var index = Int(root)
    while !nodes[index].isLeaf {
      let node = nodes[index]
      let goesLeft = self.goesLeft(node, input(value(Int(node.feature))))
      index = Int(goesLeft ? node.left : node.right)
    }
    return index
  }

  /// Whether `value` (an ``input(_:)``) goes left at `node`.
  func goesLeft(_ node: Node, _ value: Double) -> Bool {
    node.categorySet < 0
      ? goesLeft(node, number: value) : goesLeft(node, category: value)
  }

  private func goesLeft(_ node: Node, number: Double) -> Bool {
    var number = number
    switch node.missing {
    case .none:
      if number.isNaN { number = 0 }
    case .zero:
      if number.isNaN || number.magnitude <= TreeEnsemble.zeroBound { return node.defaultLeft }
    case .nan:
      if number.isNaN { return node.defaultLeft }
    }
    let threshold = threshold(of: node)
    return switch comparison {
    case .less: number < threshold
    case .lessOrEqual: number <= threshold
    }
  }

  private func goesLeft(_ node: Node, category: Double) -> Bool {
    if category.isNaN { return categoryRule != .lightgbm && node.defaultLeft }
    guard let code = categoryCode(category) else { return false }
    let words = categorySets[Int(node.categorySet)]
    return code >> 6 < words.count && words[code >> 6] >> UInt64(code & 63) & 1 == 1
  }

  /// The code that a category set is asked for, nil for a value that no set holds.
  func categoryCode(_ value: Double) -> Int? {
    switch categoryRule {
    case .xgboost: value >= 0 && value < 16_777_216 ? Int(value) : nil
    // Truncation towards zero makes −0.5 the category 0.
    case .lightgbm: value > -1 && value < 2_147_483_648 ? Int(value) : nil
    case .exact: value >= 0 && value < 2_147_483_648 ? Int(exactly: value) : nil
    }
  }

  /// LightGBM's `kZeroThreshold` as its comparison sees it.
  static let zeroBound = 1.0000000180025095e-35

  /// What the leaf at `node` adds to output `output`, before rounding to the ensemble's precision.
  func leafValue(_ node: Int, output: Int, isVector: Bool, value: (Int) -> Double) -> Double {
    let leaf = Int(nodes[node].left)
    guard !linearLeaves.isEmpty, !isVector else {
      return leafValues[isVector ? leaf + output : leaf]
    }
    let linear = linearLeaves[leaf]
    var sum = linear.constant
    for (feature, coefficient) in zip(linear.features, linear.coefficients) {
      let number = input(value(Int(feature)))
      if number.isNaN { return leafValues[leaf] }
      sum += coefficient * number
    }
    return sum
  }

  /// The outputs of one row, sums in order of trees and in the width of ``precision``.
  func walkedMargins(value: (Int) -> Double) -> [Double] {
    let sums =
      switch precision {
      case .float32: walkedSums(as: Float.self, value: value).map(Double.init)
      case .float64, .float32Inputs: walkedSums(as: Double.self, value: value)
      }
    return hasPlainEnding ? sums : zip(sums, biases).map { scale * $0 + $1 }
  }

  /// Whether sums are the margins already.
  var hasPlainEnding: Bool { scale == 1 && biases.allSatisfy { $0 == 0 } }

  private func walkedSums<Number: BinaryFloatingPoint>(
    as type: Number.Type, value: (Int) -> Double
  ) -> [Number] {
    var sums = baseScores.map(Number.init)
    for (root, treeOutput) in zip(roots, treeOutputs) {
      let node = walk(from: root, value: value)
      let isVector = treeOutput < 0
      for output in isVector ? 0..<outputCount : Int(treeOutput)..<Int(treeOutput) + 1 {
        sums[output] += Number(
          leafValue(node, output: output, isVector: isVector, value: value))
      }
    }
    return divisor == 1 ? sums : sums.map { $0 / Number(divisor) }
  }
}
