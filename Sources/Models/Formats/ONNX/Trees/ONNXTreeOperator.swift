/// TreeEnsembleClassifier, TreeEnsembleRegressor and TreeEnsemble, evaluated by the engine that all
/// tree formats share.
struct ONNXTreeOperator: ONNXOperator {
  private let node: ONNXTreeNode
  private let sums: ONNXTreeSums

  private var trees: ONNXTrees { node.trees }
  private var scoring: ONNXTreeScoring { node.scoring }

  init(_ reader: inout ONNXNodeReader) throws(ModelError) {
    node = try ONNXTreeNode(&reader)
    sums = try ONNXTreeSums(node.trees, node.aggregate)
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let (rows, columns, elements) = try inputs.matrix(0)
    guard columns >= trees.featureCount else {
      throw inputs.malformed("tests feature \(trees.featureCount - 1) and gets \(columns)")
    }
    if case .double = elements {
      guard trees.isDouble else {
        throw inputs.malformed("reads doubles and compares floats, which is not supported")
      }
    } else if trees.isDouble {
      throw inputs.malformed("reads \(elements.typeName) and compares doubles")
    }
    guard let values = elements.doubles else { throw inputs.wrongType(elements) }
    _ = try budget.reserve([rows, scoring.scoreCount])
    try budget.spend(rows, times: trees.roots.count * 8)
    let features = (0..<trees.featureCount).map { feature in
      (0..<rows).map { values[$0 * columns + feature] }
    }
    let made = sums.values(of: features, rowCount: rows)
    return node.givesDoubles ? try doubles(made, rows, inputs) : scores(made, rows)
  }

  private func scores(_ sums: [[Double]], _ rows: Int) -> [ONNXTensor] {
    var scores: [Float] = []
    var places: [Int] = []
    scores.reserveCapacity(rows * scoring.scoreCount)
    for row in 0..<rows {
      let kept = scoring.kept.enumerated().map { place, output in
        let base = scoring.bases.isEmpty ? 0 : scoring.bases[place]
        return trees.isDouble
          ? Float(sums[output][row] + base) : Float(sums[output][row]) + Float(base)
      }
      scores += scoring.scores(kept)
      if node.labels != nil { places.append(scoring.place(kept)) }
    }
    let matrix = ONNXTensor([rows, scoring.scoreCount], .float(scores))
    guard let names = scoring.elements(at: places) else { return [matrix] }
    return [.vector(names), matrix]
  }

  private func doubles(
    _ sums: [[Double]], _ rows: Int, _ inputs: ONNXInputs
  ) throws(ModelError) -> [ONNXTensor] {
    guard scoring.isPlain else {
      throw inputs.malformed("transforms doubles, which is not supported")
    }
    let scores = (0..<rows).flatMap { row in sums.map { $0[row] } }
    return [ONNXTensor([rows, sums.count], .double(scores))]
  }
}
