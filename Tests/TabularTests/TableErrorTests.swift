import Kernels
import Tabular
import Testing

struct TableErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let message: String
    var testDescription: String { message }

    init(_ text: String, _ message: String) { (bytes, self.message) = (Array(text.utf8), message) }
    init(_ bytes: [UInt8], _ message: String) { (self.bytes, self.message) = (bytes, message) }
  }

  static let cases = [
    Case("", "the file is empty; a table begins with a line of column names"),
    Case("\u{FEFF}", "the file is empty; a table begins with a line of column names"),
    Case("\n\r\n", "the file is empty; a table begins with a line of column names"),
    Case("a,b\n1,2\n3\n", "line 3: the record has 1 field, but the table has 2 columns"),
    Case("a,b\n1,2,3\n", "line 2: the record has 3 fields, but the table has 2 columns"),
    Case("a,b\n1,2,\n", "line 2: the record has 3 fields, but the table has 2 columns"),
    Case(
      "a,b\n\"x\ny\",2\n\n3\n", "line 5: the record has 1 field, but the table has 2 columns"),
    Case(
      "a,b\n1,5\"\n",
      "line 2: a quote inside a field that does not begin with one; quote the whole field and"
        + " double the quotes in it"),
    Case(
      "a\"b,c\n1,2\n",
      "line 1: a quote inside a field that does not begin with one; quote the whole field and"
        + " double the quotes in it"),
    Case(
      "a,b\n\"x\"y,2\n",
      "line 2: text follows a closing quote; a quote inside a quoted field is written twice"),
    Case(
      "a,b\n1,2\n3,\"x\n4,5\n",
      "line 3: a quoted field of the record that begins here is never closed"),
    Case("\"a,b\n", "line 1: a quoted field of the record that begins here is never closed"),
    Case("a,a\n", "columns 1 and 2 are both named 'a'; names must be distinct"),
    Case("a,,b\n", "column 2 has no name; every column needs one"),
    Case(",index\n1,2\n", "column 1 has no name; every column needs one"),
    Case("a,b\n1,x\u{0}\n", "line 2, byte 4: a NUL byte; a table is plain text"),
    Case(
      Array("a,b\n1,2\n3,".utf8) + [0xC3, 0x28, 0x0A],
      "line 3, byte 3: the text is not UTF-8; save the table as UTF-8"),
    Case([0xFF, 0xFE] + "a,b\n".utf8.flatMap { [$0, 0] }, utf16),
    Case("a,b\n".utf8.flatMap { [0, $0] }, utf16),
    Case("PAR1....", "the file is too short for a Parquet file"),
    Case("PAR1........PARE", "the file is encrypted; write it without encryption"),
    Case(
      "PAR1............", "the file does not end as a Parquet file does; it is incomplete"),
    Case(
      "[{\"a\": 1}]",
      "this is a JSON array; write one object a line (pandas: to_json(orient='records', lines=True))"
    ),
    Case(
      [0x80, 4, 0x95, 0],
      "this is a pickle; a pickle can run any program when it is opened; export the table as CSV"
        + " (pandas: to_csv)"),
    Case(
      [0x50, 0x4B, 3, 4],
      "this is a ZIP archive or an Excel workbook; export the sheet as CSV, or unpack the archive"),
  ]

  static let utf16 =
    "this is UTF-16 text; save it as UTF-8 (in Excel: 'CSV UTF-8 (comma delimited)')"

  @Test(arguments: cases) func `a bad file is one exact sentence`(_ example: Case) {
    let error = #expect(throws: TableError.self) {
      try TableReader.load(MemorySource(example.bytes), parallel: Parallel(threads: 1))
    }
    #expect(error?.description == example.message)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 100_000]) func `the first error in the file is reported`(
    _ piece: Int
  ) {
    let text = "a,b\n1,2\nx\n3,\"\n4,5\"z\n\n6\n"
    let sizes = CSVReader.Sizes(wave: piece * 2, piece: piece)
    #expect(throws: TableError.ragged(line: 3, expected: 2, found: 1)) {
      try table(text, threads: 2, sizes: sizes)
    }
  }

  @Test func `limits hold`() {
    let options = TableOptions {
      $0.limits.columns = 3
      $0.limits.fieldBytes = 8
      $0.limits.recordBytes = 64
      $0.limits.rows = 2
    }
    #expect(throws: TableError.tooManyColumns(found: 4, limit: 3)) {
      try table("a,b,c,d\n", options: options)
    }
    #expect(throws: TableError.fieldTooLong(line: 2, limit: 8)) {
      try table("a,b\n123456789,x\n", options: options)
    }
    #expect(throws: TableError.tooManyRows(limit: 2)) {
      try table("a\n1\n2\n3\n", options: options)
    }
    let open = "a,b\n1,\"" + String(repeating: "x\n", count: 300_000)
    #expect(throws: TableError.recordTooLong(line: 2, limit: 64)) {
      try table(open, options: options, sizes: CSVReader.Sizes(wave: 32, piece: 8))
    }
  }

  @Test func `options that do not fit the file are errors`() {
    let given = TableOptions { $0.header = .given(["x"]) }
    #expect(throws: TableError.namesDoNotFit(given: 1, found: 2)) {
      try table("1,2\n", options: given)
    }
    #expect(throws: TableError.invalidDelimiter("e")) {
      try table("1,2\n", options: TableOptions { $0.delimiter = "e" })
    }
    let unknown = TableOptions { $0.columns = ["workclas"] }
    let error = #expect(throws: TableError.self) {
      try table("age,workclass\n1,2\n", options: unknown)
    }
    #expect(
      error?.description == "there is no column 'workclas'; did you mean 'workclass'?")
  }

  @Test func `a file that is not there is an error in the system's words`() {
    let error = #expect(throws: TableError.self) {
      try TableReader.read(path: "/nonexistent/table.csv", parallel: Parallel(threads: 1))
    }
    #expect(error?.description == "cannot be read: No such file or directory")
    let folder = #expect(throws: TableError.self) {
      try TableReader.read(path: "/", parallel: Parallel(threads: 1))
    }
    #expect(folder?.description.contains("a folder among part files is named 'key=value'") == true)
  }
}
