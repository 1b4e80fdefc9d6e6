import Foundation
import Kernels
import Tabular
import Testing

@testable import Models

/// The inputs that the fuzzer kept: each reaches another part of its reader.
struct FuzzedInputTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fuzzing/Corpus")
  static let formats = ModelFormatCatalog.all.map { $0.id }

  private func inputs(of reader: String) throws -> [ModelSource] {
    try FileManager.default.contentsOfDirectory(
      at: Self.folder.appending(path: reader), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }.map { ModelSource(bytes: [UInt8](try Data(contentsOf: $0))) }
  }

  @Test(.timeLimit(.minutes(2)), arguments: formats)
  func `a kept input is read or refused, and the model that comes out scores or refuses rows`(
    format: String
  ) throws {
    let sources = try inputs(of: format)
    #expect(sources.count > 20, "scripts/fuzz --keep \(format)")
    for reader in ModelFormatCatalog.all where reader.id == format {
      for source in sources {
        let scored = rowsScored(by: source, of: reader)
        #expect(scored == nil || scored == 3)
      }
    }
  }

  /// How many of three odd rows have scores; nil where the file or the rows are refused.
  private func rowsScored(by source: ModelSource, of format: any ModelFormat.Type) -> Int? {
    do {
      let model = try format.read(source, options: ModelOptions())
      let features = model.description.features
      guard features.count <= 1000 else { return nil }
      let table = Table(
        columns: features.map { Column(name: $0.name, values: .numeric([0, .nan, -1e300])) },
        rowCount: 3)
      return try model.scores(
        for: table, output: .prediction, parallel: Parallel(threads: 1)
      ).rowCount
    } catch {
      return nil
    }
  }

  @Test func `a kept pickle is reported on or refused`() throws {
    let sources = try inputs(of: "pickle")
    #expect(sources.count > 20)
    // Most reach an opcode: a scanner that refused at sight would report on none.
    #expect(sources.contains { PickleScanner.report(of: $0.bytes) != nil })
  }
}
