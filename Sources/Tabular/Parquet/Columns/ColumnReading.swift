import Kernels

/// What a column of a Parquet file becomes in a table.
///
/// The rules are those of the same data as CSV, so that both give the same table:
/// - Numbers are doubles, and NaN is missing. Integers that a double cannot hold make their column text.
/// - Decimals are the doubles nearest to their text; without a fraction they are integers.
/// - Dates, times and timestamps are text as pandas writes it.
/// - Byte strings are text if all of a column are UTF-8, else hexadecimal.
enum ColumnReading: Equatable {
  case numbers(NumberForm)
  case flags
  case text(TextForm)

  /// How stored values are numbers.
  enum NumberForm: Equatable {
    case floating(FixedWidth.Floating)
    case float16
    case integer(FixedWidth.Whole, isUnsigned: Bool)
    case integer128(isSigned: Bool)
    /// Unscaled integers, stored as such.
    case decimal(FixedWidth.Whole, scale: Int)
    /// Unscaled integers, stored as two's complement with the highest byte first.
    case wideDecimal(width: Int?, scale: Int)

    /// The least that a stored value takes.
    var leastBytes: Int {
      switch self {
      case .floating(let kind): kind.width
      case .integer(let kind, _), .decimal(let kind, _): kind.width
      case .float16: 2
      case .integer128: 16
      case .wideDecimal(let width, _): width ?? 4
      }
    }
  }

  /// How stored values are text.
  enum TextForm: Equatable {
    case string(width: Int?)
    case hexadecimal(width: Int?)
    case uuid
    case integer(FixedWidth.Whole, isUnsigned: Bool)
    case wideInteger(width: Int?)
    case integer128(isSigned: Bool)
    case date
    case time(FixedWidth.Whole, LogicalType.TimeUnit)
    case timestamp(LogicalType.TimeUnit, isUTC: Bool)
    case int96
  }

  /// How `column` is read at first.
  init(_ column: FlatColumn) throws(ParquetFlaw) {
    let width = column.physical == .fixedBytes ? column.width : nil
    if let width, !(1...(1 << 20)).contains(width) {
      throw ParquetFlaw("its values have an impossible width (\(width))")
    }
    switch (column.physical, column.logical) {
    case (_, .null?), (_, .other?), (_, nil): self = ColumnReading(column.physical, width)
    case (.int32, .integer(let isSigned)?):
      self = .numbers(.integer(isSigned ? .int32 : .uint32, isUnsigned: false))
    case (.int64, .integer(let isSigned)?):
      self = .numbers(.integer(.int64, isUnsigned: !isSigned))
    case (_, .decimal(let scale)?):
      guard (0...400).contains(scale) else {
        throw ParquetFlaw("its decimals have an impossible scale (\(scale))")
      }
      switch column.physical {
      case .int32: self = .numbers(.decimal(.int32, scale: scale))
      case .int64: self = .numbers(.decimal(.int64, scale: scale))
      case .bytes, .fixedBytes: self = .numbers(.wideDecimal(width: width, scale: scale))
      default: throw ColumnReading.doesNotFit(column)
      }
    case (.bytes, .string?), (.fixedBytes, .string?): self = .text(.string(width: width))
    case (.fixedBytes, .uuid?) where width == 16: self = .text(.uuid)
    case (.fixedBytes, .integer128(let isSigned)?) where width == 16:
      self = .numbers(.integer128(isSigned: isSigned))
    case (.fixedBytes, .float16?) where width == 2: self = .numbers(.float16)
    case (.int32, .date?): self = .text(.date)
    case (.int32, .time(.milliseconds)?): self = .text(.time(.int32, .milliseconds))
    case (.int64, .time(let unit)?): self = .text(.time(.int64, unit))
    case (.int64, .timestamp(let unit, let isUTC)?): self = .text(.timestamp(unit, isUTC: isUTC))
    default: throw ColumnReading.doesNotFit(column)
    }
  }

  /// Values without a meaning of their own.
  private init(_ physical: PhysicalType, _ width: Int?) {
    self =
      switch physical {
      case .boolean: .flags
      case .int32: .numbers(.integer(.int32, isUnsigned: false))
      case .int64: .numbers(.integer(.int64, isUnsigned: false))
      case .int96: .text(.int96)
      case .float: .numbers(.floating(.float))
      case .double: .numbers(.floating(.double))
      case .bytes, .fixedBytes: .text(.string(width: width))
      }
  }

  /// How to read a column again whose values turned out not to be what they were taken for; nil if
  /// there is no other way.
  func fallback(of column: FlatColumn) -> ColumnReading? {
    switch self {
    case .numbers(.integer(let kind, let isUnsigned)):
      .text(.integer(kind, isUnsigned: isUnsigned))
    case .numbers(.integer128(let isSigned)): .text(.integer128(isSigned: isSigned))
    case .numbers(.decimal(let kind, scale: 0)): .text(.integer(kind, isUnsigned: false))
    case .numbers(.wideDecimal(let width, scale: 0)): .text(.wideInteger(width: width))
    // A text that says it is one is held to it.
    case .text(.string(let width)) where column.logical != .string:
      .text(.hexadecimal(width: width))
    default: nil
    }
  }

  private static func doesNotFit(_ column: FlatColumn) -> ParquetFlaw {
    ParquetFlaw("its type does not fit the way it is stored (\(column.physical.name))")
  }
}
