internal import Findings
internal import Metrics
internal import Statistics

/// The rows of two models by which of them is right.
struct FlipCounts: Sendable {
  /// Rows of one kind: their number, their weights' sum and the sum of the squares.
  struct Cell: Sendable, Equatable {
    var rows = 0
    var weight = 0.0
    var squares = 0.0

    static func + (a: Cell, b: Cell) -> Cell {
      Cell(rows: a.rows + b.rows, weight: a.weight + b.weight, squares: a.squares + b.squares)
    }
  }

  private(set) var bothRight = Cell()
  /// The baseline is right and the candidate wrong: negative flips.
  private(set) var onlyBaseline = Cell()
  /// The candidate is right and the baseline wrong: positive flips.
  private(set) var onlyCandidate = Cell()
  private(set) var bothWrong = Cell()
  /// The two say different things, right or wrong.
  private(set) var differing = Cell()

  /// - Parameter tolerance: regression has no right and wrong: a row is a negative flip if its absolute
  ///   error grows by more than this, a positive one if it shrinks by more, and else counts as right
  ///   for both; the models differ where their predictions are further apart.
  /// - Returns: nil for outcomes of different tasks.
  init?(candidate: Outcomes, baseline: Outcomes, tolerance: Double) {
    switch (candidate, baseline) {
    case (.binary(let new), .binary(let old)):
      for row in new.labels.indices {
        add(
          new.weights?[row], new.decisions[row] == new.labels[row],
          old.decisions[row] == old.labels[row], new.decisions[row] != old.decisions[row])
      }
    case (.multiclass(let new), .multiclass(let old)):
      for row in new.labels.indices {
        add(
          new.weights?[row], new.decisions[row] == new.labels[row],
          old.decisions[row] == old.labels[row], new.decisions[row] != old.decisions[row])
      }
    case (.regression(let new), .regression(let old)):
      for row in new.labels.indices {
        let growth =
          (new.predictions[row] - new.labels[row]).magnitude
          - (old.predictions[row] - old.labels[row]).magnitude
        add(
          new.weights?[row], growth <= tolerance, growth >= -tolerance,
          (new.predictions[row] - old.predictions[row]).magnitude > tolerance)
      }
    default: return nil
    }
  }

  /// A row of weight 0 is absent.
  private mutating func add(
    _ given: Double?, _ isRight: Bool, _ wasRight: Bool, _ differs: Bool
  ) {
    let weight = given ?? 1
    guard weight > 0 else { return }
    let row = Cell(rows: 1, weight: weight, squares: weight * weight)
    switch (isRight, wasRight) {
    case (true, true): bothRight = bothRight + row
    case (false, true): onlyBaseline = onlyBaseline + row
    case (true, false): onlyCandidate = onlyCandidate + row
    case (false, false): bothWrong = bothWrong + row
    }
    if differs { differing = differing + row }
  }

  var all: Cell { bothRight + onlyBaseline + onlyCandidate + bothWrong }
  var baselineRight: Cell { bothRight + onlyBaseline }
  var baselineWrong: Cell { onlyCandidate + bothWrong }
  var candidateWrong: Cell { onlyBaseline + bothWrong }

  /// A share with Wilson's interval; with weights its number of rows is Kish's effective one.
  func share(_ part: Cell, of whole: Cell, noRows reason: String, alpha: Double) -> Value {
    guard whole.weight > 0 else { return .undefined(reason) }
    let share = min(1, part.weight / whole.weight)
    let limits = ProportionInterval.wilson(
      share: share, count: whole.weight * whole.weight / whole.squares, alpha: alpha)
    return .number(
      Estimate(value: share, low: limits.low, high: limits.high, rows: whole.rows))
  }

  /// The rate of negative flips by the rate that independent errors would give: the baseline's
  /// accuracy times the candidate's error rate.
  ///
  /// Its interval is normal on the logarithm, from the influence of each kind of row; without any flip
  /// its upper limit is Wilson's of the rate.
  func relativeNegativeFlips(alpha: Double) -> Value {
    guard baselineRight.weight > 0 else { return .undefined("the baseline is right on no row") }
    guard candidateWrong.weight > 0 else { return .undefined("the candidate is wrong on no row") }
    let total = all.weight
    let rate = onlyBaseline.weight / total
    let (accuracy, error) = (baselineRight.weight / total, candidateWrong.weight / total)
    let value = rate / (accuracy * error)
    guard rate > 0 else {
      let limits = ProportionInterval.wilson(
        share: 0, count: total * total / all.squares, alpha: alpha)
      return .number(
        Estimate(value: 0, low: 0, high: limits.high / (accuracy * error), rows: all.rows))
    }
    // The derivative of the logarithm by the weight of a row, times the sum of the weights.
    let influences: [(Cell, Double)] = [
      (bothRight, 1 - 1 / accuracy),
      (onlyBaseline, 1 + 1 / rate - 1 / accuracy - 1 / error),
      (onlyCandidate, 1),
      (bothWrong, 1 - 1 / error),
    ]
    let squares = influences.reduce(0) { $0 + $1.0.squares * $1.1 * $1.1 }
    let rows = Double(all.rows)
    guard rows > 1 else { return .number(Estimate(value: value, rows: all.rows)) }
    let ofLog = (squares * rows / (rows - 1)).squareRoot() / total
    let limits = RatioInterval.logNormal(ratio: value, standardErrorOfLog: ofLog, alpha: alpha)
    return .number(
      Estimate(value: value, low: limits.low, high: limits.high, rows: all.rows))
  }
}
