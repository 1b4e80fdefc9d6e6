import Foundation
import Kernels
import Tabular
import Testing

@testable import Models

/// The inputs that the fuzzer kept: each reaches another part of its reader.
struct FuzzedInputTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fuzzing/Corpus")
  static let formats = ModelFormatCatalog.all.map(\.id)

  private func inputs(of reader: String) throws -> [ModelSource] {
    try FileManager.default.contentsOfDirectory(
      at: Self.folder.appending(path: reader), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }.map { ModelSource(bytes: [UInt8](try Data(contentsOf: $0))) }
  }

  @Test(.timeLimit(.minutes(2)), arguments: formats)
  func `a kept input is read or refused, and the model that comes out scores or refuses rows`(
    format: String
  ) throws {
    let reader = try #require(ModelFormatCatalog.all.first { $0.id == format })
    let sources = try inputs(of: format)
    #expect(sources.count > 20, "scripts/fuzz --keep \(format)")
    for source in sources {
      guard let model = try? reader.read(source, options: ModelOptions()) else { continue }
      let features = model.description.features
      guard features.count <= 1000 else { continue }
      let values: [Double] = [0, .nan, -1e300]
      let table = Table(
        columns: features.map { Column(name: $0.name, values: .numeric(values)) },
        rowCount: values.count)
      let scores = try? model.scores(
        for: table, output: .prediction, parallel: Parallel(threads: 1))
      if let scores { #expect(scores.rowCount == values.count) }
    }
  }

  @Test func `a kept pickle is reported on or refused`() throws {
    let sources = try inputs(of: "pickle")
    #expect(sources.count > 20)
    // Most reach an opcode: a scanner that refused at sight would report on none.
    #expect(sources.contains { PickleScanner.report(of: $0.bytes) != nil })
  }
}
