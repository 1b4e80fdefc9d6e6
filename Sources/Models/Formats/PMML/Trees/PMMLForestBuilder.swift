/// Turns the trees of a ``PMMLForestPlan`` into the common ensemble, where that is exact.
///
/// A node with children c₁ … cₖ becomes a chain of tests: the first that is true leads to its child,
/// and behind the last stands what the node itself says. The ensemble is exact for rows in which no
/// tested field is missing; ``isTotal`` says whether it is for the others, too.
struct PMMLForestBuilder {
  private let plan: PMMLForestPlan
  private let types: [Int: PMMLFieldType]
  private var builder: TreeEnsembleBuilder
  /// By place, the feature of the ensemble.
  private var features: [Int: Int32]
  private(set) var isTotal = true

  /// A model of other shape than the ensemble has.
  private struct NotExact: Error {}

  /// - Parameter types: The types of the fields, by place.
  /// - Returns: The ensemble, the places of its features, and whether it is exact for missing values;
  ///   nil if the trees have tests that the ensemble has not.
  static func build(
    _ plan: PMMLForestPlan, types: [Int: PMMLFieldType]
  ) -> (ensemble: TreeEnsemble, places: [Int], isTotal: Bool)? {
    let places = testedPlaces(plan)
    // Where sums are of Floats, inputs must be Floats as well.
    let areFloat = places.allSatisfy { types[$0]?.dataType == .float }
    guard !plan.isFloat || areFloat, !places.isEmpty else { return nil }
    var builder = PMMLForestBuilder(plan, types, places)
    do {
      for member in plan.members { try builder.append(member) }
      return (try builder.builder.build(), places, builder.isTotal)
    } catch {
      return nil
    }
  }

  private init(_ plan: PMMLForestPlan, _ types: [Int: PMMLFieldType], _ places: [Int]) {
    self.plan = plan
    self.types = types
    builder = TreeEnsembleBuilder(
      featureCount: places.count, outputCount: max(plan.sumCount, plan.classCount),
      comparison: .lessOrEqual,
      precision: plan.isFloat ? .float32 : .float64, categoryRule: .xgboost)
    if let divisor = plan.divisor { builder.divisor = divisor }
    features = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, Int32($0)) })
  }

  private static func testedPlaces(_ plan: PMMLForestPlan) -> [Int] {
    var places: Set<Int> = []
    for member in plan.members {
      for node in member.tree.nodes {
        if let place = node.predicate.place { places.insert(place) }
      }
    }
    return places.sorted()
  }

  private mutating func append(_ member: PMMLForestPlan.Member) throws {
    guard member.tree.nodes[0].predicate.isTrue else { throw NotExact() }
    var tree = TreeEnsembleBuilder.Tree()
    // A task fills the position in the new tree that was reserved for it.
    var tasks: [(node: Int, child: Int, position: Int)] = [(0, 0, 0)]
    tree.nodes.append(.leaf(at: 0))
    while let (index, child, position) = tasks.popLast() {
      let node = member.tree.nodes[index]
      guard child < node.childCount, try !isLast(child, of: node, member.tree) else {
        try finish(index, child, position, member, &tree, &tasks)
        continue
      }
      let target = node.firstChild + child
      var test = try self.test(member.tree.nodes[target].predicate)
      let (yes, no) = (Int32(tree.nodes.count), Int32(tree.nodes.count + 1))
      tree.nodes += [.leaf(at: 0), .leaf(at: 0)]
      test.node.left = test.isInverted ? no : yes
      test.node.right = test.isInverted ? yes : no
      let goesToChild = missingGoesToChild(child, of: node, member.tree)
      test.node.defaultLeft = goesToChild != test.isInverted
      tree.nodes[position] = test.node
      tasks.append((index, child + 1, Int(no)))
      tasks.append((target, 0, Int(yes)))
    }
    try builder.append(tree, output: plan.classCount == 0 ? member.sum : -1)
  }

  /// Whether all rows that reach a child go to it: its predicate is true, or the opposite of the
  /// one before it.
  private func isLast(
    _ child: Int, of node: PMMLTree.Node, _ tree: PMMLTree
  ) throws -> Bool {
    let predicate = tree.nodes[node.firstChild + child].predicate
    if case .constant(let truth) = predicate {
      guard truth else { throw NotExact() }
      return true
    }
    return child > 0
      && predicate.isOpposite(of: tree.nodes[node.firstChild + child - 1].predicate)
  }

  /// The end of a chain: the last child, or what the node itself says.
  private mutating func finish(
    _ index: Int, _ child: Int, _ position: Int, _ member: PMMLForestPlan.Member,
    _ tree: inout TreeEnsembleBuilder.Tree, _ tasks: inout [(node: Int, child: Int, position: Int)]
  ) throws {
    let node = member.tree.nodes[index]
    if child < node.childCount {
      // Missing is neither of two opposites, unless a default says where it goes.
      let isPlain = member.tree.nodes[node.firstChild + child].predicate.isTrue
      if !isPlain, member.tree.missing != .defaultChild { isTotal = false }
      tasks.append((node.firstChild + child, 0, position))
      return
    }
    guard node.childCount == 0 || member.tree.noTrueChild == .returnLastPrediction,
      let values = plan.values(of: node, member)
    else { throw NotExact() }
    tree.nodes[position] = .leaf(at: tree.leafValues.count)
    tree.leafValues += values
  }

  /// Where a row goes whose tested value is missing; notes where the ensemble cannot follow.
  private mutating func missingGoesToChild(
    _ child: Int, of node: PMMLTree.Node, _ tree: PMMLTree
  ) -> Bool {
    switch tree.missing {
    case .none: return false
    case .defaultChild:
      let wanted = node.defaultChild - node.firstChild
      if wanted == child { return true }
      // The child behind the last test is where the chain ends up.
      let isNext = wanted == child + 1 && child + 2 == node.childCount
      if node.defaultChild < 0 || !isNext { isTotal = false }
      return false
    case .lastPrediction, .nullPrediction, .weightedConfidence, .aggregateNodes:
      isTotal = false
      return false
    }
  }

  /// A predicate as a test of the ensemble, which goes left where it holds unless it is inverted.
  private mutating func test(
    _ predicate: PMMLPredicate
  ) throws -> (node: TreeEnsemble.Node, isInverted: Bool) {
    guard let place = predicate.place, let feature = features[place], let type = types[place] else {
      throw NotExact()
    }
    var node = TreeEnsemble.Node(
      feature: feature, left: 0, right: 0, categorySet: -1, threshold: 0, missing: .nan,
      defaultLeft: false)
    switch predicate {
    case .compare(_, let comparison, let value):
      switch comparison {
      case .lessOrEqual, .greaterThan:
        node.threshold = value
        return (node, comparison == .greaterThan)
      case .lessThan, .greaterOrEqual:
        // x < t is x <= the number before t.
        node.threshold = plan.isFloat ? Double(Float(value).nextDown) : value.nextDown
        return (node, comparison == .greaterOrEqual)
      case .equal, .notEqual:
        node.categorySet = try set([value], type)
        return (node, comparison == .notEqual)
      }
    case .member(_, let cells, let isIn):
      node.categorySet = try set(cells, type)
      return (node, !isIn)
    case .constant, .presence, .compound: throw NotExact()
    }
  }

  private mutating func set(_ cells: Set<Double>, _ type: PMMLFieldType) throws -> Int32 {
    // Sets hold small whole numbers: codes of texts, truth, and whole numbers themselves.
    guard type.isText || type.isTruth || type.dataType == .integer, let largest = cells.max(),
      cells.allSatisfy({ $0 >= 0 && $0 <= 65_536 && $0 == $0.rounded() })
    else { throw NotExact() }
    var words = [UInt64](repeating: 0, count: Int(largest) / 64 + 1)
    for cell in cells.sorted() { words[Int(cell) / 64] |= 1 << UInt64(Int(cell) % 64) }
    return builder.addCategorySet(words)
  }
}

extension PMMLPredicate {
  /// Whether it is true for every row.
  var isTrue: Bool {
    if case .constant(true) = self { true } else { false }
  }

  /// The one field that it asks about; nil for constants and compounds.
  var place: Int? {
    switch self {
    case .compare(let place, _, _), .presence(let place, _), .member(let place, _, _): place
    case .constant, .compound: nil
    }
  }

  /// Whether exactly one of the two holds for every value that is not missing.
  func isOpposite(of other: PMMLPredicate) -> Bool {
    switch (self, other) {
    case (.compare(let place, let own, let value), .compare(let otherPlace, let theirs, let bound)):
      guard place == otherPlace, value == bound else { return false }
      return switch (own, theirs) {
      case (.lessThan, .greaterOrEqual), (.greaterOrEqual, .lessThan), (.equal, .notEqual),
        (.lessOrEqual, .greaterThan), (.greaterThan, .lessOrEqual), (.notEqual, .equal):
        true
      default: false
      }
    case (.member(let place, let own, let isIn), .member(let otherPlace, let theirs, let areIn)):
      return place == otherPlace && isIn != areIn && own == theirs
    default: return false
    }
  }
}
