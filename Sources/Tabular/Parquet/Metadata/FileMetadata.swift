import Kernels

/// What the footer of a Parquet file says: the schema, and where each column's pages stand.
struct FileMetadata {
  var schema: [SchemaElement] = []
  var rowCount: Int64 = 0
  var rowGroups: [RowGroup] = []
  /// The writer, such as `parquet-cpp-arrow version 26.0.1`.
  var writer = ""
  /// Arrow's schema in Base64, where the writer left it.
  private var arrowSchema = ""

  /// Some rows of all columns.
  struct RowGroup {
    var columns: [ColumnChunk] = []
    var rowCount: Int64 = 0
  }

  init(_ text: TextView, _ range: Range<Int>) throws(ParquetFlaw) {
    var reader = ThriftReader(text, range)
    try reader.structure { field, reader throws(ParquetFlaw) in
      switch (field.id, field.kind) {
      case (2, .list):
        try reader.list(of: .structure) { reader throws(ParquetFlaw) in
          schema.append(try SchemaElement(&reader))
        }
      case (3, _): rowCount = try reader.integer(field)
      case (4, .list):
        try reader.list(of: .structure) { reader throws(ParquetFlaw) in
          rowGroups.append(try FileMetadata.rowGroup(&reader))
        }
      case (5, .list):
        try reader.list(of: .structure) { reader throws(ParquetFlaw) in
          try readNote(&reader)
        }
      case (6, .binary): writer = try reader.string(field)
      case (8, _): throw ParquetFlaw("the file is encrypted; write it without encryption")
      default: return false
      }
      return true
    }
    typeWideIntegers()
  }

  /// Reads a key and its value of the writer's own notes.
  private mutating func readNote(_ reader: inout ThriftReader) throws(ParquetFlaw) {
    var isWanted = false
    try reader.structure { field, reader throws(ParquetFlaw) in
      switch (field.id, field.kind) {
      case (1, .binary): isWanted = try reader.bytes(field) == Array(ArrowSchema.key.utf8)
      case (2, .binary) where isWanted:
        arrowSchema = String(decoding: try reader.bytes(field), as: UTF8.self)
      default: return false
      }
      return true
    }
  }

  /// Gives columns of 16 bytes without a meaning the one that Arrow's schema knows.
  private mutating func typeWideIntegers() {
    func isOpen(_ element: SchemaElement) -> Bool {
      element.physical == .fixedBytes && element.width == 16 && element.logical == nil
    }
    guard !arrowSchema.isEmpty, schema.contains(where: isOpen) else { return }
    let known = ArrowSchema(base64: arrowSchema).wideIntegers
    for index in schema.indices where isOpen(schema[index]) {
      guard let isSigned = known[schema[index].name] else { continue }
      schema[index].logical = .integer128(isSigned: isSigned)
    }
  }

  private static func rowGroup(_ reader: inout ThriftReader) throws(ParquetFlaw) -> RowGroup {
    var group = RowGroup()
    try reader.structure { field, reader throws(ParquetFlaw) in
      switch (field.id, field.kind) {
      case (1, .list):
        try reader.list(of: .structure) { reader throws(ParquetFlaw) in
          group.columns.append(try ColumnChunk(&reader))
        }
      case (3, _): group.rowCount = try reader.integer(field)
      default: return false
      }
      return true
    }
    return group
  }
}

/// Where the pages of one column in one row group stand.
struct ColumnChunk {
  var physical: PhysicalType?
  var codec: Int64 = 0
  var valueCount: Int64 = 0
  var compressedBytes: Int64 = 0
  var dataOffset: Int64 = -1
  var dictionaryOffset: Int64 = -1

  init(_ reader: inout ThriftReader) throws(ParquetFlaw) {
    var hasMetadata = false
    try reader.structure { field, reader throws(ParquetFlaw) in
      switch (field.id, field.kind) {
      case (1, .binary):
        if try !reader.string(field).isEmpty {
          throw ParquetFlaw("a column is in another file, which is not read")
        }
      case (3, .structure):
        hasMetadata = true
        try reader.structure { field, reader throws(ParquetFlaw) in
          switch field.id {
          case 1: physical = try PhysicalType(code: try reader.integer(field))
          case 4: codec = try reader.integer(field)
          case 5: valueCount = try reader.integer(field)
          case 7: compressedBytes = try reader.integer(field)
          case 9: dataOffset = try reader.integer(field)
          case 11: dictionaryOffset = try reader.integer(field)
          default: return false
          }
          return true
        }
      case (8, _), (9, _): throw ParquetFlaw("a column is encrypted; write it without encryption")
      default: return false
      }
      return true
    }
    guard hasMetadata else { throw ParquetFlaw("a column has no metadata") }
  }
}
