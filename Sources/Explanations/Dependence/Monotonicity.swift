package import Kernels
package import Models
internal import Tabular

/// Whether scores move with a feature in one direction only, row by row and threshold by threshold.
package struct Monotonicity: Sendable {
  /// The direction that is expected.
  package enum Direction: String, Sendable, CaseIterable {
    case increasing
    case decreasing

    var sign: Double { self == .increasing ? 1 : -1 }
  }

  /// What the answer rests on.
  package enum Evidence: String, Sendable {
    /// Every split of every tree is ordered: no row can violate the direction, seen or unseen.
    case structure
    /// Every threshold that the trees have for the feature was tried for every row.
    case thresholds
    /// Values of a grid were tried; between two of them anything can be.
    case grid
  }

  /// A row and two neighbouring values at which the score moves the wrong way.
  package struct Counterexample: Sendable, Equatable {
    package let row: Int
    /// The threshold that is crossed; of a grid, the upper value.
    package let value: Double
    package let scoreBelow: Double
    package let scoreAbove: Double
  }

  package let evidence: Evidence
  /// By row, the share of neighbouring pairs of values at which the score moves the wrong way.
  package let violations: [Double]
  /// How many neighbouring pairs there are for each row.
  package let pairCount: Int
  /// The worst of them; nil where there is none.
  package let worst: Counterexample?

  /// The furthest that the score moves the wrong way, in units of the score.
  package var maximum: Double { worst.map { ($0.scoreAbove - $0.scoreBelow).magnitude } ?? 0 }

  private static let blockRows = 256

  /// - Parameters:
  ///   - scores: One score per row of the model's outputs (`[output][row]`), in the sense in which the
  ///     direction is meant: of two classes, that of the positive one.
  ///   - tolerance: Moves up to this are rounding.
  /// - Throws: ``ExplanationError`` if the column is not numeric or the model refuses a value.
  package init(
    of rows: ScorableRows, feature: String, _ direction: Direction, tolerance: Double = 1e-9,
    parallel: Parallel, scores: @escaping @Sendable (Scores) -> [Double]
  ) throws(ExplanationError) {
    guard let column = rows.table[feature] else {
      throw .unfit("there is no column '\(feature)'")
    }
    guard case .numeric = column.values else {
      throw .unfit("column '\(feature)' is \(column.typeName), which has no direction")
    }
    let pieces: [Piece]
    let values: [Double]
    if let steps = rows.steps(ofFeature: feature), let trees = rows.trees {
      values = steps.cuts
      if let isRising = Monotonicity.rises(trees, scores),
        steps.isOrdered(sign: direction.sign * (isRising ? 1 : -1), output: 0)
      {
        evidence = .structure
        violations = Array(repeating: 0, count: rows.rowCount)
        pairCount = steps.cuts.count
        worst = nil
        return
      }
      evidence = .thresholds
      let margins = trees.trees.margins(
        of: trees.inputs, rowCount: rows.rowCount, parallel: parallel)
      pieces = parallel.map(
        count: (rows.rowCount + Monotonicity.blockRows - 1) / Monotonicity.blockRows
      ) { index in
        let start = index * Monotonicity.blockRows
        let block = steps.block(
          start..<min(rows.rowCount, start + Monotonicity.blockRows), margins: margins)
        let curves = scores(
          trees.scores(
            block.margins(inCells: Array(0...steps.cuts.count)), Parallel(threads: 1)))
        return Piece(curves, block.rows, pairs: values.count, sign: direction.sign, tolerance)
      }
    } else {
      let curves = try IndividualCurves(of: rows, feature: feature, parallel: parallel)
      evidence = .grid
      values = Array((curves.grid.numbers ?? []).dropFirst())
      let flat = (0..<curves.grid.points.count).flatMap { point in
        scores(Scores(kind: .margin, outputs: curves.scores.map { $0[point] }))
      }
      pieces = [
        Piece(flat, 0..<rows.rowCount, pairs: values.count, sign: direction.sign, tolerance)
      ]
    }
    guard pieces.allSatisfy(\.isComplete) else {
      throw .unfit("the model gives no finite score for some value of '\(feature)'")
    }
    pairCount = values.count
    violations = pieces.flatMap { piece in
      piece.counts.map { values.isEmpty ? 0 : Double($0) / Double(values.count) }
    }
    // The first of equal ones, in order of rows.
    var worst: Piece.Worst?
    for case let other? in pieces.map(\.worst) where other.size > worst?.size ?? 0 {
      worst = other
    }
    self.worst = worst.map {
      Counterexample(
        row: $0.row, value: values[$0.pair], scoreBelow: $0.below, scoreAbove: $0.above)
    }
  }

  /// Whether the score rises with a model's only margin; nil where there are several.
  private static func rises(
    _ trees: TreeRows, _ scores: (Scores) -> [Double]
  ) -> Bool? {
    guard trees.trees.ensemble.outputCount == 1 else { return nil }
    let answers = scores(trees.scores([[-1, 1]], Parallel(threads: 1)))
    guard answers.count == 2, answers[0] != answers[1] else { return nil }
    return answers[1] > answers[0]
  }
}

/// The violations of some rows.
private struct Piece: Sendable {
  struct Worst: Sendable {
    let row: Int
    let pair: Int
    let below: Double
    let above: Double
    var size: Double { (above - below).magnitude }
  }

  var counts: [Int]
  var worst: Worst?
  /// Whether there is a finite score for every value and row.
  let isComplete: Bool

  /// - Parameter curves: `curves[value * rows.count + row]`.
  init(_ curves: [Double], _ rows: Range<Int>, pairs: Int, sign: Double, _ tolerance: Double) {
    counts = Array(repeating: 0, count: rows.count)
    isComplete = curves.count == (pairs + 1) * rows.count && curves.allSatisfy(\.isFinite)
    guard isComplete else { return }
    for pair in 0..<pairs {
      for (offset, row) in rows.enumerated() {
        let below = curves[pair * rows.count + offset]
        let above = curves[(pair + 1) * rows.count + offset]
        let wrong = sign * (below - above)
        guard wrong > tolerance * max(1, abs(below), abs(above)) else { continue }
        counts[offset] += 1
        if wrong > worst?.size ?? 0 {
          worst = Worst(row: row, pair: pair, below: below, above: above)
        }
      }
    }
  }
}
