import Kernels

/// A word of a slice expression.
struct ExpressionToken: Equatable {
  enum Kind: Equatable {
    case name(String)
    case text(String)
    case number(Double)
    /// A lower-case keyword: `and`, `or`, `not`, `in`, `is`, `missing`, `true`, `false`.
    case keyword(String)
    case comparison(SliceExpression.Comparison)
    /// One of `( ) [ ] ,`.
    case mark(Character)
    case end
  }

  let kind: Kind
  /// Where it begins, in characters from 1.
  let column: Int

  private static let keywords = ["and", "or", "not", "in", "is", "missing", "true", "false"]

  /// How an error calls it.
  var text: String {
    switch kind {
    case .name(let name): "the name '\(name)'"
    case .text(let text): "the text '\(text)'"
    case .number(let number): "the number \(CSVWriter.text(of: number))"
    case .keyword(let word): "'\(word)'"
    case .comparison(let comparison): "'\(comparison.rawValue)'"
    case .mark(let mark): "'\(mark)'"
    case .end: "the end"
    }
  }

  /// The words of `text`, the last one ``Kind/end``.
  static func all(of text: String) throws(ExpressionError) -> [ExpressionToken] {
    let limit = Limits.Tables.expressionCharacters
    let characters = Array(text.prefix(limit + 1))
    guard characters.count <= limit else {
      throw ExpressionError(column: limit + 1, kind: .tooLong(limit: limit))
    }
    var tokens: [ExpressionToken] = []
    var position = 0
    while position < characters.count {
      if characters[position].isWhitespace {
        position += 1
        continue
      }
      let (kind, end) = try token(characters, position)
      tokens.append(ExpressionToken(kind: kind, column: position + 1))
      position = end
    }
    return tokens + [ExpressionToken(kind: .end, column: characters.count + 1)]
  }

  /// The token at `start` and the position behind it.
  private static func token(
    _ characters: [Character], _ start: Int
  ) throws(ExpressionError) -> (Kind, Int) {
    let first = characters[start]
    switch first {
    case "(", ")", "[", "]", ",": return (.mark(first), start + 1)
    case "'", "\"":
      let (text, end) = try quoted(characters, start)
      return (.text(text), end)
    case "`":
      let (name, end) = try quoted(characters, start)
      return (.name(name), end)
    case "<", ">", "=", "!": return try comparison(characters, start)
    case "0"..."9", "+", "-", ".": return try number(characters, start)
    case _ where first.isLetter || first == "_": return word(characters, start)
    default: throw ExpressionError(column: start + 1, kind: .strayCharacter(first))
    }
  }

  /// A text in quotes; a quote in it is written twice.
  private static func quoted(
    _ characters: [Character], _ start: Int
  ) throws(ExpressionError) -> (String, Int) {
    let quote = characters[start]
    var text = ""
    var position = start + 1
    while position < characters.count {
      if characters[position] == quote {
        guard position + 1 < characters.count, characters[position + 1] == quote else {
          return (text, position + 1)
        }
        position += 1
      }
      text.append(characters[position])
      position += 1
    }
    throw ExpressionError(column: start + 1, kind: .unterminatedText(quote: quote))
  }

  private static func comparison(
    _ characters: [Character], _ start: Int
  ) throws(ExpressionError) -> (Kind, Int) {
    let two = String(characters[start..<min(start + 2, characters.count)])
    if let found = SliceExpression.Comparison(rawValue: two) {
      return (.comparison(found), start + 2)
    }
    if two == "<>" { return (.comparison(.notEqual), start + 2) }
    if characters[start] == "=" { return (.comparison(.equal), start + 1) }
    guard let found = SliceExpression.Comparison(rawValue: String(characters[start])) else {
      throw ExpressionError(column: start + 1, kind: .strayCharacter(characters[start]))
    }
    return (.comparison(found), start + 1)
  }

  private static func number(
    _ characters: [Character], _ start: Int
  ) throws(ExpressionError) -> (Kind, Int) {
    var end = start + 1
    while end < characters.count {
      let isSign = characters[end] == "-" || characters[end] == "+"
      let followsExponent = characters[end - 1] == "e" || characters[end - 1] == "E"
      guard
        characters[end].isLetter || characters[end].isNumber || characters[end] == "."
          || characters[end] == "_" || (isSign && followsExponent)
      else { break }
      end += 1
    }
    let text = String(characters[start..<end])
    let buffer = TextBuffer(Array(text.utf8))
    guard let number = DecimalNumber.parse(buffer.view, at: 0), number.end == buffer.count else {
      throw ExpressionError(column: start + 1, kind: .invalidNumber(text))
    }
    return (.number(number.value), end)
  }

  /// A keyword, or a column name: letters, digits, `_`, `.`, and `-` inside, as there is no
  /// arithmetic.
  private static func word(_ characters: [Character], _ start: Int) -> (Kind, Int) {
    var end = start + 1
    while end < characters.count {
      let character = characters[end]
      guard character.isLetter || character.isNumber || "_.-".contains(character) else { break }
      end += 1
    }
    let name = String(characters[start..<end])
    let lower = name.lowercased()
    return (keywords.contains(lower) ? .keyword(lower) : .name(name), end)
  }
}
