import Kernels

extension JSONFault {
  /// The error for a fault in the line `line`, which begins at byte `lineStart` of the text.
  func error(line: Int, lineStart: Int) -> TableError {
    switch kind {
    case .syntax(let position, let expected):
      .malformed(
        place: "line \(line), byte \(position - lineStart + 1)", problem: "\(expected) is expected")
    case .cutOff:
      .malformed(
        place: "line \(line)",
        problem: "the object does not end on its line; JSON Lines has one whole object a line")
    case .textAfterObject:
      .malformed(
        place: "line \(line)",
        problem: "more follows the object; JSON Lines has one object a line")
    case .nested(let key):
      .malformed(
        place: "line \(line)",
        problem: "'\(key)' holds an object or a list; a table's values are texts, numbers, true,"
          + " false and null")
    case .duplicateKey(let key):
      .malformed(place: "line \(line)", problem: "the key '\(key)' is there twice")
    case .emptyKey:
      .malformed(place: "line \(line)", problem: "a key is empty; every column needs a name")
    case .tooManyKeys:
      .malformed(place: "line \(line)", problem: "there are too many different keys")
    case .fieldTooLong:
      .malformed(place: "line \(line)", problem: "a value is too long")
    }
  }
}
