import FoundationEssentials
import Kernels
import Tabular
import Testing

/// Each limit of tables, reached by a file that asks for more: its whole sentence. What would take gigabytes
/// is reached with a lower limit, whose default is looked at too.
struct EveryTableLimitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let limit: String
    let sentence: String
    let bytes: @Sendable () throws -> [UInt8]
    var lowered: @Sendable (inout TableOptions.Limits) -> Void = { _ in }

    var testDescription: String { limit }
  }

  private static let flag = "which is the limit (a flag raises it: --max-unpacked)"
  private static let columnar =
    "cells and pages to stored bytes, from 256 MB on (one page: from 16 MB on)"

  static let files: [Case] = [
    Case(
      limit: "columns of a table",
      sentence: "the table has 100001 columns; at most 100000 are read",
      bytes: { Array(((0...100_000).map { "c\($0)" }.joined(separator: ",") + "\n").utf8) }),
    Case(
      limit: "rows of a table",
      sentence: "the table has more than 2147483646 rows, which is the limit",
      bytes: { CompactFile(rows: 1 << 40).bytes() }),
    Case(
      limit: "rows of a table", sentence: "the table has more than 2 rows, which is the limit",
      bytes: { Array("a\n1\n2\n3\n".utf8) }, lowered: { $0.rows = 2 }),
    Case(
      limit: "bytes of a field of CSV or a value of JSON Lines",
      sentence:
        "line 2: a field has more than 8 bytes, which is the limit; is a closing quote missing?",
      bytes: { Array("a,b\n123456789,x\n".utf8) }, lowered: { $0.fieldBytes = 8 }),
    Case(
      limit: "bytes of a record of CSV or a line of JSON Lines",
      sentence:
        "line 2: the record that begins here has more than 64 bytes, which is the limit; is a "
        + "closing quote missing?",
      bytes: { Array(("a,b\n1," + String(repeating: "x", count: 100) + "\n").utf8) },
      lowered: { $0.recordBytes = 64 }),
    Case(
      limit:
        "what a packed table (gzip, zstd, Parquet) comes to: its text, its pages, its cells of 8 bytes",
      sentence: "the gzip stream unpacks to more than 10000 bytes, " + flag,
      bytes: { CompressionTests.bytes(CompressionTests.gzipBomb) },
      lowered: { $0.unpackedBytes = 10_000 }),
    Case(
      limit: "text to packed bytes, from 64 MB of text on",
      sentence: "the zstd stream unpacks to more than 50 times its size, " + flag,
      bytes: { CompressionTests.bytes(CompressionTests.zstdBomb) },
      lowered: {
        $0.compressionRatio = 50
        $0.compressionRatioFrom = 1000
      }),
    Case(
      limit: columnar,
      sentence: "its 101 bytes claim to hold 2000000000 rows of 1 columns",
      bytes: { CompactFile(rows: 2_000_000_000).bytes() }),
    Case(
      limit: columnar,
      sentence: "column 'x', row group 1: a page of 24 bytes claims to unpack to 16777217",
      bytes: {
        CompactFile(
          rows: 3, codec: 6, values: [UInt8](repeating: 0, count: 24), unpackedBytes: 16 << 20 | 1
        ).bytes()
      }),
    Case(
      limit: "levels of a Parquet file's metadata",
      sentence: "the metadata is nested more than 32 deep",
      bytes: {
        CompactFile.file(metadata: [0x99] + [UInt8](repeating: 0x19, count: 200_000))
      }),
  ]

  @Test(arguments: files)
  func `a file that asks for more is refused in words`(_ example: Case) throws {
    let bytes = try example.bytes()
    let error = #expect(throws: TableError.self) {
      try TableReader.load(
        MemorySource(bytes), options: TableOptions { example.lowered(&$0.limits) },
        parallel: Parallel(threads: 2))
    }
    #expect(error?.description == example.sentence)
  }

  /// What is not a file: folders, each with its sentence.
  static let folders: [(limit: String, sentence: String, files: [String], most: Int)] = [
    (
      "files of a table in parts",
      "cannot be read: a folder has more than 3 entries, which is the limit",
      ["a.csv", "b.csv", "c.csv", "d.csv"], 3
    ),
    (
      "files of a table in parts",
      "cannot be read: there are more than 3 part files, which is the limit",
      ["k=1/a.csv", "k=1/b.csv", "k=2/c.csv", "k=2/d.csv"], 3
    ),
    (
      "folders within folders of a table in parts",
      "cannot be read: folders are nested more than 16 deep",
      [(0...16).map { "k\($0)=v/" }.joined() + "a.csv"], Limits.Tables.parts
    ),
  ]

  @Test(arguments: folders.indices)
  func `a folder that holds more is refused in words`(_ index: Int) throws {
    let example = Self.folders[index]
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tollgate-parts-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in example.files {
      let path = folder.appending(path: file)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("a\n1\n".utf8).write(to: path)
    }
    let error = #expect(throws: TableError.self) {
      try TableReader.load(
        path: folder.path, options: TableOptions { $0.limits.parts = example.most },
        parallel: Parallel(threads: 1))
    }
    #expect(error?.description == example.sentence)
  }

  /// Conditions that name a slice.
  static let conditions: [(limit: String, sentence: String, text: String)] = [
    (
      "characters of a condition that names a slice",
      "column 65537: more than 65536 characters, which is the limit",
      String(repeating: " ", count: 65_530) + "age > 1"
    ),
    (
      "levels of a condition that names a slice",
      "column 101: more than 100 nested conditions, which is the limit",
      String(repeating: "(", count: 30_000) + "age > 1" + String(repeating: ")", count: 30_000)
    ),
  ]

  @Test(arguments: conditions.indices)
  func `a condition that asks for more is refused in words`(_ index: Int) {
    let error = #expect(throws: ExpressionError.self) {
      try SliceExpression.parse(Self.conditions[index].text)
    }
    #expect(error?.description == Self.conditions[index].sentence)
  }

  @Test func `no limit of tables is without a case`() {
    let reached = Set(
      Self.files.map(\.limit) + Self.folders.map(\.limit) + Self.conditions.map(\.limit))
    #expect(reached == Set(Limits.Tables.all.map(\.what)))
  }

  @Test func `what is lowered here has the documented value elsewhere`() {
    let limits = TableOptions().limits
    #expect(limits.columns == Limits.Tables.columns && limits.rows == Limits.Tables.rows)
    #expect(limits.fieldBytes == 16 << 20 && limits.recordBytes == 64 << 20)
    #expect(limits.unpackedBytes == 4 << 30)
    #expect(limits.compressionRatio == 500 && limits.compressionRatioFrom == 64 << 20)
    #expect(limits.columnarRatio == 1000 && limits.columnarBytes == 256 << 20)
    #expect(limits.pageBytes == 16 << 20 && limits.parts == 100_000)
  }
}
