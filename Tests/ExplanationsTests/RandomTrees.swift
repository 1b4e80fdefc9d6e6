import Kernels

@testable import Models

/// Trees and rows as no library makes them: any shape, every rule, drawn from a seed.
struct RandomTrees {
  let ensemble: TreeEnsemble
  private var generator: SeededGenerator

  /// - Parameter outputs: With more than one, leaves are vectors.
  init(
    seed: UInt64, features: Int, trees: Int, depth: Int, outputs: Int = 1, split: Double = 0.85,
    comparison: TreeEnsemble.Comparison = .lessOrEqual,
    categoryRule: TreeEnsemble.CategoryRule = .lightgbm
  ) throws {
    var generator = SeededGenerator(seed: seed)
    var builder = TreeEnsembleBuilder(
      featureCount: features, outputCount: outputs, comparison: comparison,
      precision: .float64, categoryRule: categoryRule)
    builder.baseScores = (0..<outputs).map { 0.25 * Double($0 + 1) }
    builder.divisor = 3
    builder.scale = 1.5
    builder.biases = (0..<outputs).map { -0.5 + Double($0) }
    let set = builder.addCategorySet([0b1011])
    for _ in 0..<trees {
      var tree = TreeEnsembleBuilder.Tree()
      var pending = [(index: 0, level: 0, cover: 100.0)]
      tree.nodes = [.leaf(at: 0)]
      tree.covers = [100]
      while let (index, level, cover) = pending.popLast() {
        guard level < depth, level == 0 || generator.fraction() < split else {
          tree.nodes[index] = .leaf(at: tree.leafValues.count)
          for _ in 0..<outputs { tree.leafValues.append(2 * generator.fraction() - 1) }
          continue
        }
        let feature = generator.index(below: features)
        let isCategorical = feature == 0 && generator.fraction() < 0.5
        tree.nodes[index] = TreeEnsemble.Node(
          feature: Int32(feature), left: Int32(tree.nodes.count),
          right: Int32(tree.nodes.count + 1), categorySet: isCategorical ? set : -1,
          threshold: Double(generator.index(below: 5)) - 2,
          missing: [.none, .zero, .nan][generator.index(below: 3)],
          defaultLeft: generator.fraction() < 0.5)
        // Now and then a side that no training row took.
        let share = generator.index(below: 8) == 0 ? 0 : generator.fraction()
        for (side, cover) in [cover * share, cover * (1 - share)].enumerated() {
          pending.append((tree.nodes.count + side, level + 1, cover))
        }
        tree.nodes += [.leaf(at: 0), .leaf(at: 0)]
        tree.covers += [cover * share, cover * (1 - share)]
      }
      try builder.append(tree, output: outputs == 1 ? 0 : -1)
    }
    ensemble = try builder.build()
    self.generator = generator
  }

  /// Rows of small numbers, with missing ones and zeros, so that thresholds are met exactly.
  mutating func rows(_ count: Int) -> [[Double]] {
    (0..<ensemble.featureCount).map { _ in
      (0..<count).map { _ in
        generator.index(below: 6) == 0 ? .nan : Double(generator.index(below: 13)) / 2 - 3
      }
    }
  }

  func treeRows(_ inputs: [[Double]], sources: [Int?]? = nil) -> TreeRows {
    TreeRows(
      trees: CompiledEnsemble(ensemble), inputs: inputs, rowCount: inputs[0].count,
      sources: sources ?? inputs.indices.map { $0 }
    ) { margins, _ in Scores(kind: .margin, outputs: margins) }
  }
}

/// Shapley values by their definition: all coalitions of at most 10 players.
struct BruteForce {
  let ensemble: TreeEnsemble
  /// By input, its player.
  let players: [Int]
  let playerCount: Int

  /// `[output][player]`, and the value of the empty coalition by output.
  func values(_ worth: (Set<Int>) -> [Double]) -> (values: [[Double]], bases: [Double]) {
    let worths = (0..<1 << playerCount).map { mask in
      worth(Set((0..<playerCount).filter { mask >> $0 & 1 == 1 }))
    }
    var weights = [Double](repeating: 1 / Double(playerCount), count: playerCount)
    for size in 1..<max(2, playerCount) where size < playerCount {
      weights[size] = weights[size - 1] * Double(size) / Double(playerCount - size)
    }
    var values = [[Double]](
      repeating: Array(repeating: 0, count: playerCount), count: ensemble.outputCount)
    for output in values.indices {
      for player in 0..<playerCount {
        for mask in worths.indices where mask >> player & 1 == 0 {
          let step = worths[mask | 1 << player][output] - worths[mask][output]
          values[output][player] += weights[mask.nonzeroBitCount] * step
        }
      }
    }
    return (values, worths[0])
  }

  /// What a row reaches that goes both ways, by covers, at the tests of players outside.
  func pathWorth(_ row: [Double], _ shares: [Double], _ coalition: Set<Int>) -> [Double] {
    func value(_ index: Int, _ output: Int, _ isVector: Bool) -> Double {
      let node = ensemble.nodes[index]
      guard !node.isLeaf else {
        return ensemble.leafValue(index, output: output, isVector: isVector) { row[$0] }
      }
      let (left, right) = (Int(node.left), Int(node.right))
      if coalition.contains(players[Int(node.feature)]) {
        let goesLeft = ensemble.goesLeft(node, ensemble.input(row[Int(node.feature)]))
        return value(goesLeft ? left : right, output, isVector)
      }
      return shares[index] * value(left, output, isVector)
        + (1 - shares[index]) * value(right, output, isVector)
    }
    return (0..<ensemble.outputCount).map { output in
      let sum = zip(ensemble.roots, ensemble.treeOutputs).reduce(ensemble.baseScores[output]) {
        $0 + value(Int($1.0), output, $1.1 < 0)
      }
      return ensemble.scale * (sum / ensemble.divisor) + ensemble.biases[output]
    }
  }

  /// The mean margin of the row's values for the coalition and each background row's for the others.
  func mixedWorth(
    _ row: [Double], background: [[Double]], weights: [Double], _ coalition: Set<Int>
  ) -> [Double] {
    var means = [Double](repeating: 0, count: ensemble.outputCount)
    for (other, weight) in weights.enumerated() {
      let margins = ensemble.walkedMargins { input in
        coalition.contains(players[input]) ? row[input] : background[input][other]
      }
      for output in means.indices { means[output] += weight * margins[output] }
    }
    return means
  }
}
