import FoundationEssentials
import Kernels
import Tabular
import Testing

/// Tables that unpack to more than they may, each with its sentence.
struct TableLimitTests {
  private func message(
    _ bytes: [UInt8], _ change: @escaping (inout TableOptions.Limits) -> Void
  ) -> String {
    do throws(TableError) {
      _ = try TableReader.load(
        MemorySource(bytes), options: TableOptions { change(&$0.limits) },
        parallel: Parallel(threads: 2))
      return ""
    } catch {
      return error.description
    }
  }

  private static let flag = "which is the limit (a flag raises it: --max-unpacked)"

  @Test(arguments: [CompressionTests.gzipBomb, CompressionTests.zstdBomb])
  func `the cells of packed text are held against what is stored`(_ hex: String) {
    // 20,000 rows of one column come from fewer than 100 bytes.
    let bytes = CompressionTests.bytes(hex)
    #expect(
      message(bytes) { $0.columnarBytes = 1000 }.contains("claim to hold 20000 rows of 1 columns"))
    #expect(
      message(bytes) { $0.unpackedBytes = 100_000 }
        == "its 20000 rows of 1 columns take more than 100000 bytes, " + Self.flag)
    #expect(message(bytes) { $0.unpackedBytes = 200_000 } == "")
    // Who says what a table may come to is believed.
    #expect(
      message(bytes) {
        $0.columnarBytes = 1000
        $0.compressionRatio = 2
        $0.compressionRatioFrom = 0
        $0.raise(unpackedBytes: 200_000)
      } == "")
  }

  @Test func `the pages of a Parquet file are held against an absolute limit`() throws {
    let bytes = try ParquetFixture.bytes("common-polars-zstd.parquet")
    #expect(message(bytes) { $0.unpackedBytes = 1 << 20 } == "")
    let cells = message(bytes) { $0.unpackedBytes = 1000 }
    #expect(cells.hasSuffix("columns take more than 1000 bytes, " + Self.flag), "\(cells)")
    // One column of longer texts: its cells are few bytes and its page many.
    let options = TableOptions {
      $0.columns = ["text"]
      $0.limits.unpackedBytes = 300
    }
    let pages = #expect(throws: TableError.self) {
      try ParquetFixture.load("arrow-plain.parquet", options: options)
    }
    #expect(
      pages?.description == "column 'text', row group 1: the pages unpack to more than 300 bytes, "
        + Self.flag)
  }

  @Test func `folders of parts are nested so deep`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tollgate-deep-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let inner = (0...Limits.Tables.folderLevels).map { "k\($0)=v" }.joined(separator: "/")
    try FileManager.default.createDirectory(
      at: folder.appending(path: inner), withIntermediateDirectories: true)
    let error = #expect(throws: TableError.self) {
      try TableReader.load(path: folder.path, parallel: Parallel(threads: 1))
    }
    #expect(error?.description == "cannot be read: folders are nested more than 16 deep")
  }

  @Test func `lines without keys are held against it too`() {
    let wide = "{" + (0..<100).map { "\"k\($0)\":1" }.joined(separator: ",") + "}\n"
    let text = wide + String(repeating: "{}\n", count: 1000)
    #expect(message(Array(text.utf8)) { _ in } == "")
    // A plain file may come to eight times its size in any case.
    #expect(
      message(Array(text.utf8)) { $0.unpackedBytes = 1000 }
        == "its 1001 rows of 100 columns take more than \(8 * text.utf8.count) bytes, " + Self.flag)
  }
}
