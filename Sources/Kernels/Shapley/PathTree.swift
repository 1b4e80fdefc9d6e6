import CKernels

/// A tree arranged for path-dependent Shapley values: the way down and up through it, and the
/// coefficients of its edges.
struct PathTree: Sendable {
  /// The numbers of an edge by node of the quadrature; `shapley_paths.c` says what they are.
  private static let coefficientCount = 5

  let output: Int
  let steps: [tg_path_step]
  let coefficients: [Double]
  /// The number of nodes of the quadrature.
  let quadrature: Int
  /// The most tests above a leaf.
  let depth: Int
  /// By leaf, its first value and the share of the training rows that reaches it.
  private let reached: [(value: Int, weight: Double)]

  init(_ tree: ShapleyTree) {
    let visits = tree.visits()
    let players = visits.reduce(1) { max($0, $1.playerCount) }
    let rule = GaussLegendre(count: (players + 1) / 2)
    var steps: [tg_path_step] = []
    var coefficients: [Double] = []
    // Edges to inner nodes that are still to be left.
    var open: [(depth: Int, step: tg_path_step)] = []
    for visit in visits {
      while let (depth, step) = open.last, depth >= visit.depth {
        steps.append(step)
        open.removeLast()
      }
      var step = tg_path_step()
      if visit.depth > 0 {
        step.goes_right = visit.goesRight ? 1 : 0
        step.is_first = visit.goesRight ? 0 : 1
        step.is_repeated = visit.ancestor > 0 ? 1 : 0
        step.depth = UInt32(visit.depth - 1)
        step.ancestor = UInt32(visit.ancestor)
        step.subject = UInt32(visit.player)
        step.edge = UInt32(coefficients.count)
        coefficients += PathTree.coefficients(of: visit, rule)
      }
      switch visit.node {
      case .leaf(let value):
        guard visit.depth > 0 else { continue }
        step.kind = UInt8(TG_LEAF)
        step.leaf = UInt32(value)
        steps.append(step)
      case .test(let number, _, _, _):
        if visit.depth > 0 {
          step.kind = UInt8(TG_ENTER)
          steps.append(step)
          step.kind = UInt8(TG_LEAVE)
          open.append((visit.depth, step))
        }
        var test = tg_path_step()
        test.kind = UInt8(TG_TEST)
        test.depth = UInt32(visit.depth)
        test.subject = UInt32(number)
        steps.append(test)
      }
    }
    steps += open.reversed().map(\.step)
    output = tree.output
    self.steps = steps
    self.coefficients = coefficients
    quadrature = rule.nodes.count
    depth = visits.reduce(0) { max($0, $1.depth) }
    reached = visits.compactMap { visit in
      if case .leaf(let value) = visit.node { (value, visit.reach) } else { nil }
    }
  }

  /// What training rows reach on average, by output.
  func base(_ leafValues: [Double], outputCount: Int) -> [Double] {
    ShapleySums.base(
      of: reached, leafValues, output: output, outputCount: outputCount)
  }

  private static func coefficients(
    of visit: ShapleyTree.Visit, _ rule: GaussLegendre
  ) -> [Double] {
    let (share, shareAbove) = (visit.share, visit.shareAbove)
    let isRepeated = visit.ancestor > 0
    return zip(rule.nodes, rule.weights).flatMap { t, weight in
      // Of the player's conditions: met by the row, or not.
      let met = (1 - t) * share + t
      let unmet = (1 - t) * share
      let metAbove = (1 - t) * shareAbove + t
      let unmetAbove = (1 - t) * shareAbove
      let gainAbove = isRepeated ? weight * (1 - shareAbove) / metAbove : 0
      return [
        met / metAbove, unmet / metAbove, unmetAbove > 0 ? unmet / unmetAbove : 0,
        weight * (1 - share) / met - gainAbove, -weight / (1 - t) - gainAbove,
      ]
    }
  }
}
