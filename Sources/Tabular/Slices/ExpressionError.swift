import Kernels

/// Why the text of a slice is not a condition on rows, or not one on this table.
package struct ExpressionError: Error, Equatable, Sendable {
  /// The place in the text: characters, counted from 1.
  package let column: Int
  package let kind: Kind

  package init(column: Int, kind: Kind) {
    (self.column, self.kind) = (column, kind)
  }

  /// What is wrong, with the words that the message quotes.
  package enum Kind: Equatable, Sendable {
    case expected(String, found: String)
    case unterminatedText(quote: Character)
    case invalidNumber(String)
    case strayCharacter(Character)
    case tooDeep(limit: Int)
    case tooLong(limit: Int)
    case unknownColumn(name: String, nearest: String?)
    /// A text column compared with something that is not text.
    case needsText(column: String, found: String)
    case needsNumber(column: String, found: String)
    case needsBoolean(column: String, found: String)
    /// `<` and the like on a column that has no order.
    case notOrdered(column: String, type: String)
    /// A column alone, as if it were a condition.
    case notCondition(column: String, type: String)
  }
}

extension ExpressionError: CustomStringConvertible {
  /// One sentence with the place in front.
  package var description: String { "column \(column): \(text)" }

  private var text: String {
    switch kind {
    case .expected(let expected, let found): "expected \(expected), but found \(found)"
    case .unterminatedText(let quote): "a text that begins with \(quote) is never closed"
    case .invalidNumber(let text): "'\(text)' is not a number; texts are written in quotes"
    case .strayCharacter("&"): "'&' has no meaning here; 'and' joins conditions"
    case .strayCharacter("|"): "'|' has no meaning here; 'or' joins conditions"
    case .strayCharacter(let character):
      "'\(character)' has no meaning here; column names with such characters are written in"
        + " backticks"
    case .tooDeep(let limit): "more than \(limit) nested conditions, which is the limit"
    case .tooLong(let limit): "more than \(limit) characters, which is the limit"
    case .unknownColumn(let name, let nearest):
      "there is no column '\(name)'" + Suggestion.clause(nearest)
    case .needsText(let column, let found):
      "column '\(column)' is text; compare it with a text in quotes, not with \(found)"
    case .needsNumber(let column, let found):
      "column '\(column)' is numeric; compare it with a number, not with \(found)"
    case .needsBoolean(let column, let found):
      "column '\(column)' is boolean; compare it with true or false, not with \(found)"
    case .notOrdered(let column, let type):
      "column '\(column)' is \(type) and has no order; use ==, != or 'in'"
    case .notCondition(let column, let type):
      "column '\(column)' is \(type) and no condition by itself; compare it with a value"
    }
  }
}
