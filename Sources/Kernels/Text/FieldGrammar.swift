/// How the fields of a delimited text are written.
package struct FieldGrammar: Sendable {
  package let delimiter: UInt8
  /// The byte that encloses fields, doubled inside them; nil if no byte has that meaning.
  package let quote: UInt8?
  /// The exact texts that mean "no value", in or outside quotes.
  package let missing: [[UInt8]]
  package let maximumFieldBytes: Int
  /// The byte in front of a number's fraction.
  package let point: UInt8
  /// The missing texts as a user chose them, if one did: then numbers equal to them are missing too.
  package let chosenMarkers: MissingMarkers?
  /// Element `b` is true if a missing text begins with byte `b`: most fields are decided by one
  /// look.
  let missingStart: [Bool]
  let emptyIsMissing: Bool
  /// Element `n` holds the missing texts of `n` bytes, 1 … 8, as words.
  private let shortMissing: [[UInt64]]

  package init(
    delimiter: UInt8, quote: UInt8?, missing: [[UInt8]], maximumFieldBytes: Int,
    point: UInt8 = 0x2E, chosenMarkers: MissingMarkers? = nil
  ) {
    (self.point, self.chosenMarkers) = (point, chosenMarkers)
    self.delimiter = delimiter
    self.quote = quote
    self.missing = missing
    self.maximumFieldBytes = maximumFieldBytes
    var starts = [Bool](repeating: false, count: 256)
    for first in missing.compactMap(\.first) { starts[Int(first)] = true }
    missingStart = starts
    emptyIsMissing = missing.contains([])
    shortMissing = (0...8).map { length in
      missing.filter { $0.count == length }.map { word in
        word.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      }
    }
  }

  /// Whether `range` of `text` is one of the missing texts.
  func isMissing(_ text: TextView, _ range: Range<Int>) -> Bool {
    if range.isEmpty { return emptyIsMissing }
    guard missingStart[Int(text[range.lowerBound])] else { return false }
    if range.count <= 8 { return shortMissing[range.count].contains(text.word(range)) }
    return missing.contains { word in
      word.count == range.count
        && word.indices.allSatisfy { word[$0] == text[range.lowerBound + $0] }
    }
  }
}

/// What a column is read as.
package enum FieldKind: Sendable {
  /// Only the shape of the record is checked.
  case skip
  case numeric
  case boolean
  case text
}

/// The kinds of values seen in a column.
package struct SeenKinds: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A decimal number, by the grammar of ``DecimalNumber`` or one of the words for infinity.
  package static let number = SeenKinds(rawValue: 1)
  /// `true` or `false`, in the spellings of the grammar.
  package static let boolean = SeenKinds(rawValue: 2)
  /// Anything else that is not missing.
  package static let text = SeenKinds(rawValue: 4)
}

/// Why a record cannot be read.
package struct RecordFault: Sendable, Equatable {
  /// What is wrong with it; the positions beside it say where.
  package enum Kind: Sendable, Equatable {
    /// The record has another number of fields than the table has columns.
    case ragged(fields: Int)
    /// A quote inside a field that does not begin with one.
    case strayQuote
    /// Something between a closing quote and the next delimiter.
    case textAfterQuote
    case unterminatedQuote
    case fieldTooLong
  }

  package let kind: Kind
  /// The position of the first byte of the record.
  package let record: Int
  /// The position of the byte at fault.
  package let position: Int
}
