import Kernels

/// Why a file is not a table that can be judged. Lines are physical lines of the (decompressed)
/// text, counted from 1; those of a record are the line where it begins. Columns and bytes of a
/// line count from 1.
package enum TableError: Error, Equatable, Sendable {
  case unreadable(reason: String)
  case empty
  /// The content is known and is not a table this program reads.
  case refused(found: String, instead: String)
  /// A compressed stream ends early, is damaged, or unpacks to more than the limits allow.
  case truncated(compression: String)
  case damaged(compression: String, reason: String)
  case expandsTooMuch(compression: String, limit: String)
  case invalidUTF8(line: Int, byte: Int)
  case nul(line: Int, byte: Int)
  case ragged(line: Int, expected: Int, found: Int)
  case strayQuote(line: Int)
  case textAfterQuote(line: Int)
  case unterminatedQuote(line: Int)
  case fieldTooLong(line: Int, limit: Int)
  case recordTooLong(line: Int, limit: Int)
  case tooManyColumns(found: Int, limit: Int)
  case tooManyRows(limit: Int)
  /// The cells would take more memory than is allowed, in bytes.
  case tooManyCells(rows: Int, columns: Int, limit: Int)
  case duplicateColumn(name: String, first: Int, second: Int)
  case emptyColumnName(position: Int)
  /// Names were given for a file without header.
  case namesDoNotFit(given: Int, found: Int)
  case invalidDelimiter(String)
  case unknownColumn(name: String, nearest: String?)
  /// Two passes over the file did not see the same rows.
  case changedWhileRead
  /// Something in a file with structure (Parquet, JSON Lines) is not as it should be: where, and what.
  /// `place` is empty if it is the file as a whole.
  case malformed(place: String, problem: String)
  /// A part of a table in several files does not go with the first one.
  case partsDiffer(part: String, first: String, problem: String)
  /// What is wrong with one part of a table in several files.
  indirect case inPart(name: String, TableError)
  /// Grouping by a number with too many values.
  case tooManyValues(column: String, limit: Int)
  case tooManyGroups(columns: [String], limit: Int)
}

extension TableError: CustomStringConvertible {
  /// One sentence without the path, which the caller puts in front.
  package var description: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .empty: "the file is empty; a table begins with a line of column names"
    case .refused(let found, let instead): "this is \(found); \(instead)"
    case .truncated, .damaged, .expandsTooMuch: compressionText
    case .invalidUTF8, .nul, .ragged, .strayQuote, .textAfterQuote, .unterminatedQuote,
      .fieldTooLong, .recordTooLong:
      recordText
    case .tooManyColumns(let found, let limit):
      "the table has \(found) columns; at most \(limit) are read"
    case .tooManyRows(let limit): "the table has more than \(limit) rows, which is the limit"
    case .tooManyCells(let rows, let columns, let limit):
      "its \(rows) rows of \(columns) columns take more than \(Limits.text(bytes: limit)), which is the "
        + "limit \(TableOptions.Limits.flag)"
    case .duplicateColumn(let name, let first, let second):
      "columns \(first) and \(second) are both named '\(name)'; names must be distinct"
    case .emptyColumnName(let position): "column \(position) has no name; every column needs one"
    case .namesDoNotFit(let given, let found):
      "\(given) column names are given, but the first record has \(found) fields"
    case .invalidDelimiter(let text):
      "'\(text)' cannot separate fields; use one of ',', ';', tab or '|'"
    case .unknownColumn(let name, let nearest):
      "there is no column '\(name)'" + Suggestion.clause(nearest)
    case .malformed(let place, let problem): place.isEmpty ? problem : "\(place): \(problem)"
    case .partsDiffer(let part, let first, let problem):
      "part '\(part)' does not go with '\(first)': \(problem)"
    case .inPart(let name, let error): "part '\(name)': \(error.description)"
    case .changedWhileRead: "the file changed while it was read; run again when it is complete"
    case .tooManyValues(let column, let limit):
      "numeric column '\(column)' has more than \(limit) distinct values; cut it with 'bins' beside 'by'"
        + " (bins: 5, or edges as bins: [25, 40, 65]), or name the slices with 'where' conditions"
    case .tooManyGroups(let columns, let limit):
      "columns \(columns.map { "'\($0)'" }.joined(separator: ", ")) form more than \(limit) groups;"
        + " slice by fewer or coarser columns"
    }
  }

  private var compressionText: String {
    switch self {
    case .truncated(let compression):
      "the \(compression) stream ends early; the file is incomplete"
    case .damaged(let compression, let reason): "the \(compression) stream is damaged: \(reason)"
    case .expandsTooMuch(let compression, let limit):
      "the \(compression) stream unpacks to more than \(limit), which is the limit"
        + " \(TableOptions.Limits.flag)"
    default: ""
    }
  }

  private var recordText: String {
    switch self {
    case .invalidUTF8(let line, let byte):
      "line \(line), byte \(byte): the text is not UTF-8; save the table as UTF-8"
    case .nul(let line, let byte): "line \(line), byte \(byte): a NUL byte; a table is plain text"
    case .ragged(let line, let expected, let found):
      "line \(line): the record has \(found) \(found == 1 ? "field" : "fields"), but the table has"
        + " \(expected) \(expected == 1 ? "column" : "columns")"
    case .strayQuote(let line):
      "line \(line): a quote inside a field that does not begin with one; quote the whole field and"
        + " double the quotes in it"
    case .textAfterQuote(let line):
      "line \(line): text follows a closing quote; a quote inside a quoted field is written twice"
    case .unterminatedQuote(let line):
      "line \(line): a quoted field of the record that begins here is never closed"
    case .fieldTooLong(let line, let limit):
      "line \(line): a field has more than \(limit) bytes, which is the limit; is a closing quote"
        + " missing?"
    case .recordTooLong(let line, let limit):
      "line \(line): the record that begins here has more than \(limit) bytes, which is the limit;"
        + " is a closing quote missing?"
    default: ""
    }
  }
}
