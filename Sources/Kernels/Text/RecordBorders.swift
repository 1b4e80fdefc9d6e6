import CKernels

/// Where the lines of a piece of delimited text end, found without parsing it.
///
/// Whether a line end counts depends on whether the piece begins inside quotes, which is not known
/// when pieces are scanned in parallel; so both answers are kept.
package struct RecordBorders: Sendable {
  private let found: tg_borders
  private let start: Int

  /// Scans `range` of `text`. A line begins at its start if `atLineStart`, else the byte before
  /// decides.
  ///
  /// - Precondition: `range` does not begin between a CR and its LF.
  package init(_ text: TextView, _ range: Range<Int>, atLineStart: Bool, quote: UInt8?) {
    let previous = atLineStart || range.lowerBound == 0 ? 0x0A : text[range.lowerBound - 1]
    let next = range.upperBound < text.count ? text[range.upperBound] : 0
    let bytes = unsafe text.pointer(to: range)
    found = unsafe tg_scan_borders(bytes.baseAddress, bytes.count, previous, next, quote ?? 0)
    start = range.lowerBound
  }

  /// Line ends outside quotes that end a line which is not empty.
  package func records(insideQuotes: Bool) -> Int {
    insideQuotes ? Int(found.ends.1 - found.blanks.1) : Int(found.ends.0 - found.blanks.0)
  }

  /// The position behind the first line end, and whether the line that it ends is empty.
  package func first(insideQuotes: Bool) -> (end: Int, isBlank: Bool)? {
    let end = insideQuotes ? found.first_end.1 : found.first_end.0
    let blank = insideQuotes ? found.first_blank.1 : found.first_blank.0
    return end < 0 ? nil : (start + Int(end) + 1, blank != 0)
  }

  /// The position behind the last line end.
  package func last(insideQuotes: Bool) -> Int? {
    let end = insideQuotes ? found.last_end.1 : found.last_end.0
    return end < 0 ? nil : start + Int(end) + 1
  }

  /// Line ends in and outside quotes.
  package var lines: Int { Int(found.ends.0 + found.ends.1) }
  /// Whether the piece ends in another state than it begins in.
  package var flipsQuotes: Bool { found.odd_quotes != 0 }
  /// Whether all bytes are ASCII and none is NUL, so that UTF-8 need not be checked.
  package var isPlainText: Bool { found.has_non_ascii == 0 && found.has_nul == 0 }
}
