/// A node of the schema: the table, a column, or a group of nested columns.
///
/// https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
struct SchemaElement: Equatable {
  var name = ""
  var physical: PhysicalType?
  /// In bytes, of ``PhysicalType/fixedBytes``.
  var width = 0
  var repetition = Repetition.required
  var children = 0
  var logical: LogicalType?

  enum Repetition: Int64 {
    case required, optional, repeated
  }

  init(_ reader: inout ThriftReader) throws(ParquetFlaw) {
    var converted: Int64?
    var scale: Int64 = 0
    try reader.structure { field, reader throws(ParquetFlaw) in
      switch field.id {
      case 1: physical = try PhysicalType(code: try reader.integer(field))
      case 2: width = Int(try reader.integer(field))
      case 3:
        let code = try reader.integer(field)
        guard let value = Repetition(rawValue: code) else {
          throw ParquetFlaw("the schema has an unknown repetition (\(code))")
        }
        repetition = value
      case 4: name = try reader.string(field)
      case 5: children = Int(try reader.integer(field))
      case 6: converted = try reader.integer(field)
      case 7: scale = try reader.integer(field)
      case 10:
        guard field.kind == .structure else { return false }
        logical = try LogicalType(&reader)
      default: return false
      }
      return true
    }
    if logical == nil, let converted { logical = LogicalType(converted: converted, scale: scale) }
  }
}

/// How values are stored.
enum PhysicalType: Int64 {
  case boolean, int32, int64, int96, float, double, bytes, fixedBytes

  init(code: Int64) throws(ParquetFlaw) {
    guard let type = PhysicalType(rawValue: code) else {
      throw ParquetFlaw("a column has an unknown physical type (\(code))")
    }
    self = type
  }

  /// The word for it in the format's specification.
  var name: String {
    switch self {
    case .boolean: "BOOLEAN"
    case .int32: "INT32"
    case .int64: "INT64"
    case .int96: "INT96"
    case .float: "FLOAT"
    case .double: "DOUBLE"
    case .bytes: "BYTE_ARRAY"
    case .fixedBytes: "FIXED_LEN_BYTE_ARRAY"
    }
  }
}
