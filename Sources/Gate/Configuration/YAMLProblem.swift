/// What a reader of YAML says that stopped, in words about the line that is wrong.
///
/// The library's own words name states of its machine ("cannot start any token"); the mistakes that people make
/// are few, and each has a sentence here. What is not among them keeps the library's words.
enum YAMLProblem {
  /// - Parameters:
  ///   - problem: the library's words.
  ///   - line: where it stopped, counted from 1.
  static func words(_ problem: String, line: Int, column: Int, in text: String) -> String {
    let here = character(line: line, column: column, in: text)
    if here == "\t" || problem.contains("tab character") || startsWithTab(line, in: text) {
      return "a tab stands where YAML takes blanks alone; indent with blanks"
    }
    switch problem {
    case "found character that cannot start any token":
      let name = here.map { "'\($0)'" } ?? "that character"
      return "no value can begin with \(name); put the text in quotes"
    case "mapping values are not allowed in this context":
      return
        "a ':' stands where no key can be; keys of one mapping start in the same column, and a text that "
        + "holds ': ' is put in quotes"
    case "could not find expected ':'":
      return "a key has no ':' behind it, or a line is not indented like the ones above it"
    case "did not find expected key", "did not find expected '-' indicator":
      return "the line is not indented like the others of its mapping or list"
    case "did not find expected ',' or ']'":
      return "a list that begins with '[' lacks a ',' or its ']'"
    case "did not find expected ',' or '}'":
      return "a mapping that begins with '{' lacks a ',' or its '}'"
    case "block sequence entries are not allowed in this context":
      return "a '-' stands where no list can begin; put the list on lines of its own"
    case "found unexpected end of stream", "found unexpected document indicator":
      return "a text in quotes is never closed"
    case "found unknown escape character":
      return "a '\\' in double quotes begins no known escape; single quotes take it as it is"
    case "did not find expected node content":
      return
        "a value is missing, or begins with a character that has a meaning of its own; put it in quotes"
    case "did not find expected alphabetic or numeric character", "found undefined alias":
      return "a text that begins with '*' or '&' is put in quotes; aliases are not supported"
    case "did not find expected <document start>", "but found another document":
      return "the file holds more than one document; a configuration is one"
    default: return problem
    }
  }

  private static func line(_ number: Int, in text: String) -> Substring? {
    var rest = text[...]
    for _ in 1..<max(1, number) {
      guard let end = rest.firstIndex(where: \.isNewline) else { return nil }
      rest = rest[rest.index(after: end)...]
    }
    return rest.prefix { !$0.isNewline }
  }

  private static func character(line number: Int, column: Int, in text: String) -> Character? {
    line(number, in: text)?.dropFirst(max(0, column - 1)).first
  }

  private static func startsWithTab(_ number: Int, in text: String) -> Bool {
    line(number, in: text)?.first { $0 != " " } == "\t"
  }
}
