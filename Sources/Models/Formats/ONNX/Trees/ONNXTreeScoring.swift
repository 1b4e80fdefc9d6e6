import Kernels

/// What becomes of the sums of trees: base values, the rules for two classes, the transform. These
/// are ONNX Runtime's rules (core/providers/cpu/ml/tree_ensemble_aggregator.h), not all of which the
/// specification tells.
struct ONNXTreeScoring: Sendable {
  private enum Rule: Sendable {
    /// Every sum is a score.
    case each
    /// One sum speaks for both classes.
    case single(isPositive: Bool)
    /// One sum and its negative.
    case mirrored
  }

  private let rule: Rule
  private let transform: ONNXPostTransform
  /// The outputs of the trees that matter.
  let kept: [Int]
  /// What is added to each of them after the trees.
  let bases: [Double]
  private let labels: ONNXClassLabels?
  /// Of two classes, whether every leaf speaks for the same one.
  private let isBinary: Bool
  private let isPositive: Bool

  /// The rules of a regressor.
  init(targets: Int, bases: [Double], transform: ONNXPostTransform) {
    rule = .each
    // A single target is transformed by PROBIT only, in ONNX Runtime and so in the models it wrote.
    self.transform = targets == 1 && transform != .probit ? .none : transform
    kept = Array(0..<targets)
    self.bases = bases.count == targets ? bases : []
    labels = nil
    isBinary = false
    isPositive = false
  }

  /// The rules of a classifier.
  ///
  /// - Throws: ``ModelError`` for what ONNX Runtime leaves undefined or refuses.
  init(
    labels: ONNXClassLabels, trees: ONNXTrees, bases: [Double], transform: ONNXPostTransform,
    _ reader: ONNXNodeReader
  ) throws(ModelError) {
    self.labels = labels
    self.transform = transform
    let weights = trees.nodes.flatMap(\.weights)
    isPositive = weights.allSatisfy { $0.value >= 0 }
    isBinary = labels.count == 2 && Set(weights.map(\.output)).count <= 1
    guard labels.count == 2 else {
      guard labels.count > 2 else { throw reader.unsupported("a classifier of one class") }
      guard bases.isEmpty || bases.count == labels.count else {
        throw reader.malformed("has \(bases.count) base values for \(labels.count) classes")
      }
      rule = .each
      kept = Array(0..<labels.count)
      self.bases = bases
      return
    }
    guard bases.count <= 2 else { throw reader.malformed("has \(bases.count) base values") }
    guard let speaksForSecond = trees.alwaysAdds(to: 1) else {
      throw reader.unsupported("leaves that speak for the second class in some rows only")
    }
    if bases.count == 2, speaksForSecond {
      (rule, kept, self.bases) = (.mirrored, [0], [bases[1]])
    } else if bases.count == 2 || speaksForSecond {
      (rule, kept) = (.each, [0, 1])
      self.bases = bases.count == 1 ? [bases[0], 0] : bases
    } else {
      (rule, kept, self.bases) = (.single(isPositive: isPositive), [0], bases)
      guard transform != .probit else {
        throw reader.unsupported("PROBIT of a single score, which ONNX Runtime leaves undefined,")
      }
    }
  }

  /// Whether sums are scores as they are.
  var isPlain: Bool {
    if case .each = rule { transform == .none } else { false }
  }

  /// Whether a classifier has two classes, so that one score says all.
  var isOfTwoClasses: Bool { labels?.count == 2 }

  /// The number of scores of a row.
  var scoreCount: Int { labels?.count ?? kept.count }

  /// What the scores are, as far as the node tells.
  var kind: Scores.Kind {
    guard labels != nil else { return .value }
    switch transform {
    case .logistic: return scoreCount == 2 ? .probability : .margin
    case .softmax, .softmaxZero:
      if case .single(isPositive: false) = rule { return .margin }
      return .probability
    case .none: return isPositive ? .probability : .margin
    case .probit: return .margin
    }
  }

  /// The scores of a row from the kept sums, bases added.
  func scores(_ sums: [Float]) -> [Float] {
    switch rule {
    case .single(let isPositive): return transform.pair(sums[0], addsToOne: isPositive)
    case .mirrored:
      var scores = [-sums[0], sums[0]]
      transform.apply(&scores)
      return scores
    case .each:
      var scores = sums
      transform.apply(&scores)
      return scores
    }
  }

  /// The position of the label of a row, from the kept sums, bases added.
  func place(_ sums: [Float]) -> Int {
    guard labels?.count == 2 else {
      var best = 0
      for place in sums.indices where sums[place] > sums[best] { best = place }
      return best
    }
    let threshold: Float = isBinary && isPositive ? 0.5 : 0
    return (sums.last ?? 0) > threshold ? 1 : 0
  }

  /// The labels of rows whose positions are known.
  func elements(at places: [Int]) -> ONNXElements? {
    guard let labels else { return nil }
    // Leaves for both classes: ONNX Runtime writes 0 and 1, whatever the whole numbers are.
    if case .integers = labels, labels.count == 2, !isBinary {
      return .integer(places.map { Int64($0) })
    }
    return labels.elements(at: places)
  }
}

extension ONNXTrees {
  /// Whether every row gets a weight for `output`, or no row; nil where it depends on the row.
  func alwaysAdds(to output: Int) -> Bool? {
    let adds = nodes.map { node in node.weights.contains { $0.output == output } }
    guard adds.contains(true) else { return false }
    for root in roots {
      var pending = [root]
      var seen: Set<Int> = []
      var all = true
      while all, let node = pending.popLast() {
        guard seen.insert(node).inserted else { continue }
        if nodes[node].mode == .leaf {
          all = adds[node]
        } else {
          pending += [nodes[node].yes, nodes[node].no]
        }
      }
      if all { return true }
    }
    return nil
  }
}
