import Kernels

/// Recursive descent over the words of a slice expression.
struct ExpressionParser {
  private let tokens: [ExpressionToken]
  private var position = 0
  private var depth = 0
  private static let depthLimit = Limits.Tables.expressionLevels

  typealias Condition = SliceExpression.Condition

  /// - Precondition: the last token is the end.
  init(tokens: [ExpressionToken]) { self.tokens = tokens }

  /// The condition that all words form.
  mutating func whole() throws(ExpressionError) -> Condition {
    let condition = try any()
    guard next.kind == .end else { throw expected("'and', 'or' or the end") }
    return condition
  }

  private var next: ExpressionToken { tokens[position] }

  private mutating func takes(_ kind: ExpressionToken.Kind) -> Bool {
    guard next.kind == kind else { return false }
    position += 1
    return true
  }

  private func expected(_ what: String) -> ExpressionError {
    ExpressionError(column: next.column, kind: .expected(what, found: next.text))
  }

  private mutating func any() throws(ExpressionError) -> Condition {
    var conditions = [try all()]
    while takes(.keyword("or")) { conditions.append(try all()) }
    return conditions.count == 1 ? conditions[0] : .any(conditions)
  }

  private mutating func all() throws(ExpressionError) -> Condition {
    var conditions = [try one()]
    while takes(.keyword("and")) { conditions.append(try one()) }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private mutating func one() throws(ExpressionError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ExpressionParser.depthLimit else {
      throw ExpressionError(
        column: next.column, kind: .tooDeep(limit: ExpressionParser.depthLimit))
    }
    if takes(.keyword("not")) { return .not(try one()) }
    if takes(.mark("(")) {
      let condition = try any()
      guard takes(.mark(")")) else { throw expected("'and', 'or' or ')'") }
      return condition
    }
    return try comparison()
  }

  private enum Value {
    case column(SliceExpression.Reference)
    case literal(SliceExpression.Literal)
  }

  private mutating func comparison() throws(ExpressionError) -> Condition {
    let first = try value("a column name, 'not' or '('")
    if case .column(let column) = first, let condition = try question(column) { return condition }
    var conditions: [Condition] = []
    var left = first
    while case .comparison(let comparison) = next.kind {
      position += 1
      let place = next
      let right = try value("a value")
      switch (left, right) {
      case (.column(let column), .literal(let literal)):
        conditions.append(.compare(column, comparison, literal))
      case (.literal(let literal), .column(let column)):
        conditions.append(.compare(column, comparison.mirrored, literal))
      case (.column, .column):
        throw ExpressionError(
          column: place.column,
          kind: .expected("a number, a text in quotes, true or false", found: place.text))
      case (.literal, .literal):
        throw ExpressionError(
          column: place.column, kind: .expected("a column name", found: place.text))
      }
      left = right
    }
    if conditions.isEmpty {
      guard case .column(let column) = first else {
        throw expected("a comparison such as '<' or '=='")
      }
      // A name alone is a boolean column; anything that cannot follow one is a missing comparison.
      switch next.kind {
      case .end, .mark(")"), .keyword("and"), .keyword("or"): return .flag(column)
      default: throw expected("a comparison such as '<' or '==', 'in' or 'is'")
      }
    }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  /// What follows a column with `in`, `not in` or `is`; nil if nothing of them does.
  private mutating func question(
    _ column: SliceExpression.Reference
  ) throws(ExpressionError) -> Condition? {
    if takes(.keyword("is")) {
      let isNegated = takes(.keyword("not"))
      guard takes(.keyword("missing")) else {
        throw expected(isNegated ? "'missing'" : "'missing' or 'not missing'")
      }
      return isNegated ? .not(.isMissing(column)) : .isMissing(column)
    }
    if takes(.keyword("in")) { return .oneOf(column, try list()) }
    if takes(.keyword("not")) {
      guard takes(.keyword("in")) else { throw expected("'in'") }
      return .not(.oneOf(column, try list()))
    }
    return nil
  }

  private mutating func list() throws(ExpressionError) -> [SliceExpression.Literal] {
    let close: Character
    if takes(.mark("(")) {
      close = ")"
    } else if takes(.mark("[")) {
      close = "]"
    } else {
      throw expected("'(' or '['")
    }
    var literals: [SliceExpression.Literal] = []
    repeat {
      let place = next
      guard case .literal(let literal) = try value("a value") else {
        throw ExpressionError(
          column: place.column,
          kind: .expected("a number, a text in quotes, true or false", found: place.text))
      }
      literals.append(literal)
    } while takes(.mark(","))
    guard takes(.mark(close)) else { throw expected("',' or '\(close)'") }
    return literals
  }

  private mutating func value(_ what: String) throws(ExpressionError) -> Value {
    let token = next
    let value: Value
    switch token.kind {
    case .name(let name): value = .column(.init(name: name, column: token.column))
    case .text(let text): value = .literal(.text(text))
    case .number(let number): value = .literal(.number(number))
    case .keyword("true"): value = .literal(.boolean(true))
    case .keyword("false"): value = .literal(.boolean(false))
    case .keyword, .comparison, .mark, .end: throw expected(what)
    }
    position += 1
    return value
  }
}
