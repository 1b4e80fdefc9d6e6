/// Reads the trees of the binary form, which lie flat in a few long lists.
struct CatBoostBinaryTrees {
  private let table: FlatBufferReader.Table
  /// The leaf values of the trees so far: leaves may all name the same values, which no writer does.
  private var usedValues = 0

  init(_ table: FlatBufferReader.Table) { self.table = table }

  private func malformed(_ tree: Int, _ problem: String) -> ModelError {
    .malformed(place: "tree \(tree)", problem: problem)
  }

  mutating func read(
    _ buffer: inout FlatBufferReader, outputCount: Int
  ) throws(ModelError) -> [CatBoostTree] {
    let splits = try buffer.integers(1, of: table, as: Int32.self)
    let sizes = try buffer.integers(2, of: table, as: Int32.self)
    let starts = try buffer.integers(3, of: table, as: Int32.self)
    let values = try buffer.doubles(8, of: table)
    let weights = try buffer.doubles(9, of: table)
    let steps = try buffer.integers(10, of: table, as: UInt32.self)
    let leaves = try buffer.integers(11, of: table, as: UInt32.self)
    guard sizes.count == starts.count else {
      throw .malformed(
        place: "trees", problem: "there are \(sizes.count) sizes and \(starts.count) starts")
    }
    guard steps.count == leaves.count, steps.isEmpty || steps.count == splits.count else {
      throw .malformed(
        place: "trees",
        problem: "\(splits.count) tests, \(steps.count) steps and \(leaves.count) leaves differ")
    }
    var trees: [CatBoostTree] = []
    trees.reserveCapacity(sizes.count)
    var firstValue = 0
    var used = 0
    for (index, (size, start)) in zip(sizes, starts).enumerated() {
      let (size, start) = (Int(size), Int(start))
      guard size >= 0, start >= 0, size <= splits.count, start <= splits.count - size else {
        throw malformed(index, "takes \(size) tests from \(start) on, there are \(splits.count)")
      }
      used += size
      guard used <= splits.count else { throw malformed(index, "shares tests with another tree") }
      let range = start..<start + size
      if steps.isEmpty {
        let tree = try symmetric(
          index, splits[range].map { Int($0) }, values[firstValue...],
          weights: weights.dropFirst(firstValue / max(1, outputCount)), outputCount)
        firstValue += tree.leafValues.count
        trees.append(tree)
      } else {
        trees.append(
          try walked(
            index, splits[range], steps[range], leaves[range], values, weights, outputCount))
      }
    }
    guard !steps.isEmpty || firstValue == values.count else {
      throw .malformed(
        place: "trees", problem: "have \(firstValue) leaf values, the file \(values.count)")
    }
    return trees
  }

  private func symmetric(
    _ index: Int, _ splits: [Int], _ values: ArraySlice<Double>, weights: ArraySlice<Double>,
    _ outputCount: Int
  ) throws(ModelError) -> CatBoostTree {
    let (count, overflow) =
      splits.count < 48
      ? (1 << splits.count).multipliedReportingOverflow(by: outputCount) : (0, true)
    guard !overflow, count <= values.count else {
      throw malformed(
        index, "has \(splits.count) tests, for which \(values.count) leaf values are too few")
    }
    let leafCount = 1 << splits.count
    return CatBoostTree(
      shape: .symmetric(splits: splits), leafValues: Array(values.prefix(count)),
      leafWeights: weights.count < leafCount ? [] : Array(weights.prefix(leafCount)))
  }

  /// A tree whose nodes say how far on their children stand: 0 where a side ends, in a leaf that
  /// belongs to the node.
  private mutating func walked(
    _ index: Int, _ splits: ArraySlice<Int32>, _ steps: ArraySlice<UInt32>,
    _ leaves: ArraySlice<UInt32>, _ values: [Double], _ weights: [Double], _ outputCount: Int
  ) throws(ModelError) -> CatBoostTree {
    let count = splits.count
    guard count > 0 else { throw malformed(index, "has no nodes") }
    var nodes: [CatBoostTree.Node] = []
    nodes.reserveCapacity(2 * count)
    var ends: [CatBoostTree.Node] = []
    var leafValues: [Double] = []
    var leafWeights: [Double] = []
    for (node, (split, (step, leaf))) in zip(splits, zip(steps, leaves)).enumerated() {
      let (left, right) = (Int(step & 0xFFFF), Int(step >> 16))
      guard max(left, right) < count - node else {
        throw malformed(
          index, "node \(node) has a child \(max(left, right)) further on, of \(count) nodes")
      }
      guard left > 0, right > 0 else {
        let first = Int(leaf)
        guard first <= values.count, outputCount <= values.count - first else {
          throw malformed(index, "node \(node) has the leaf value \(first) of \(values.count)")
        }
        usedValues += outputCount
        guard usedValues <= values.count else {
          throw malformed(index, "shares leaf values with another leaf")
        }
        let end = CatBoostTree.Node.leaf(value: leafValues.count)
        leafValues += values[first..<first + outputCount]
        let position = first / max(1, outputCount)
        leafWeights.append(position < weights.count ? weights[position] : .nan)
        if left == 0, right == 0 {
          nodes.append(end)
        } else {
          let position = count + ends.count
          ends.append(end)
          nodes.append(
            .test(
              split: Int(split), left: left == 0 ? position : node + left,
              right: right == 0 ? position : node + right))
        }
        continue
      }
      nodes.append(.test(split: Int(split), left: node + left, right: node + right))
    }
    return CatBoostTree(
      shape: .nodes(nodes + ends), leafValues: leafValues,
      leafWeights: leafWeights.contains(where: \.isNaN) ? [] : leafWeights)
  }
}
