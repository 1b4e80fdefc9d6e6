import Kernels

extension RecordFault.Kind {
  /// The error for a record that begins at `line`, in a table of `columns` columns.
  func error(line: Int, columns: Int, grammar: FieldGrammar) -> TableError {
    switch self {
    case .ragged(let fields): .ragged(line: line, expected: columns, found: fields)
    case .strayQuote: .strayQuote(line: line)
    case .textAfterQuote: .textAfterQuote(line: line)
    case .unterminatedQuote: .unterminatedQuote(line: line)
    case .fieldTooLong: .fieldTooLong(line: line, limit: grammar.maximumFieldBytes)
    }
  }
}

extension TextFlaw {
  /// The error for a flaw in `text`, which `linesBefore` physical lines precede.
  func error(in text: TextView, linesBefore: Int) -> TableError {
    let before = RecordBorders(text, 0..<position, atLineStart: true, quote: nil)
    let line = linesBefore + before.lines + 1
    let byte = position - (before.last(insideQuotes: false) ?? 0) + 1
    return isNUL ? .nul(line: line, byte: byte) : .invalidUTF8(line: line, byte: byte)
  }
}
