import FoundationEssentials
import Kernels
import Tabular
import Testing

/// The flat files of the format's own test corpus, beside what they hold.
///
/// Skipped where the files do not lie beside the repository, in `../shared/corpora/parquet`, or where the
/// environment variable `TOLLGATE_PARQUET_CORPUS` says.
@Suite(.enabled(if: ParquetCorpus.isThere)) struct ParquetCorpusTests {
  @Test(arguments: ParquetCorpus.names("flat").filter { !ParquetCorpus.isChecksumWrong($0) })
  func `a flat file reads to its expected rows`(_ name: String) throws {
    let path = ParquetCorpus.folder + "/flat/" + name
    let table = try TableReader.read(path: path, parallel: Parallel(threads: 2))
    let expected = try expectedRows(path + ".expected.jsonl")
    let facts = try JSONDecoder().decode(
      ParquetCorpus.Facts.self, from: Data(contentsOf: URL(filePath: path + ".meta.json")))
    #expect(table.rowCount == facts.rows)
    #expect(table.names == facts.columns.map(\.name))
    for column in table.columns {
      let wrong = expected.indices.first {
        !(expected[$0][column.name]?.matches(column, $0) ?? false)
      }
      #expect(wrong == nil, "\(name): \(column.name)")
      #expect(column.missing.count >= facts.null_counts[column.name] ?? 0)
    }
  }

  /// Their rows could be read; what their pages state of themselves says otherwise.
  @Test(arguments: ParquetCorpus.names("flat").filter(ParquetCorpus.isChecksumWrong))
  func `a page that its checksum does not fit is an error`(_ name: String) throws {
    do throws(TableError) {
      let table = try TableReader.read(
        path: ParquetCorpus.folder + "/flat/" + name, parallel: Parallel(threads: 2))
      Issue.record("read \(table.rowCount) rows")
    } catch {
      #expect(error.description.contains("checksum"), "\(error.description)")
    }
  }

  @Test(arguments: ParquetCorpus.names("bad"))
  func `a bad file gives an error`(_ name: String) throws {
    #expect(throws: TableError.self) {
      let path = ParquetCorpus.folder + "/bad/" + name
      let table = try TableReader.read(path: path, parallel: Parallel(threads: 2))
      Issue.record("read \(table.rowCount) rows")
    }
  }
}

enum ParquetCorpus {
  struct Facts: Decodable {
    struct Column: Decodable { let name: String }
    let rows: Int
    let columns: [Column]
    let null_counts: [String: Int]
  }

  static let folder =
    ProcessInfo.processInfo.environment["TOLLGATE_PARQUET_CORPUS"]
    ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/corpora/parquet").path

  static func isChecksumWrong(_ name: String) -> Bool { name.contains("corrupt-checksum") }

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

  static func names(_ kind: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + kind)) ?? []
    return names.filter { $0.hasSuffix(".parquet") }.sorted()
  }
}
