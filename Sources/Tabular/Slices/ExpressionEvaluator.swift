import Kernels

/// Evaluates a condition column by column into bit masks.
struct ExpressionEvaluator {
  let table: Table

  /// For each row true, false, or neither (something was missing): Kleene's three-valued logic.
  struct Truth {
    var isTrue: RowMask
    var isFalse: RowMask

    var negated: Truth { Truth(isTrue: isFalse, isFalse: isTrue) }
  }

  func truth(_ condition: SliceExpression.Condition) throws(ExpressionError) -> Truth {
    switch condition {
    case .compare(let reference, let comparison, let literal):
      return try compare(reference, comparison, literal)
    case .oneOf(let reference, let literals): return try oneOf(reference, literals)
    case .isMissing(let reference): return missing(try column(reference))
    case .flag(let reference): return try flag(reference)
    case .not(let inner): return try truth(inner).negated
    case .all(let conditions):
      var result = Truth(
        isTrue: RowMask(all: table.rowCount), isFalse: RowMask(none: table.rowCount))
      for condition in conditions {
        let next = try truth(condition)
        result.isTrue = result.isTrue.intersection(next.isTrue)
        result.isFalse = result.isFalse.union(next.isFalse)
      }
      return result
    case .any(let conditions):
      var result = Truth(
        isTrue: RowMask(none: table.rowCount), isFalse: RowMask(all: table.rowCount))
      for condition in conditions {
        let next = try truth(condition)
        result.isTrue = result.isTrue.union(next.isTrue)
        result.isFalse = result.isFalse.intersection(next.isFalse)
      }
      return result
    }
  }

  private func column(_ reference: SliceExpression.Reference) throws(ExpressionError) -> Column {
    if let column = table[reference.name] { return column }
    let nearest = NearestName.of(reference.name, in: table.names)
    throw ExpressionError(
      column: reference.column, kind: .unknownColumn(name: reference.name, nearest: nearest))
  }

  private func compare(
    _ reference: SliceExpression.Reference, _ comparison: SliceExpression.Comparison,
    _ literal: SliceExpression.Literal
  ) throws(ExpressionError) -> Truth {
    let column = try column(reference)
    if comparison == .equal { return try oneOf(reference, [literal]) }
    if comparison == .notEqual { return try oneOf(reference, [literal]).negated }
    guard case .numeric(let values) = column.values else {
      throw ExpressionError(
        column: reference.column,
        kind: .notOrdered(column: column.name, type: column.typeName))
    }
    guard case .number(let bound) = literal else {
      throw mismatch(reference, column, literal)
    }
    return switch comparison {
    case .less, .equal, .notEqual: ordered(values) { $0 < bound }
    case .lessOrEqual: ordered(values) { $0 <= bound }
    case .greater: ordered(values) { $0 > bound }
    case .greaterOrEqual: ordered(values) { $0 >= bound }
    }
  }

  @inline(__always)
  private func ordered(_ values: [Double], _ holds: (Double) -> Bool) -> Truth {
    let isTrue = RowMask(rowCount: values.count) { holds(values[$0]) }
    let isKnown = RowMask(rowCount: values.count) { values[$0] == values[$0] }
    return Truth(isTrue: isTrue, isFalse: isKnown.intersection(isTrue.complement))
  }

  private func oneOf(
    _ reference: SliceExpression.Reference, _ literals: [SliceExpression.Literal]
  ) throws(ExpressionError) -> Truth {
    let column = try column(reference)
    switch column.values {
    case .numeric(let values):
      var wanted: [Double] = []
      for literal in literals {
        guard case .number(let number) = literal else {
          throw mismatch(reference, column, literal)
        }
        wanted.append(number)
      }
      if wanted.count == 1 {
        let only = wanted[0]
        return ordered(values) { $0 == only }
      }
      let set = Set(wanted)
      return ordered(values) { set.contains($0) }
    case .boolean(let flags):
      var wanted = [false, false]
      for literal in literals {
        guard case .boolean(let flag) = literal else {
          throw mismatch(reference, column, literal)
        }
        wanted[flag ? 1 : 0] = true
      }
      return truth(rows: flags.count, choices: wanted) { Int(flags[$0]) }
    case .categorical(let codes, let levels):
      var wanted: Set<String> = []
      for literal in literals {
        guard case .text(let text) = literal else { throw mismatch(reference, column, literal) }
        wanted.insert(text)
      }
      // Decided once for each distinct text, then looked up for each row.
      let choices = levels.map { wanted.contains($0) }
      return truth(rows: codes.count, choices: choices) { Int(codes[$0]) }
    }
  }

  /// The truth for cells that are codes into `choices`, −1 where missing.
  @inline(__always)
  private func truth(rows: Int, choices: [Bool], _ code: (Int) -> Int) -> Truth {
    let isTrue = RowMask(rowCount: rows) { row in
      let code = code(row)
      return code >= 0 && choices[code]
    }
    let isKnown = RowMask(rowCount: rows) { code($0) >= 0 }
    return Truth(isTrue: isTrue, isFalse: isKnown.intersection(isTrue.complement))
  }

  private func missing(_ column: Column) -> Truth {
    let isTrue = column.missing
    return Truth(isTrue: isTrue, isFalse: isTrue.complement)
  }

  private func flag(_ reference: SliceExpression.Reference) throws(ExpressionError) -> Truth {
    let column = try column(reference)
    guard case .boolean(let flags) = column.values else {
      throw ExpressionError(
        column: reference.column,
        kind: .notCondition(column: column.name, type: column.typeName))
    }
    return truth(rows: flags.count, choices: [false, true]) { Int(flags[$0]) }
  }

  private func mismatch(
    _ reference: SliceExpression.Reference, _ column: Column, _ literal: SliceExpression.Literal
  ) -> ExpressionError {
    let found =
      switch literal {
      case .number(let number): "the number \(CSVWriter.text(of: number))"
      case .text(let text): "the text '\(text)'"
      case .boolean(let flag): "\(flag)"
      }
    let kind: ExpressionError.Kind =
      switch column.values {
      case .numeric: .needsNumber(column: column.name, found: found)
      case .boolean: .needsBoolean(column: column.name, found: found)
      case .categorical: .needsText(column: column.name, found: found)
      }
    return ExpressionError(column: reference.column, kind: kind)
  }
}
