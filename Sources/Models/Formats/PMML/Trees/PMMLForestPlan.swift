/// A model that is a sum of trees, taken apart: the trees, what they vote with, and what follows the
/// sum. Nil from ``of(_:)`` for any other model, which is interpreted.
struct PMMLForestPlan {
  /// One tree, with the weight of its segment.
  struct Member {
    let tree: PMMLTree
    let weight: Double
    /// By class of the tree, the class of the forest.
    let classes: [Int]
    /// The sum that the tree adds to; of classes, all.
    var sum = 0
  }

  var members: [Member] = []
  /// 0 for numbers.
  var classCount = 0
  /// Whether each tree votes for one class, instead of giving its shares.
  var isVote = false
  /// What the sum is divided by; nil for the sum of the shares of all classes.
  var divisor: Double? = 1
  /// Whether sums are of Floats.
  var isFloat = false
  /// How many sums of numbers there are.
  var sumCount = 1
  /// Derived fields in front of the trees.
  var steps: [PMMLStep] = []
  var tail = PMMLForestTail.number([])

  /// The plan of a model: a tree, trees that are all used for every row, or such sums with a
  /// regression behind them.
  ///
  /// - Parameter placeCount: The size of a frame.
  static func of(_ model: PMMLCompiledModel, placeCount: Int) -> PMMLForestPlan? {
    if let segments = model.scorer as? PMMLSegmentation, segments.method == .modelChain {
      return chain(segments, model, placeCount: placeCount)
    }
    guard var plan = sum(model) else { return nil }
    let count = plan.classCount
    if count == 0 {
      plan.tail = .number([model.targets])
    } else {
      guard model.targets.isIdentity else { return nil }
      plan.tail = plan.divisor == nil ? .shares(classCount: count) : .plain(classCount: count)
    }
    return plan
  }

  private static func chain(
    _ segments: PMMLSegmentation, _ model: PMMLCompiledModel, placeCount: Int
  ) -> PMMLForestPlan? {
    guard let last = segments.segments.last?.model, last.steps.isEmpty, model.targets.isIdentity,
      last.scorer is PMMLRegression || last.scorer is PMMLReordered,
      segments.segments.allSatisfy({ $0.predicate.isTrue })
    else { return nil }
    var plan = PMMLForestPlan()
    plan.sumCount = segments.segments.count - 1
    var sums: [(targets: PMMLTargets, outputs: [PMMLOutput])] = []
    var known: Set<Int> = []
    plan.steps = model.steps
    for (index, segment) in segments.segments.dropLast().enumerated() {
      guard let part = sum(segment.model), part.classCount == 0, part.divisor == 1,
        index == 0 || part.isFloat == plan.isFloat,
        segment.model.outputs.allSatisfy({ $0.isPrediction })
      else { return nil }
      plan.isFloat = part.isFloat
      plan.steps += part.steps
      plan.members += part.members.map { member in
        Member(tree: member.tree, weight: member.weight, classes: [], sum: index)
      }
      sums.append((segment.model.targets, segment.model.outputs))
      known.formUnion(segment.model.outputs.map(\.place))
    }
    let regression = (last.scorer as? PMMLReordered)?.base ?? last.scorer
    guard let regression = regression as? PMMLRegression, regression.places.isSubset(of: known),
      !plan.members.isEmpty
    else { return nil }
    plan.tail = .chain(
      PMMLForestChain(
        sums: sums, last: last, placeCount: placeCount, classCount: last.classes.count))
    return plan
  }

  private static func sum(_ model: PMMLCompiledModel) -> PMMLForestPlan? {
    var plan = PMMLForestPlan()
    plan.classCount = model.classes.count
    plan.steps = model.steps
    if let tree = model.scorer as? PMMLTree {
      guard plan.classCount == 0 || tree.hasProbabilities else { return nil }
      plan.members = [
        Member(tree: tree, weight: 1, classes: Array(0..<plan.classCount))
      ]
      return plan
    }
    guard let segments = model.scorer as? PMMLSegmentation else { return nil }
    return plan.adds(segments) ? plan : nil
  }

  private mutating func adds(_ segmentation: PMMLSegmentation) -> Bool {
    isFloat = segmentation.isFloat
    var isWeighted = false
    switch segmentation.method {
    case .sum: break
    case .weightedSum: isWeighted = true
    case .average: divisor = Double(segmentation.segments.count)
    case .weightedAverage:
      isWeighted = true
      divisor = segmentation.segments.reduce(0) { $0 + $1.weight }
    case .majorityVote, .weightedMajorityVote:
      isVote = true
      isWeighted = segmentation.method == .weightedMajorityVote
    case .median, .weightedMedian, .max, .selectFirst, .selectAll, .modelChain, .multiModelChain:
      return false
    }
    if classCount > 0 { divisor = nil }
    // A single Float sum of products, and Doubles that meet Floats, are left to the interpreter.
    guard !(isFloat && (isWeighted || divisor != 1)), divisor != 0, classCount > 0 || !isVote else {
      return false
    }
    for segment in segmentation.segments {
      guard segment.predicate.isTrue, segment.model.targets.isIdentity,
        let tree = segment.model.scorer as? PMMLTree,
        segment.model.classes.count == 0 || classCount > 0
      else { return false }
      steps += segment.model.steps
      members.append(
        Member(tree: tree, weight: isWeighted ? segment.weight : 1, classes: segment.classes))
    }
    return true
  }

  /// Whether the plan's steps alone make the columns of `places` from the model's inputs. They do not
  /// where a tree, or a derived field in front of it, reads what an earlier model of a chain gives.
  func computes(_ places: [Int], from model: PMMLModel) -> Bool {
    let frame = PMMLFrame(
      rowCount: 1, placeCount: model.placeCount, symbols: model.preparation.symbols)
    for input in model.preparation.inputs { frame[input.place] = [.nan] }
    frame.run(steps)
    for place in places { _ = frame[place] }
    return frame.unfilled == nil
  }

  /// What a leaf adds to the outputs; nil where a tree would give nothing.
  func values(of node: PMMLTree.Node, _ member: Member) -> [Double]? {
    guard classCount > 0 else { return node.score.isNaN ? nil : [member.weight * node.score] }
    var shares = [Double](repeating: 0, count: classCount)
    let tree = member.tree
    if isVote || !tree.hasProbabilities {
      guard let index = Int(exactly: node.score), member.classes.indices.contains(index) else {
        return nil
      }
      shares[member.classes[index]] = member.weight
      return shares
    }
    guard node.distribution >= 0 else { return nil }
    for (index, position) in member.classes.enumerated() {
      shares[position] = member.weight * tree.distributions[node.distribution + index]
    }
    return shares
  }
}
