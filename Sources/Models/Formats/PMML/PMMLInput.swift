import Tabular

/// An input of the whole model: a column of the table, brought into cells and treated as the
/// dictionary and the mining schema say.
struct PMMLInput: Sendable {
  let data: PMMLDataField
  let mining: PMMLMiningField
  let place: Int
  /// Whether values that the model calls invalid, and would refuse, are missing instead.
  let invalidIsMissing: Bool

  /// Whether the field can have one value only, which it has where it is missing: a table may lack
  /// such a column, which writers add because a model must have an input of some kind.
  var isPlaceholder: Bool {
    data.values.count == 1 && mining.missingReplacement == data.values.first
  }

  /// What became of a value.
  private enum Outcome {
    case cell(Double)
    case invalid
    case refusedMissing
  }

  /// One cell per row.
  ///
  /// - Throws: ``ModelError/invalidValue(column:value:row:rows:)`` if the model refuses rows with a
  ///   value that this column holds.
  func cells(of column: Column, _ symbols: inout PMMLSymbols) throws(ModelError) -> [Double] {
    switch column.values {
    case .categorical(let codes, let levels):
      let missing = treated(.nan)
      let outcomes = levels.map { treated(text: $0, &symbols) }
      return try collect(codes.count, column) { row in
        codes[row] < 0 ? missing : outcomes[Int(codes[row])]
      }
    case .boolean(let flags):
      let outcomes = [
        treated(.nan), treated(text: "false", &symbols), treated(text: "true", &symbols),
      ]
      return try collect(flags.count, column) { outcomes[Int(flags[$0]) + 1] }
    case .numeric(let numbers):
      if data.type.isText {
        var known: [Double: Outcome] = [:]
        let missing = treated(.nan)
        var outcomes: [Outcome] = []
        outcomes.reserveCapacity(numbers.count)
        for (row, number) in numbers.enumerated() {
          if number.isNaN {
            outcomes.append(missing)
          } else if let outcome = known[number] {
            outcomes.append(outcome)
          } else {
            let outcome = treated(number: number, text: column.text(at: row) ?? "", &symbols)
            known[number] = outcome
            outcomes.append(outcome)
          }
        }
        return try collect(numbers.count, column) { outcomes[$0] }
      }
      if isTransparent { return numbers }
      return try collect(numbers.count, column) { row in treated(number: numbers[row]) }
    }
  }

  /// Whether numbers pass as they are.
  private var isTransparent: Bool {
    data.type.dataType == .double && data.acceptsEverything && !mining.changesValues
      && !mining.missingIsRefused
  }

  private func collect(
    _ count: Int, _ column: Column, _ outcome: (Int) -> Outcome
  ) throws(ModelError) -> [Double] {
    var cells: [Double] = []
    cells.reserveCapacity(count)
    var refused: (row: Int, count: Int)?
    for row in 0..<count {
      if case .cell(let cell) = outcome(row) {
        cells.append(cell)
      } else {
        cells.append(.nan)
        refused = (refused?.row ?? row, (refused?.count ?? 0) + 1)
      }
    }
    if let refused {
      throw .invalidValue(
        column: column.name, value: column.text(at: refused.row), row: refused.row + 1,
        rows: refused.count)
    }
    return cells
  }

  private func treated(text: String, _ symbols: inout PMMLSymbols) -> Outcome {
    if data.missingTexts.contains(text) { return treated(.nan) }
    guard let cell = data.type.cell(of: text, &symbols) else { return invalid(.nan) }
    return checked(cell)
  }

  /// A number that stands for a text: `3` and, if the dictionary writes it so, `3.0`.
  private func treated(
    number: Double, text: String, _ symbols: inout PMMLSymbols
  ) -> Outcome {
    if data.missingTexts.contains(text) { return treated(.nan) }
    let written =
      data.valueTexts.first { $0 == text } ?? data.valueTexts.first { Double($0) == number }
    return treated(text: written ?? text, &symbols)
  }

  private func treated(number: Double) -> Outcome {
    if number.isNaN { return treated(.nan) }
    guard let cell = data.type.cell(ofNumber: number) else { return invalid(number) }
    return checked(cell)
  }

  private func checked(_ cell: Double) -> Outcome {
    if data.isMissing(cell) { return treated(.nan) }
    return data.isValid(cell) ? treated(mining.treated(cell)) : invalid(cell)
  }

  private func invalid(_ cell: Double) -> Outcome {
    switch mining.invalid {
    case .returnInvalid: invalidIsMissing ? treated(.nan) : .invalid
    case .asIs: treated(mining.treated(cell))
    case .asMissing: treated(.nan)
    case .asValue: .cell(mining.invalidReplacement ?? .nan)
    }
  }

  /// A cell after all checks, missing ones replaced.
  private func treated(_ cell: Double) -> Outcome {
    guard cell.isNaN else { return .cell(cell) }
    return mining.missingIsRefused ? .refusedMissing : .cell(mining.missingReplacement ?? .nan)
  }
}
