import Kernels

/// What stands before a page.
struct PageHeader {
  enum Kind {
    case data
    case dataV2(repetitionBytes: Int, levelBytes: Int, isCompressed: Bool)
    case dictionary
    /// An index, or a kind that the format may gain.
    case other
  }

  private(set) var kind = Kind.other
  private(set) var packedBytes = 0
  private(set) var unpackedBytes = 0
  /// CRC-32 of the page as it is stored; nil where the writer states none.
  private(set) var checksum: UInt32?
  private(set) var valueCount = 0
  /// The number of the encoding of the values, and of the levels of a page of version 1.
  private(set) var encoding: Int64 = 0
  private(set) var levelEncoding: Int64 = 3
  /// Where the header ends.
  let end: Int

  init(_ text: TextView, _ range: Range<Int>) throws(ParquetFlaw) {
    var reader = ThriftReader(text, range)
    var (type, packed, unpacked): (Int64, Int64, Int64) = (-1, -1, -1)
    var body = Body()
    var version: Int64?
    var checksum: UInt32?
    try reader.structure { field, reader throws(ParquetFlaw) in
      switch (field.id, field.kind) {
      case (1, _): type = try reader.integer(field)
      case (2, _): unpacked = try reader.integer(field)
      case (3, _): packed = try reader.integer(field)
      case (4, .int32): checksum = UInt32(truncatingIfNeeded: try reader.integer(field))
      case (5, .structure), (7, .structure), (8, .structure):
        version = Int64(field.id)
        body = try Body(&reader, isVersion2: field.id == 8)
      default: return false
      }
      return true
    }
    end = reader.position
    self.checksum = checksum
    guard let packed = Int32(exactly: packed), let unpacked = Int32(exactly: unpacked),
      packed >= 0, unpacked >= 0
    else { throw ParquetFlaw("a page has an impossible size") }
    (packedBytes, unpackedBytes) = (Int(packed), Int(unpacked))
    guard let count = Int32(exactly: body.valueCount), count >= 0 else {
      throw ParquetFlaw("a page has an impossible number of values")
    }
    valueCount = Int(count)
    (encoding, levelEncoding) = (body.encoding, body.levelEncoding)
    switch (type, version) {
    case (0, 5): kind = .data
    case (2, 7): kind = .dictionary
    case (3, 8):
      // A column that is not nested repeats nothing; some writers say so in two bytes.
      guard let repetition = Int32(exactly: body.repetitionBytes), repetition >= 0,
        let levels = Int32(exactly: body.levelBytes), levels >= 0, repetition <= packed,
        levels <= packed - repetition, repetition <= unpacked, levels <= unpacked - repetition
      else { throw ParquetFlaw("a page has an impossible size of levels") }
      kind = .dataV2(
        repetitionBytes: Int(repetition), levelBytes: Int(levels), isCompressed: body.isCompressed)
    case (0, _), (2, _), (3, _): throw ParquetFlaw("a page has no header of its kind")
    default: kind = .other
    }
  }

  private struct Body {
    var valueCount: Int64 = 0
    var encoding: Int64 = 0
    var levelEncoding: Int64 = 3
    var levelBytes: Int64 = 0
    var repetitionBytes: Int64 = 0
    var isCompressed = true

    init() {}

    init(_ reader: inout ThriftReader, isVersion2: Bool) throws(ParquetFlaw) {
      try reader.structure { field, reader throws(ParquetFlaw) in
        switch (field.id, isVersion2) {
        case (1, _): valueCount = try reader.integer(field)
        case (2, false), (4, true): encoding = try reader.integer(field)
        case (3, false):
          if field.kind != .int32 { return false }  // of a dictionary: whether it is sorted
          levelEncoding = try reader.integer(field)
        case (5, true): levelBytes = try reader.integer(field)
        case (6, true): repetitionBytes = try reader.integer(field)
        case (7, true): isCompressed = try reader.flag(field)
        default: return false
        }
        return true
      }
    }
  }
}
