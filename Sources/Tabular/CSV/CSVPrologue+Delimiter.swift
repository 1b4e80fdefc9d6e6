import Kernels

extension CSVPrologue {
  private static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
  /// Where numbers have commas, one separates fields only if nothing else does.
  private static let candidatesBesideCommas: [UInt8] = [0x3B, 0x09, 0x7C]

  /// The delimiter that the options name, or the one of `,` `;` tab `|` that fits best.
  ///
  /// A candidate fits if the first records all have the same number of fields with it, more than
  /// one. Of several, the one with the most fields is taken; if none fits, the one with the most
  /// fields in the first record, so that a ragged file is reported as ragged and not as one column.
  static func delimiter(
    _ text: TextView, _ start: Int, _ options: TableOptions, _ quote: UInt8?
  ) throws(TableError) -> UInt8 {
    if let given = options.delimiter {
      guard let byte = given.asciiValue, candidates.contains(byte) else {
        throw .invalidDelimiter(String(given))
      }
      return byte
    }
    if options.hasDecimalComma {
      let other = delimiter(text, start, candidatesBesideCommas, quote)
      let comma = fieldCounts(text, start, 0x2C, quote)
      return !other.fits && comma.isEven && comma.first > 1 ? 0x2C : other.delimiter
    }
    return delimiter(text, start, candidates, quote).delimiter
  }

  private static func delimiter(
    _ text: TextView, _ start: Int, _ candidates: [UInt8], _ quote: UInt8?
  ) -> (delimiter: UInt8, fits: Bool, fields: Int) {
    var best: (delimiter: UInt8, fits: Bool, fields: Int) = (candidates[0], false, 1)
    for candidate in candidates {
      let (first, isEven) = fieldCounts(text, start, candidate, quote)
      let fits = isEven && first > 1
      if (fits && !best.fits) || (fits == best.fits && first > best.fields) {
        best = (candidate, fits, first)
      }
    }
    return best
  }

  /// The number of fields of the first record, and whether the next 50 have as many.
  private static func fieldCounts(
    _ text: TextView, _ start: Int, _ delimiter: UInt8, _ quote: UInt8?
  ) -> (first: Int, isEven: Bool) {
    var counts: [Int] = []
    var fields = 1
    var isQuoted = false
    var lineStart = start
    for position in start..<text.count where counts.count < 50 {
      let byte = text[position]
      if byte == quote {
        isQuoted.toggle()
      } else if isQuoted {
        continue
      } else if byte == delimiter {
        fields += 1
      } else if byte == 0x0A || byte == 0x0D {
        if position > lineStart { counts.append(fields) }
        lineStart = position + 1
        fields = 1
      }
    }
    // The last line may be cut off, so it does not count.
    guard let first = counts.first else { return (fields, true) }
    return (first, counts.allSatisfy { $0 == first })
  }
}
