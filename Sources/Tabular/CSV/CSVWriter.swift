package import Kernels

/// Writes columns as delimited text that ``CSVReader`` and every other tool reads back exactly.
///
/// Commas, LF line ends, quotes only where they are needed. Missing cells are empty. Numbers are
/// the shortest text that reads back as the same number: `0.1`, `1`, `1e-07`, `inf`.
package enum CSVWriter {
  /// A column to write.
  package struct Field: Sendable {
    package let name: String
    package let values: Values

    /// The cells by what they are in memory; each kind has its own shortest text.
    package enum Values: Sendable {
      case column(Column.Values)
      /// Doubles, NaN is missing.
      case doubles([Double])
      /// Numbers that are float32 in truth: the shortest text that reads back as the same
      /// *float32*, such as `0.1` for 0.10000000149011612.
      case floats([Float])
      /// Scores: one that is no number is `nan`, since a line of nothing is none to many readers.
      case scores([Double])
    }

    package init(name: String, values: Values) {
      (self.name, self.values) = (name, values)
    }
  }

  /// The header and all rows, piece by piece in order.
  ///
  /// - Precondition: all fields have the same count.
  package static func write<Failure: Error>(
    _ fields: [Field], parallel: Parallel, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let rows = fields.first?.values.count ?? 0
    precondition(fields.allSatisfy { $0.values.count == rows })
    try sink(header(fields))
    let piece = 16_384
    let pieces = (rows + piece - 1) / piece
    // A few pieces at a time, so that the text never is in memory as a whole.
    for start in stride(from: 0, to: pieces, by: parallel.threads * 4) {
      let count = min(parallel.threads * 4, pieces - start)
      let texts = parallel.map(count: count) { index in
        let first = (start + index) * piece
        return records(fields, first..<min(rows, first + piece))
      }
      for text in texts { try sink(text) }
    }
  }

  /// The whole of `table` as text.
  package static func bytes(_ table: Table, parallel: Parallel) -> [UInt8] {
    var bytes: [UInt8] = []
    let fields = table.columns.map { Field(name: $0.name, values: .column($0.values)) }
    write(fields, parallel: parallel) { bytes += $0 }
    return bytes
  }

  /// The shortest text that reads back as the same double, without `.0` behind whole numbers.
  package static func text(of number: Double) -> String {
    withoutFraction(number.description)
  }

  private static func withoutFraction(_ text: String) -> String {
    text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The record of the names.
  package static func header(_ fields: [Field]) -> [UInt8] {
    var bytes: [UInt8] = []
    appendRecord(fields.count, to: &bytes) { append(fields[$0].name, to: &$1) }
    return bytes
  }

  /// The records of some rows, for a caller who takes the text piece by piece.
  ///
  /// - Precondition: every field has those rows.
  package static func records(_ fields: [Field], _ rows: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * fields.count * 12)
    for row in rows {
      appendRecord(fields.count, to: &bytes) { append(fields[$0].values, row, to: &$1) }
    }
    return bytes
  }

  @inline(__always)
  private static func appendRecord(
    _ count: Int, to bytes: inout [UInt8], _ field: (Int, inout [UInt8]) -> Void
  ) {
    let start = bytes.count
    for index in 0..<count {
      if index > 0 { bytes.append(0x2C) }
      field(index, &bytes)
    }
    // An empty line would not be a record.
    if bytes.count == start { bytes += [0x22, 0x22] }
    bytes.append(0x0A)
  }

  @inline(__always)
  private static func append(_ values: Field.Values, _ row: Int, to bytes: inout [UInt8]) {
    switch values {
    case .column(.numeric(let numbers)), .doubles(let numbers):
      appendNumber(numbers[row], to: &bytes)
    case .column(.boolean(let flags)):
      if flags[row] >= 0 { bytes += (flags[row] == 1 ? "true" : "false").utf8 }
    case .column(.categorical(let codes, let levels)):
      if codes[row] >= 0 { appendQuoted(levels.utf8(Int(codes[row])), to: &bytes) }
    case .floats(let numbers): appendNumber(numbers[row], to: &bytes)
    case .scores(let numbers):
      if numbers[row].isNaN { bytes += "nan".utf8 } else { appendNumber(numbers[row], to: &bytes) }
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    appendQuoted(Array(text.utf8)[...], to: &bytes)
  }

  @inline(__always)
  private static func appendNumber<Number: BinaryFloatingPoint & CustomStringConvertible>(
    _ number: Number, to bytes: inout [UInt8]
  ) {
    guard !number.isNaN else { return }
    bytes.append(contentsOf: number.description.utf8)
    let length = bytes.count
    if bytes[length - 1] == 0x30, bytes[length - 2] == 0x2E { bytes.removeLast(2) }
  }

  private static func appendQuoted(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    guard text.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
      bytes.append(contentsOf: text)
      return
    }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}

extension CSVWriter.Field.Values {
  /// The number of rows.
  package var count: Int {
    switch self {
    case .column(let values): Column(name: "", values: values).count
    case .doubles(let numbers): numbers.count
    case .floats(let numbers): numbers.count
    case .scores(let numbers): numbers.count
    }
  }
}
