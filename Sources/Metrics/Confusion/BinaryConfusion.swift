import Kernels

/// A set of cells of the binary confusion matrix.
struct CellSet: OptionSet, Sendable {
  let rawValue: UInt8

  static let trueNegatives = CellSet(rawValue: 1)
  static let falsePositives = CellSet(rawValue: 2)
  static let falseNegatives = CellSet(rawValue: 4)
  static let truePositives = CellSet(rawValue: 8)

  /// By label.
  static let positives: CellSet = [.truePositives, .falseNegatives]
  static let negatives: CellSet = [.trueNegatives, .falsePositives]
  /// By decision.
  static let calledPositives: CellSet = [.truePositives, .falsePositives]
  static let calledNegatives: CellSet = [.trueNegatives, .falseNegatives]
  static let correct: CellSet = [.truePositives, .trueNegatives]
  static let wrong: CellSet = [.falsePositives, .falseNegatives]
  static let all: CellSet = [.correct, .wrong]
}

/// The binary confusion matrix, as numbers that a metric's formula is written with.
struct BinaryConfusion: Sendable {
  private let masses: SIMD4<Double>
  private let rowsByCell: [Int]

  init(_ outcomes: BinaryOutcomes) {
    let (labels, decisions) = (outcomes.labels, outcomes.decisions)
    let sums = CellSums(count: outcomes.count, cells: 4, weights: outcomes.weights) { row in
      BinaryConfusion.cell(label: labels[row], decision: decisions[row])
    }
    masses = SIMD4(sums.masses)
    rowsByCell = sums.rows(outcomes.weightMeaning)
  }

  /// A table that no rows are behind; lanes as in ``CellNumber``. A cell with any mass counts one row.
  init(masses: SIMD4<Double>) {
    self.masses = masses
    rowsByCell = (0..<4).map { masses[$0] > 0 ? 1 : 0 }
  }

  /// The lane of ``CellNumber`` that a row counts in.
  @inline(__always)
  static func cell(label: UInt8, decision: UInt8) -> Int { Int(label & 1) << 1 | Int(decision & 1) }

  /// Rows of positive weight in the cells; with frequencies the rows that they stand for.
  func rows(_ cells: CellSet) -> Int {
    (0..<4).reduce(0) { $0 + (cells.rawValue >> $1 & 1 == 1 ? rowsByCell[$1] : 0) }
  }

  /// The weight in the cells, with slope 1 by each of them.
  subscript(cells: CellSet) -> CellNumber {
    var number = CellNumber(0)
    for cell in 0..<4 where cells.rawValue >> UInt8(cell) & 1 == 1 {
      number.value += masses[cell]
      number.slopes[cell] = 1
    }
    return number
  }

  /// The weight in `part` divided by the weight in `whole`.
  func share(of part: CellSet, in whole: CellSet) throws(Undefined) -> CellNumber {
    guard rows(whole) > 0 else { throw BinaryConfusion.absence(of: whole) }
    return self[part] / self[whole]
  }

  static func absence(of cells: CellSet) -> Undefined {
    switch cells {
    case .positives: .noPositives
    case .negatives: .noNegatives
    case .calledPositives: .noCalledPositives
    case .calledNegatives: .noCalledNegatives
    default: .noRows
    }
  }

  /// The value of a formula with the influence of each row.
  ///
  /// - Parameters:
  ///   - rows: The denominator.
  ///   - limits: Groups of rows that the value rests on; the smallest counts.
  ///   - formula: That gave the number, for intervals on few rows.
  func value(
    of number: CellNumber, outcomes: BinaryOutcomes, rows denominator: CellSet, limits: [CellSet],
    formula: (@Sendable (BinaryConfusion) throws(Undefined) -> CellNumber)? = nil
  ) -> MetricValue {
    let total = self[.all].value
    // Formulas do not change when all weights are scaled, so the slopes already have mean zero.
    let byCell = (0..<4).map { total * number.slopes[$0] }
    return MetricValue(
      value: number.value, rows: rows(denominator),
      limitingRows: max(1, limits.map(rows).min() ?? 1),
      influence: outcomes.labels.indices.map { row in
        byCell[
          BinaryConfusion.cell(label: outcomes.labels[row], decision: outcomes.decisions[row])]
      },
      cells: formula.map { SmoothedCells(masses: masses, rows: rows(.all), formula: $0) })
  }
}
