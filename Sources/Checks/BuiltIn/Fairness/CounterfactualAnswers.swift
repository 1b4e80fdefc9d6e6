internal import Explanations
internal import Kernels
internal import Metrics
internal import Models
internal import Tabular

/// What a model says of every row with its sensitive attribute set to each of some values, all else as it
/// is.
struct CounterfactualAnswers: Sendable {
  /// What the answers rest on.
  enum Evidence: Sendable {
    /// No model of the gate gets to see the column.
    case hidden
    /// The model file proves that no answer can depend on it.
    case unread
    /// The rows were scored with each value.
    case scored
  }

  let evidence: Evidence
  /// Empty where nothing was scored, as ``outcomes``.
  let values: [CounterfactualValues.Value]
  let rowCount: Int
  /// `outcomes[value]`.
  let outcomes: [Outcomes]
  /// The rows' weights; nil for equal ones.
  let weights: [Double]?

  /// The answers of a model that cannot depend on the attribute; nil where it might.
  init?(unreadBy model: Scorable, _ attribute: String) {
    if let position = model.rows.table.names.firstIndex(of: attribute) {
      guard model.rows.use(ofColumn: position) == .unread else { return nil }
      evidence = .unread
    } else {
      guard model.hidden.contains(attribute) else { return nil }
      evidence = .hidden
    }
    (values, outcomes) = ([], [])
    rowCount = model.rows.rowCount
    weights = model.weights
  }

  /// - Parameter model: Any: it is asked about all rows once for each value.
  init(
    of model: Scorable, attribute: String, values: CounterfactualValues, parallel: Parallel
  ) throws(Unavailable) {
    evidence = .scored
    self.values = values.values
    rowCount = model.rows.rowCount
    weights = model.weights
    var outcomes: [Outcomes] = []
    for value in values.values {
      let column = FeatureGrid.column(named: attribute, value.point, count: model.rows.rowCount)
      let scores: Scores
      do throws(ModelError) {
        scores = try model.rows.scores(replacing: [column], parallel: parallel)
      } catch {
        throw Unavailable(
          reason: "with '\(attribute)' set to \(value.label): \(error.description)", isAbsent: false
        )
      }
      outcomes.append(try model.outcomes(of: scores))
    }
    self.outcomes = outcomes
  }

  /// By row, 1 where the decision is not the same for all values.
  var flips: [UInt8] {
    var flips = [UInt8](repeating: 0, count: rowCount)
    for other in outcomes.dropFirst() {
      for (row, differs) in outcomes[0].differing(from: other).enumerated() {
        flips[row] |= differs
      }
    }
    return flips
  }

  /// By row, how far the lowest score is from the highest one.
  var moves: [Double] {
    let scores = outcomes.map(\.singleScores)
    return (0..<rowCount).map { row in
      let own = scores.map { $0[row] }
      return (own.max() ?? 0) - (own.min() ?? 0)
    }
  }

  /// The weighted mean of one number a row.
  func mean(_ numbers: [Double]) -> Double {
    let total = weights.map { $0.reduce(0, +) } ?? Double(rowCount)
    guard total > 0 else { return 0 }
    return numbers.enumerated().reduce(0) { $0 + (weights?[$1.offset] ?? 1) * $1.element } / total
  }
}

extension Outcomes {
  /// By row, 1 where two answers decide it differently.
  func differing(from other: Outcomes) -> [UInt8] {
    switch (self, other) {
    case (.binary(let a), .binary(let b)): zip(a.decisions, b.decisions).map { $0 == $1 ? 0 : 1 }
    case (.multiclass(let a), .multiclass(let b)):
      zip(a.decisions, b.decisions).map { $0 == $1 ? 0 : 1 }
    default: []
    }
  }

  /// The score of the positive class (its decision, of a model that gives no scores) or the prediction of
  /// each row; empty for other tasks.
  var singleScores: [Double] {
    switch self {
    case .binary(let rows): rows.scores.isEmpty ? rows.decisions.map(Double.init) : rows.scores
    case .regression(let rows): rows.predictions
    case .multiclass, .ranking: []
    }
  }
}
