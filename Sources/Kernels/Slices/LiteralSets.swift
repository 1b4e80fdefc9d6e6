internal import CKernels

/// The rows of every literal as bit sets, in an order of rows of the caller's choice that is cut into
/// segments.
///
/// One pass over the words of a conjunction counts its rows in each segment. With rows in order of a
/// value, segment by segment, those counts bound the sum of the value, and give it where a segment
/// has one value.
package struct LiteralSets: Sendable {
  /// How many literals there are; the numbers of a column's literals follow those of the column before.
  package let count: Int
  /// How many segments the rows are cut into.
  package let segmentCount: Int
  /// Segment `s` begins at word `starts[s]` of each set.
  @usableFromInline let starts: [UInt32]
  @usableFromInline let stride: Int
  @usableFromInline let words: [UInt64]
  private let instructionSet: InstructionSet

  /// - Parameters:
  ///   - order: Rows of the columns, each at most once.
  ///   - segments: Ranges of places in `order`, one after the other, that cover it.
  package init(
    columns: [CodedColumn], order: [Int32], segments: [Range<Int>], parallel: Parallel,
    instructionSet: InstructionSet = .best
  ) {
    var starts: [UInt32] = [0]
    for segment in segments {
      starts.append((starts.last ?? 0) + UInt32((segment.count + 63) / 64))
    }
    let stride = Int(starts.last ?? 0)
    let firstWords = starts
    let parts = parallel.map(count: columns.count) { index in
      LiteralSets.words(of: columns[index], order, segments, firstWords, stride)
    }
    words = Array(parts.joined())
    count = columns.reduce(0) { $0 + $1.width }
    segmentCount = segments.count
    (self.starts, self.stride, self.instructionSet) = (starts, stride, instructionSet)
  }

  /// The bytes that the sets of so many literals and rows take, about.
  package static func byteCount(literals: Int, rows: Int) -> Int {
    let (bytes, overflow) = literals.multipliedReportingOverflow(by: rows / 8 + 8)
    return overflow ? .max : bytes
  }

  private static func words(
    of column: CodedColumn, _ order: [Int32], _ segments: [Range<Int>], _ starts: [UInt32],
    _ stride: Int
  ) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: column.width * stride)
    for (segment, places) in segments.enumerated() {
      let firstBit = Int(starts[segment]) * 64
      for place in places {
        let code = column.codes[Int(order[place])]
        guard code != CodedColumn.none else { continue }
        let bit = firstBit + place - places.lowerBound
        words[Int(code) * stride + bit >> 6] |= 1 << UInt64(bit & 63)
      }
    }
    return words
  }

  /// Rows of each conjunction in each segment: those of the first conjunction, then of the next.
  package func counts(of conjunctions: ArraySlice<Conjunction>) -> [UInt32] {
    precondition(conjunctions.allSatisfy { $0.last < count }, "a literal that does not exist")
    let joined = conjunctions.map(\.sets)
    return unsafe [UInt32](unsafeUninitializedCapacity: joined.count * segmentCount) {
      counts, initialized in
      unsafe counts.initialize(repeating: 0)
      initialized = joined.count * segmentCount
      unsafe words.withUnsafeBufferPointer { words in
        unsafe starts.withUnsafeBufferPointer { starts in
          var sets = unsafe tg_bit_sets(
            words: words.baseAddress, stride: stride, starts: starts.baseAddress,
            segment_count: segmentCount)
          unsafe joined.withUnsafeBufferPointer { joined in
            unsafe tg_count_conjunctions(
              instructionSet.rawValue, &sets, joined.baseAddress, joined.count, counts.baseAddress)
          }
        }
      }
    }
  }

  /// Calls `body` with the place of each row of a conjunction, in ascending order.
  ///
  /// A place is a number below ``placeCount``: ``spread(_:over:)`` arranges values by it.
  @inlinable
  package func forEachPlace(of conjunction: Conjunction, _ body: (Int) -> Void) {
    let sets = conjunction.literals.map { $0 * stride }
    for word in 0..<stride {
      var rest = words[sets[0] + word]
      for set in sets.dropFirst() { rest &= words[set + word] }
      while rest != 0 {
        body(word << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }

  /// One more than the highest place of a row.
  package var placeCount: Int { stride * 64 }

  /// Values in the order of the rows, put where ``forEachPlace(of:_:)`` looks for them.
  package func spread(_ values: [Double], over segments: [Range<Int>]) -> [Double] {
    var spread = [Double](repeating: 0, count: placeCount)
    for (segment, places) in segments.enumerated() {
      let first = Int(starts[segment]) * 64 - places.lowerBound
      for place in places { spread[first + place] = values[place] }
    }
    return spread
  }
}
