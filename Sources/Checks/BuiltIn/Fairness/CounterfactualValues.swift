internal import Explanations
internal import Findings
internal import Kernels
internal import Tabular

/// The values that a sensitive attribute is set to, in a fixed order that no row has an influence on.
struct CounterfactualValues: Sendable {
  /// Categories beyond this are named by the entry or not compared at all.
  static let mostCategories = 50
  /// A number with more distinct values is set to quantiles of them.
  static let mostNumbers = 20
  /// In the middle of each tenth of the rows.
  private static let shares = (0..<10).map { 0.05 + Double($0) / 10 }

  /// A value with its text.
  struct Value: Sendable {
    let label: String
    let point: FeatureGrid.Point
  }

  let values: [Value]

  /// - Parameters:
  ///   - weights: By row; rows of weight 0 are absent. Nil for equal ones.
  ///   - named: The values that the entry names; nil takes those that are there.
  init(
    of column: Column, weights: [Double]?, named: [String]?
  ) throws(Unavailable) {
    let rows = (0..<column.count).filter { weights?[$0] ?? 1 > 0 }
    let observed = CounterfactualValues.observed(column, rows, weights)
    guard let named else {
      guard observed.count <= CounterfactualValues.mostCategories else {
        throw Unavailable(
          reason:
            "'\(column.name)' has \(observed.count) values, too many to set each; 'values' names "
            + "those to compare", isAbsent: false)
      }
      guard observed.count > 1 else {
        throw Unavailable(
          reason: observed.first.map {
            "every row that has '\(column.name)' has \($0.label), so there is no other value to set"
          } ?? "no row has a value of '\(column.name)'", isAbsent: false)
      }
      values = observed
      return
    }
    var values: [Value] = []
    for text in named {
      if case .numeric = column.values, let number = Double(text), number.isFinite {
        values.append(Value(number))
        continue
      }
      guard let value = observed.first(where: { $0.label == text }) else {
        let hint =
          Suggestion.clause(text, among: observed.map(\.label))
        throw Unavailable(
          reason: "no row has '\(text)' for '\(column.name)'\(hint)", isAbsent: false)
      }
      values.append(value)
    }
    self.values = values
  }

  private static func observed(
    _ column: Column, _ rows: [Int], _ weights: [Double]?
  ) -> [Value] {
    switch column.values {
    case .numeric(let cells):
      return numbers(rows.filter { cells[$0].isFinite }.map { (cells[$0], weights?[$0] ?? 1) })
    case .boolean(let cells):
      return [false, true].filter { truth in rows.contains { cells[$0] == (truth ? 1 : 0) } }
        .map { Value(label: "\($0)", point: .truth($0)) }
    case .categorical(let codes, let levels):
      var isThere = [Bool](repeating: false, count: levels.count)
      for row in rows where codes[row] >= 0 { isThere[Int(codes[row])] = true }
      return levels.indices.filter { isThere[$0] }.map { levels[$0] }.sorted()
        .map { Value(label: $0, point: .level($0)) }
    }
  }

  /// All distinct numbers, or where they are many the values below which a twentieth, three twentieths …
  /// of the weight lies: those are the same for copies of rows as for frequencies.
  private static func numbers(_ cells: [(value: Double, weight: Double)]) -> [Value] {
    let sorted = cells.sorted { $0.value < $1.value }
    var distinct: [(value: Double, below: Double)] = []
    var mass = 0.0
    for cell in sorted {
      mass += cell.weight
      if distinct.last?.value == cell.value {
        distinct[distinct.count - 1].below = mass
      } else {
        distinct.append((value: cell.value, below: mass))
      }
    }
    guard distinct.count > mostNumbers else { return distinct.map { Value($0.value) } }
    var chosen: [Double] = []
    for share in shares {
      // Rounding of sums must not decide between two values.
      let place = distinct.first { $0.below >= share * mass * (1 - 1e-12) }
      if let place, chosen.last != place.value { chosen.append(place.value) }
    }
    return chosen.map(Value.init)
  }
}

extension CounterfactualValues.Value {
  fileprivate init(_ number: Double) {
    self.init(label: NumberStyle.ascii.short(number), point: .number(number))
  }
}
