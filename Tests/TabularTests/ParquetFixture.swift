import FoundationEssentials
import Kernels
import Tabular

/// The files of `Fixtures/parquet`, which its `generate.py` writes.
enum ParquetFixture {
  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/parquet").path

  /// All Parquet files right in the folder.
  static let names: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".parquet") }.sorted()
  }()

  /// Those with a file of expected cells beside them, such as `arrow.jsonl` for `arrow-none.parquet`.
  static var expected: [String] {
    names.filter { FileManager.default.fileExists(atPath: path(answers(of: $0))) }
  }

  static func answers(of name: String) -> String {
    String(name.split(separator: "-").first ?? "") + ".jsonl"
  }

  static func path(_ name: String) -> String { folder + "/" + name }

  static func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path(name))))
  }

  static func load(
    _ name: String, options: TableOptions = TableOptions(), threads: Int = 2
  ) throws(TableError) -> LoadedTable {
    try TableReader.load(
      path: path(name), options: options, parallel: Parallel(threads: threads))
  }
}
