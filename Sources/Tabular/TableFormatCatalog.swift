package import Kernels

/// The formats that are read, and those that are known and refused.
package enum TableFormatCatalog {
  /// In the order in which they are asked.
  package static let formats: [any TableFormat] = [
    ParquetFormat(),
    JSONLinesFormat(),
    CSVFormat(),
  ]

  /// The format of a file that begins with `head`, or an error that says what to save instead.
  package static func format(of head: TextView) throws(TableError) -> any TableFormat {
    for format in formats.dropLast() where format.recognises(head) { return format }
    for refused in RefusedFormat.all where refused.recognises(head) {
      throw .refused(found: refused.found, instead: refused.instead)
    }
    return CSVFormat()
  }
}

/// A kind of file that people hold for a table, told by its first bytes.
private struct RefusedFormat {
  let found: String
  let instead: String
  let magic: [UInt8]

  init(_ found: String, _ magic: [UInt8], instead: String = "export the table as CSV") {
    (self.found, self.magic, self.instead) = (found, magic, instead)
  }

  func recognises(_ head: TextView) -> Bool {
    head.count >= magic.count && magic.indices.allSatisfy { head[$0] == magic[$0] }
  }

  static let all: [RefusedFormat] =
    [
      RefusedFormat("an Arrow file", Array("ARROW1".utf8)),
      RefusedFormat("a Feather file", Array("FEA1".utf8)),
      RefusedFormat("a NumPy file", [0x93] + Array("NUMPY".utf8)),
      RefusedFormat("an HDF5 file", [0x89] + Array("HDF\r\n".utf8)),
      RefusedFormat("an SQLite database", Array("SQLite format 3".utf8)),
      RefusedFormat("an Avro file", Array("Obj".utf8) + [1]),
      RefusedFormat("an ORC file", Array("ORC".utf8)),
      RefusedFormat(
        "a JSON array", Array("[{".utf8),
        instead: "write one object a line (pandas: to_json(orient='records', lines=True))"),
      RefusedFormat(
        "a ZIP archive or an Excel workbook", [0x50, 0x4B, 3, 4],
        instead: "export the sheet as CSV, or unpack the archive"),
    ]
    + (2...5).map { version in
      RefusedFormat(
        "a pickle", [0x80, version],
        instead: "a pickle can run any program when it is opened; export the table as CSV"
          + " (pandas: to_csv)")
    }
}
