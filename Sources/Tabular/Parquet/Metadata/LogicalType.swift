/// What stored values mean.
enum LogicalType: Equatable {
  case string
  case uuid
  case date
  case float16
  case decimal(scale: Int)
  case time(TimeUnit)
  case timestamp(TimeUnit, isUTC: Bool)
  case integer(isSigned: Bool)
  /// Of 128 bits, little-endian. Parquet has none; Arrow's schema says it (``ArrowSchema``).
  case integer128(isSigned: Bool)
  /// A column of nulls.
  case null
  /// Lists and maps, and what the format may gain: the stored values are taken as they are.
  case other

  enum TimeUnit: Int {
    case milliseconds = 1, microseconds, nanoseconds

    /// How many make a second.
    var perSecond: Int64 {
      switch self {
      case .milliseconds: 1000
      case .microseconds: 1_000_000
      case .nanoseconds: 1_000_000_000
      }
    }
  }

  /// Reads the union of the newer annotation.
  init(_ reader: inout ThriftReader) throws(ParquetFlaw) {
    var found = LogicalType.other
    try reader.structure { field, reader throws(ParquetFlaw) in
      switch field.id {
      case 1, 4, 12: found = .string
      case 5: found = .decimal(scale: try LogicalType.details(field, &reader).number)
      case 6: found = .date
      case 7: found = .time(try LogicalType.details(field, &reader).unit)
      case 8:
        let details = try LogicalType.details(field, &reader)
        found = .timestamp(details.unit, isUTC: details.flag)
      case 10: found = .integer(isSigned: try LogicalType.integer(field, &reader))
      case 11: found = .null
      case 14: found = .uuid
      case 15: found = .float16
      default: found = .other
      }
      return [5, 7, 8, 10].contains(field.id)
    }
    self = found
  }

  /// The older annotation, a number. A timestamp of that time says nothing of UTC.
  init?(converted: Int64, scale: Int64) {
    switch converted {
    case 0, 4, 19: self = .string
    case 5: self = .decimal(scale: Int(clamping: scale))
    case 6: self = .date
    case 7: self = .time(.milliseconds)
    case 8: self = .time(.microseconds)
    case 9: self = .timestamp(.milliseconds, isUTC: false)
    case 10: self = .timestamp(.microseconds, isUTC: false)
    case 11...14: self = .integer(isSigned: false)
    case 15...18: self = .integer(isSigned: true)
    default: return nil
    }
  }

  /// The scale, or whether times are in UTC, and the unit.
  private static func details(
    _ field: ThriftReader.Field, _ reader: inout ThriftReader
  ) throws(ParquetFlaw) -> (number: Int, flag: Bool, unit: TimeUnit) {
    guard field.kind == .structure else { throw ParquetFlaw("a column's type is damaged") }
    var (number, flag, unit) = (0, false, TimeUnit?.none)
    try reader.structure { field, reader throws(ParquetFlaw) in
      switch (field.id, field.kind) {
      case (1, .isTrue), (1, .isFalse): flag = try reader.flag(field)
      case (1, _): number = Int(try reader.integer(field))
      case (2, .structure):
        try reader.structure { field, _ throws(ParquetFlaw) in
          unit = TimeUnit(rawValue: field.id)
          return false
        }
      default: return false
      }
      return true
    }
    return (number, flag, unit ?? .microseconds)
  }

  private static func integer(
    _ field: ThriftReader.Field, _ reader: inout ThriftReader
  ) throws(ParquetFlaw) -> Bool {
    guard field.kind == .structure else { throw ParquetFlaw("a column's type is damaged") }
    var isSigned = true
    try reader.structure { field, reader throws(ParquetFlaw) in
      guard field.id == 2 else { return false }
      isSigned = try reader.flag(field)
      return true
    }
    return isSigned
  }
}
