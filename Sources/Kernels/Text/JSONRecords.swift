/// Reads lines that hold one flat JSON object each (RFC 8259), column by column.
package enum JSONRecords {
  /// Some lines as cells, and what was found in them.
  package struct Result: Sendable {
    package let block: CellBlock
    /// Where reading stopped: behind the last line that was read.
    package let end: Int
    /// The keys that were known, then those that are new, in order of first appearance.
    package let keys: LevelTable
    /// Whether Python's `NaN` or `Infinity` was met, which are no JSON.
    package let sawWords: Bool
    package let fault: JSONFault?
  }

  /// Reads at most `maximumRows` lines of `range`, which begins at a line and ends behind a line end.
  ///
  /// Column `c` is that of key `c` of `keys`, read as `kinds[c]`; the values of new keys are passed
  /// over. A line without a column's key has no value there, and neither has `null`, `NaN` or one of
  /// `markers`. Reading
  /// stops at the first line that cannot be read; the fault says why.
  package static func parse(
    _ text: TextView, _ range: Range<Int>, maximumRows: Int, kinds: [FieldKind], keys: LevelTable,
    limits: JSONFault.Limits, markers: MissingMarkers? = nil, hashKey: UInt64
  ) -> Result {
    let block = CellBlock(kinds: kinds, capacity: maximumRows, hashKey: hashKey)
    var reader = JSONLineReader(
      text: text, end: range.upperBound, block: block, keys: keys, limits: limits,
      markers: markers)
    var position = range.lowerBound
    var rows = 0
    var fault: JSONFault?
    while rows < maximumRows, position < range.upperBound {
      let start = reader.strings.skipBlanks(position)
      if text[start] == 0x0A {
        position = start + 1
        continue
      }
      do throws(JSONFault.Kind) {
        position = try reader.line(at: start, row: rows)
      } catch {
        fault = JSONFault(kind: error, line: position)
        break
      }
      rows += 1
    }
    block.rows = rows
    block.kinds = reader.kinds
    block.seen = reader.seen
    block.levels = reader.levels
    block.strays = reader.strays
    block.metMarkers = reader.metMarkers
    return Result(
      block: block, end: position, keys: reader.keys, sawWords: reader.sawWords, fault: fault)
  }
}

/// Why a line cannot be read.
package struct JSONFault: Sendable, Equatable {
  /// What is wrong with it.
  package enum Kind: Error, Equatable, Sendable {
    /// Something that is no JSON at this byte of the text.
    case syntax(position: Int, expected: String)
    /// The line ends before its object does.
    case cutOff
    case textAfterObject
    case nested(key: String)
    case duplicateKey(String)
    case emptyKey
    case tooManyKeys
    case fieldTooLong
  }

  package let kind: Kind
  /// The position of the first byte of the line.
  package let line: Int

  /// What a file may ask for.
  package struct Limits: Sendable {
    package let keys: Int
    package let fieldBytes: Int

    package init(keys: Int, fieldBytes: Int) { (self.keys, self.fieldBytes) = (keys, fieldBytes) }
  }
}
