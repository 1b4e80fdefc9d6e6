import Kernels

/// The values of a page written as text, one behind the other.
struct RenderedText {
  let text: TextView
  let ranges: [Range<Int>]

  init() { (text, ranges) = (TextBuffer().view, []) }

  /// Byte strings that are text as they are.
  init(_ values: ByteValues) { (text, ranges) = (values.text, values.ranges) }

  init(
    _ page: PageBody, _ form: ColumnReading.TextForm, _ budget: UnpackBudget
  ) throws(ParquetFlaw) {
    let encoding = try ValueEncodingCatalog.encoding(of: page)
    var writer = Writer(capacity: page.count)
    switch form {
    case .string(let width):
      let values = try encoding.bytes(page, width: width, budget: budget)
      for range in values.ranges { writer.add { $0 += values.text.bytes(range) } }
    case .hexadecimal(let width):
      let values = try encoding.bytes(page, width: width, budget: budget)
      for range in values.ranges { writer.add { $0.appendHexadecimal(values.text, range) } }
    case .uuid:
      let values = try encoding.bytes(page, width: 16, budget: budget)
      for range in values.ranges { writer.add { $0.appendUUID(values.text, range) } }
    case .wideInteger(let width):
      let values = try encoding.bytes(page, width: width, budget: budget)
      for range in values.ranges {
        let integer = try WideInteger(values.text, range)
        writer.add { $0 += integer.text }
      }
    case .integer128(let isSigned):
      let values = try encoding.bytes(page, width: 16, budget: budget)
      for range in values.ranges {
        let integer = try Integer128(values.text, range, isSigned: isSigned)
        writer.add { $0 += integer.text.utf8 }
      }
    case .integer(let kind, let isUnsigned):
      for value in try encoding.integers(page, as: kind) {
        writer.add { text in
          text += (isUnsigned ? String(UInt64(bitPattern: value)) : String(value)).utf8
        }
      }
    case .date:
      for days in try encoding.integers(page, as: .int32) {
        writer.add { $0.appendDate(days: days) }
      }
    case .time(let kind, let unit):
      for value in try encoding.integers(page, as: kind) {
        guard value >= 0, value / unit.perSecond < 86_400 else {
          throw ParquetFlaw("a time of day is not within a day")
        }
        writer.add { $0.appendTime(value, unit) }
      }
    case .timestamp(let unit, let isUTC):
      for value in try encoding.integers(page, as: .int64) {
        writer.add { $0.appendTimestamp(value, unit, isUTC: isUTC) }
      }
    case .int96:
      let values = try encoding.bytes(page, width: 12, budget: budget)
      for range in values.ranges {
        let nanoseconds = Int64(bitPattern: values.text.word(at: range.lowerBound))
        let julian = Int64(values.text.word(at: range.lowerBound + 8) & 0xFFFF_FFFF)
        writer.add { $0.appendTimestamp(julianDay: julian, nanoseconds: nanoseconds) }
      }
    }
    text = TextBuffer(writer.bytes).view
    ranges = writer.ranges
  }

  private struct Writer {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []

    init(capacity: Int) {
      bytes.reserveCapacity(capacity * 12)
      ranges.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func add(_ write: (inout [UInt8]) -> Void) {
      let start = bytes.count
      write(&bytes)
      ranges.append(start..<bytes.count)
    }
  }
}
