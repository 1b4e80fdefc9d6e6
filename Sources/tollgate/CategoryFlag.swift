import ArgumentParser

/// The names of one column's categories: `city=Köln,Bonn,"a, b"`.
struct CategoryFlag: ExpressibleByArgument {
  let column: String
  let names: [String]

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else {
      return nil
    }
    column = String(argument[..<equals])
    guard let names = CategoryFlag.names(argument[argument.index(after: equals)...]) else {
      return nil
    }
    self.names = names
  }

  /// The parts between commas; a part in quotes may hold commas, and quotes written twice. Nil where
  /// a quote is not closed.
  private static func names(_ text: Substring) -> [String]? {
    var names = [""]
    var isQuoted = false
    var previous: Character?
    for character in text {
      if character == "\"" {
        if !isQuoted, previous == "\"" { names[names.count - 1].append("\"") }
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        names.append("")
      } else {
        names[names.count - 1].append(character)
      }
      previous = character
    }
    return isQuoted ? nil : names
  }
}
