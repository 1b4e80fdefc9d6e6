/// An `OutputField`: a column that a model makes of its result.
struct PMMLOutput: Sendable {
  enum Feature: Sendable {
    /// The number, or the class as a value of the target.
    case prediction([Double]?)
    /// The text that the dictionary shows for the class.
    case display([Double])
    /// Of a class, or of the winner.
    case probability(class: Int?)
    case confidence(class: Int?)
    case affinity(index: Int?)
    case entity(rank: Int)
    case reasonCode(rank: Int)
    case expression(any PMMLExpression)
  }

  let name: String
  let place: Int
  let type: PMMLFieldType
  let feature: Feature
  /// Which of several targets it is about; nil for the first.
  let target: String?

  /// Whether it carries on a predicted number as it is.
  var isPrediction: Bool {
    if case .prediction(nil) = feature { target == nil } else { false }
  }

  /// The column; NaN where there is nothing to say.
  func cells(of result: PMMLResult, in frame: PMMLFrame) -> [Double] {
    let own = target.flatMap { name in result.others.first { $0.target == name }?.result } ?? result
    let cells = cells(of: own, frame)
    guard type.dataType == .float else { return cells }
    return cells.map { Double(Float($0)) }
  }

  private func cells(of result: PMMLResult, _ frame: PMMLFrame) -> [Double] {
    switch feature {
    case .prediction(let values?), .display(let values):
      return result.predictions.map { PMMLOutput.element(values, at: $0) }
    case .prediction(nil): return result.predictions
    case .probability(let index):
      return PMMLOutput.cells(result.probabilities, index, result.predictions)
    case .confidence(let index):
      if index == nil, let confidence = result.confidence { return confidence }
      return PMMLOutput.cells(
        result.affinities.isEmpty ? result.probabilities : result.affinities, index,
        result.predictions)
    case .affinity(let index):
      return PMMLOutput.cells(
        result.affinities.isEmpty ? result.probabilities : result.affinities, index,
        result.predictions)
    case .entity(let rank):
      return rank < result.entities.count ? result.entities[rank] : frame.constant(.nan)
    case .reasonCode(let rank):
      return rank < result.reasonCodes.count ? result.reasonCodes[rank] : frame.constant(.nan)
    case .expression(let expression): return expression.cells(in: frame)
    }
  }

  private static func element(_ values: [Double], at index: Double) -> Double {
    guard let index = Int(exactly: index), values.indices.contains(index) else { return .nan }
    return values[index]
  }

  /// The column of one class, or of the predicted one of each row.
  private static func cells(
    _ columns: [[Double]], _ index: Int?, _ predictions: [Double]
  ) -> [Double] {
    if let index {
      return index < columns.count ? columns[index] : predictions.map { _ in .nan }
    }
    return predictions.enumerated().map { row, prediction in
      guard let index = Int(exactly: prediction), columns.indices.contains(index) else {
        return .nan
      }
      return columns[index][row]
    }
  }
}
