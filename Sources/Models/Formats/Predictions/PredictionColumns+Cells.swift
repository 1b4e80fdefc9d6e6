import Tabular

/// The cells of a column of scores.
extension PredictionColumns {
  /// - Throws: ``ModelError`` if one is missing, not finite, or not what `meaning` says.
  static func numbers(
    _ column: Column, _ meaning: AnswerMeaning?
  ) throws(ModelError) -> [Double] {
    let numbers: [Double]
    switch column.values {
    case .numeric(let cells): numbers = cells
    case .boolean(let cells): numbers = cells.map { $0 < 0 ? .nan : Double($0) }
    case .categorical:
      throw .wrongColumnType(column: column.name, needed: "numeric", found: column.typeName)
    }
    try refuseMissing(numbers.map(\.isNaN), column.name)
    if let row = numbers.firstIndex(where: { !$0.isFinite }) {
      throw .malformed(
        place: "row \(row + 1), column '\(column.name)'", problem: "is \(numbers[row]), not finite")
    }
    switch meaning {
    case .probability?, .predictedClass?: try refuseImprobable(numbers, column.name)
    case .percent?:
      if let row = numbers.firstIndex(where: { $0 < 0 || $0 > 100 }) {
        throw .malformed(
          place: "row \(row + 1), column '\(column.name)'",
          problem: "is \(numbers[row]); a probability in percent is in 0…100")
      }
      return numbers.map { $0 / 100 }
    case .margin?, .value?, .label?, nil: break
    }
    return numbers
  }

  static func refuseImprobable(_ numbers: [Double], _ name: String) throws(ModelError) {
    guard let row = numbers.firstIndex(where: { $0 < 0 || $0 > 1 }) else { return }
    throw .malformed(
      place: "row \(row + 1), column '\(name)'",
      problem: "is \(numbers[row]); a probability is in 0…1")
  }

  static func refuseMissing(_ isMissing: [Bool], _ name: String) throws(ModelError) {
    guard let row = isMissing.firstIndex(of: true) else { return }
    throw .malformed(
      place: "row \(row + 1), column '\(name)'",
      problem: "has no score (\(isMissing.count { $0 }) rows in all); every row needs one")
  }
}
