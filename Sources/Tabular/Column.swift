/// One named column of a table.
package struct Column: Sendable {
  package let name: String
  package let values: Values
  /// Of a text column that should have been numbers.
  package let strays: StrayCells?

  /// The cells, by type. Missing is a value of its own in each of them, never a number.
  package enum Values: Sendable {
    /// Numbers; NaN is missing. Integers are exact; a column with one that a double cannot hold is
    /// text.
    case numeric([Double])
    /// 0 false, 1 true, −1 missing.
    case boolean([Int8])
    /// Text: `codes` index `levels`, −1 is missing. Levels are in order of first appearance.
    case categorical(codes: [Int32], levels: Levels)
  }

  package init(name: String, values: Values, strays: StrayCells? = nil) {
    self.name = name
    self.values = values
    self.strays = strays
  }

  /// The number of rows.
  package var count: Int {
    switch values {
    case .numeric(let numbers): numbers.count
    case .boolean(let flags): flags.count
    case .categorical(let codes, _): codes.count
    }
  }

  /// The word for the column's type in messages: `numeric`, `boolean` or `text`.
  package var typeName: String {
    switch values {
    case .numeric: "numeric"
    case .boolean: "boolean"
    case .categorical: "text"
    }
  }
}

/// The distinct texts of a column, kept as one block of UTF-8 so that a million ids cost no million
/// allocations.
package struct Levels: Sendable, Equatable, RandomAccessCollection {
  private var bytes: [UInt8]
  /// Level `i` is `bytes[offsets[i] ..< offsets[i + 1]]`.
  private var offsets: [Int]

  package init() {
    bytes = []
    offsets = [0]
  }

  /// Level `i` is `bytes[offsets[i] ..< offsets[i + 1]]`.
  ///
  /// - Precondition: `offsets` ascends from 0 to the number of bytes; the bytes are UTF-8.
  package init(bytes: [UInt8], offsets: [Int]) {
    precondition(offsets.first == 0 && offsets.last == bytes.count)
    self.bytes = bytes
    self.offsets = offsets
  }

  package init(_ texts: [String]) {
    self.init()
    for text in texts { append(text.utf8) }
  }

  /// Adds a level; its index is the count before.
  package mutating func append(_ utf8: some Sequence<UInt8>) {
    bytes.append(contentsOf: utf8)
    offsets.append(bytes.count)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { offsets.count - 1 }
  package subscript(index: Int) -> String {
    String(decoding: bytes[offsets[index]..<offsets[index + 1]], as: UTF8.self)
  }

  /// The bytes of a level, without making a `String`.
  package func utf8(_ index: Int) -> ArraySlice<UInt8> {
    bytes[offsets[index]..<offsets[index + 1]]
  }
}
