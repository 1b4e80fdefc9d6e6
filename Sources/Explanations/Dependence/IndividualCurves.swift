package import Kernels
package import Models
internal import Tabular

/// Each row's scores with one feature moved along a grid (Goldstein et al. 2015, ICE).
package struct IndividualCurves: Sendable {
  /// The feature's column.
  package let feature: String
  package let grid: FeatureGrid
  package let rowCount: Int
  /// What the scores are.
  package let kind: Scores.Kind
  /// `scores[output][point][row]`.
  package let scores: [[[Double]]]

  /// Asks the model once for each point; trees whose feature is one number are asked for their own
  /// steps instead, at the cost of little more than one scoring.
  ///
  /// - Throws: ``ExplanationError`` if no column is called `feature`, it has no values, or the model
  ///   refuses one.
  package init(
    of rows: ScorableRows, feature: String, grid: FeatureGrid? = nil, parallel: Parallel
  ) throws(ExplanationError) {
    guard let column = rows.table[feature] else {
      throw .unfit("there is no column '\(feature)'")
    }
    let grid = grid ?? FeatureGrid(of: column)
    guard !grid.points.isEmpty else { throw .unfit("column '\(feature)' has no values") }
    self.feature = feature
    self.grid = grid
    rowCount = rows.rowCount
    if let numbers = grid.numbers, let steps = rows.steps(ofFeature: feature),
      let answer = IndividualCurves.scores(steps, numbers, rows, parallel)
    {
      (kind, scores) = answer
      return
    }
    var kind = Scores.Kind.value
    var scores: [[[Double]]] = []
    for point in grid.points {
      let changed = FeatureGrid.column(named: feature, point, count: rows.rowCount)
      let answer: Scores
      do throws(ModelError) {
        answer = try rows.scores(replacing: [changed], parallel: parallel)
      } catch {
        throw .model(error)
      }
      if scores.isEmpty {
        scores = Array(repeating: [], count: answer.outputs.count)
        kind = answer.kind
      }
      guard answer.outputs.count == scores.count else {
        throw .unfit("the model gives different numbers of scores for different rows")
      }
      for (output, values) in answer.outputs.enumerated() { scores[output].append(values) }
    }
    self.kind = kind
    self.scores = scores
  }

  private static let blockRows = 256

  /// The scores by steps; nil where the grid does not ascend.
  private static func scores(
    _ steps: FeatureSteps, _ numbers: [Double], _ rows: ScorableRows, _ parallel: Parallel
  ) -> (Scores.Kind, [[[Double]]])? {
    guard let trees = rows.trees, zip(numbers, numbers.dropFirst()).allSatisfy(<) else {
      return nil
    }
    let cells = numbers.map(steps.cell)
    let margins = trees.trees.margins(
      of: trees.inputs, rowCount: rows.rowCount, parallel: parallel)
    let count = rows.rowCount
    let blocks = parallel.map(count: (count + blockRows - 1) / blockRows) { index in
      let range = index * blockRows..<min(count, (index + 1) * blockRows)
      let block = steps.block(range, margins: margins)
      return trees.scores(block.margins(inCells: cells), Parallel(threads: 1))
    }
    guard let first = blocks.first else { return nil }
    let scores = first.outputs.indices.map { output in
      cells.indices.map { point in
        blocks.flatMap { block in
          let width = block.outputs[output].count / cells.count
          return block.outputs[output][point * width..<(point + 1) * width]
        }
      }
    }
    return (first.kind, scores)
  }

  /// The mean over rows at each point, `result[output][point]`: partial dependence (Friedman 2001),
  /// scikit-learn's `partial_dependence(method="brute")`.
  ///
  /// - Parameter weights: By row; nil for equal ones.
  package func partialDependence(weights: [Double]? = nil) -> [[Double]] {
    let total = weights.map(Sums.unordered) ?? Double(rowCount)
    return scores.map { points in
      points.map { row in
        let sum = Sums.unordered(count: row.count) { row[$0] * (weights?[$0] ?? 1) }
        return total > 0 ? sum / total : 0
      }
    }
  }

  /// How far the rows' curves are from parallel, by output: the mean over points of the standard
  /// deviation of the curves, each less its own value at the first point. 0 means that the feature acts
  /// alone; in units of the score.
  package func heterogeneity() -> [Double] {
    scores.map { points in
      guard let first = points.first, rowCount > 0 else { return 0 }
      let deviations = points.map { point -> Double in
        let moved = zip(point, first).map { $0 - $1 }
        let mean = Sums.unordered(moved) / Double(rowCount)
        let square = Sums.unordered(count: rowCount) { (moved[$0] - mean) * (moved[$0] - mean) }
        return (square / Double(rowCount)).squareRoot()
      }
      return deviations.reduce(0, +) / Double(points.count)
    }
  }
}

extension ScorableRows {
  /// The steps of the trees in the column of that name; nil where the model is not trees, or the feature
  /// is not one number to them.
  func steps(ofFeature name: String) -> FeatureSteps? {
    guard let trees, let position = table.names.firstIndex(of: name),
      let feature = feature(ofColumn: position),
      let inputs = trees.inputs(ofFeature: feature), inputs.count == 1,
      case .numeric = table.columns[position].values
    else { return nil }
    return FeatureSteps(trees, input: inputs[0])
  }
}
