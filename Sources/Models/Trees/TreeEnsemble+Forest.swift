import Kernels

extension TreeEnsemble {
  /// The trees as the kernels take them.
  func forest(
    _ columns: CodeColumns, largestSlicedTree: Int, deepestSymmetricTree: Int
  ) -> Forest {
    let categories = CategoryTests(self)
    var builder = ForestBuilder(
      width: precision == .float32 ? .float32 : .float64, numericInputs: columns.inputs,
      categoryInputs: categories.inputs, categorySets: categories.sets, baseScores: baseScores,
      divisor: divisor, largestSlicedTree: largestSlicedTree,
      deepestSymmetricTree: deepestSymmetricTree)
    for (tree, root) in roots.enumerated() {
      let end = tree + 1 < roots.count ? Int(roots[tree + 1]) : nodes.count
      let range = Int(root)..<end
      let output = Int(treeOutputs[tree])
      let leaves = nodes[range].filter(\.isLeaf).map { Int($0.left) }
      builder.append(
        nodes: range.map { forestNode($0, root: range.lowerBound, columns, categories) },
        leafValues: leaves.flatMap { leafValues[$0..<$0 + (output < 0 ? outputCount : 1)] },
        linear: output < 0 || linearLeaves.isEmpty ? [] : leaves.map(linearTerms), output: output)
    }
    return builder.build()
  }

  private func forestNode(
    _ index: Int, root: Int, _ columns: CodeColumns, _ categories: CategoryTests
  ) -> ForestNode {
    let node = nodes[index]
    let right = Int(node.right) - root
    if node.isLeaf { return .leaf }
    if let set = categories.set(of: node), node.categorySet >= 0 {
      return .categories(set: set, right: right)
    }
    guard let (column, cut) = columns.position(of: node, in: self) else {
      preconditionFailure("the columns are those of this ensemble")
    }
    return .test(column: column, cut: cut, right: right)
  }

  private func linearTerms(of leaf: Int) -> (constant: Double, terms: [LinearTerm]) {
    let linear = linearLeaves[leaf]
    let terms = zip(linear.features, linear.coefficients).map {
      LinearTerm(feature: Int($0), coefficient: $1)
    }
    return (linear.constant, terms)
  }
}
