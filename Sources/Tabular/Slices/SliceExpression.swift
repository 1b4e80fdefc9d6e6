package import Kernels

/// A condition on the rows of a table, such as `18 <= age < 25 and workclass not in ('Private',
/// '?')`.
///
/// ```
/// condition  = all { "or" all }
/// all        = one { "and" one }
/// one        = "not" one | "(" condition ")" | comparison
/// comparison = value { ("<" | "<=" | ">" | ">=" | "==" | "=" | "!=" | "<>") value }
///            | column ["not"] "in" "(" value { "," value } ")"      also with [ ]
///            | column "is" ["not"] "missing"
///            | column                                               of a boolean column
/// ```
/// One side of each comparison is a column, the other a number, a text in quotes, `true` or
/// `false`. Keywords are in any case. Names with other characters than letters, digits, `_`, `.`
/// and inner `-` are written in backticks.
///
/// A comparison with a missing cell is neither true nor false (as in SQL), so neither `age < 30`
/// nor `not age < 30` holds for a row without age; only `is missing` asks for it. A row is in the
/// slice if the condition is true.
package struct SliceExpression: Sendable, Equatable {
  let condition: Condition

  /// Reads a condition; the error holds the place in `text`.
  package static func parse(_ text: String) throws(ExpressionError) -> SliceExpression {
    var parser = ExpressionParser(tokens: try ExpressionToken.all(of: text))
    return SliceExpression(condition: try parser.whole())
  }

  /// The rows of `table` for which the condition is true.
  package func evaluate(on table: Table) throws(ExpressionError) -> RowMask {
    try ExpressionEvaluator(table: table).truth(condition).isTrue
  }

  /// The names of the columns that the condition asks, each once, in order of appearance.
  package var columns: [String] {
    var names: [String] = []
    condition.visit { if !names.contains($0.name) { names.append($0.name) } }
    return names
  }

  enum Comparison: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="

    /// The same question with its sides exchanged.
    var mirrored: Comparison {
      switch self {
      case .less: .greater
      case .lessOrEqual: .greaterOrEqual
      case .greater: .less
      case .greaterOrEqual: .lessOrEqual
      case .equal: .equal
      case .notEqual: .notEqual
      }
    }
  }

  /// A column as it is named in the text, and where.
  struct Reference: Sendable, Equatable {
    let name: String
    let column: Int
  }

  enum Literal: Sendable, Equatable {
    case number(Double)
    case text(String)
    case boolean(Bool)
  }

  indirect enum Condition: Sendable, Equatable {
    case compare(Reference, Comparison, Literal)
    case oneOf(Reference, [Literal])
    case isMissing(Reference)
    case flag(Reference)
    case not(Condition)
    case all([Condition])
    case any([Condition])

    func visit(_ body: (Reference) -> Void) {
      switch self {
      case .compare(let reference, _, _), .oneOf(let reference, _), .isMissing(let reference),
        .flag(let reference):
        body(reference)
      case .not(let condition): condition.visit(body)
      case .all(let conditions), .any(let conditions):
        for condition in conditions { condition.visit(body) }
      }
    }
  }
}
