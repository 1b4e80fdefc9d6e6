import Foundation
import Kernels
import Testing

@testable import Tabular

/// The inputs that the fuzzer kept: each reaches another part of the table readers.
struct FuzzedTableTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fuzzing/Corpus/table")

  @Test(.timeLimit(.minutes(2)))
  func `a kept table is read, with as many cells in each column as rows, or refused`() throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.folder, includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
    #expect(files.count > 20)
    var options = TableOptions()
    options.limits.unpackedBytes = 16 << 20
    options.limits.columnarBytes = 64 << 20
    var read = 0
    for file in files {
      let source = MemorySource([UInt8](try Data(contentsOf: file)))
      guard
        let loaded = try? TableReader.load(
          source, options: options, parallel: Parallel(threads: 1))
      else { continue }
      read += 1
      #expect(
        loaded.table.columns.allSatisfy { $0.count == loaded.table.rowCount },
        "\(file.lastPathComponent)")
    }
    #expect(read > 0)
  }
}
