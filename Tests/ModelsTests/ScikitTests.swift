import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Models

/// One case of `Fixtures/SKOPS`: a skops file and what scikit-learn answers.
struct ScikitFixture: Sendable, CustomTestStringConvertible {
  struct Answers: Decodable, Sendable {
    let rows: String
    let columns: [String]
    let positional: Bool
    let exact: Bool
    let predictions: [String]?
    let raw: [String]?
    let refused: Bool?
    let classes: [String]?
  }

  /// With the folder within ``folder``, if it is in one: `Wrappers/threshold`.
  let name: String
  let answers: Answers

  var testDescription: String { name }

  static let folder = "\(Fixture.folder)/SKOPS"
  /// By folder, with the slash behind it.
  private static let tables = Dictionary(
    uniqueKeysWithValues: ["", "Wrappers/"].map { part in
      (part, Fixture.columns(in: "\(folder)/\(part)tables.json"))
    })

  static let all: [ScikitFixture] = ["", "Wrappers/"].flatMap { part -> [ScikitFixture] in
    let data = FileManager.default.contents(atPath: "\(folder)/\(part)expected.json") ?? Data()
    let answers = (try? JSONDecoder().decode([String: Answers].self, from: data)) ?? [:]
    return answers.keys.sorted().compactMap { name in
      answers[name].map { ScikitFixture(name: part + name, answers: $0) }
    }
  }

  static func named(_ name: String) throws -> ScikitFixture {
    try #require(all.first { $0.name == name }, "no case '\(name)'")
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(name).skops")))
  }

  func model() throws -> any Model {
    try SKOPSFormat.read(ModelSource(bytes: try ScikitFixture.bytes(name)), options: ModelOptions())
  }

  func table() throws -> Table {
    let part = name.hasPrefix("Wrappers/") ? "Wrappers/" : ""
    let columns = try #require(ScikitFixture.tables[part]?[answers.rows])
    return Table(columns: answers.columns.compactMap { name in columns.first { $0.name == name } })
  }
}

/// scikit-learn's models against scikit-learn's own answers.
struct ScikitTests {
  @Test func `no case is lost`() { #expect(ScikitFixture.all.count == 141) }

  private func differences(
    _ outputs: [[Double]], _ bits: [String], rowCount: Int, isExact: Bool
  ) -> [String] {
    guard outputs.count == bits.count else { return ["\(outputs.count) outputs"] }
    return zip(outputs, bits).flatMap { output, bits in
      zip(output, Fixture.numbers(bits, rowCount: rowCount)).enumerated().compactMap { row, pair in
        let (ours, theirs) = pair
        let isSame =
          ours == theirs || !isExact && abs(ours - theirs) <= 1e-6 * abs(theirs) + 1e-300
        return isSame ? nil : "row \(row): \(ours), not \(theirs)"
      }
    }
  }

  @Test(arguments: ScikitFixture.all)
  func `predictions are scikit-learn's`(fixture: ScikitFixture) throws {
    let model = try fixture.model()
    let table = try fixture.table()
    guard fixture.answers.refused != true else {
      #expect(throws: ModelError.self) {
        try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
      }
      return
    }
    let scores = try model.scores(
      for: table, output: .prediction, parallel: Parallel(threads: 2))
    let wrong = differences(
      scores.outputs, try #require(fixture.answers.predictions), rowCount: table.rowCount,
      isExact: fixture.answers.exact)
    #expect(wrong.isEmpty, "\(wrong.count) cells, first \(wrong.first ?? "")")
    if let classes = fixture.answers.classes {
      #expect(model.description.classNames == classes)
    }
    #expect(model.description.namesFeatures == !fixture.answers.positional)
  }

  @Test(arguments: ScikitFixture.all.filter { $0.answers.raw != nil })
  func `decision values are scikit-learn's`(fixture: ScikitFixture) throws {
    let table = try fixture.table()
    let scores = try fixture.model().scores(
      for: table, output: .raw, parallel: Parallel(threads: 1))
    let wrong = differences(
      scores.outputs, try #require(fixture.answers.raw), rowCount: table.rowCount, isExact: false)
    #expect(wrong.isEmpty, "\(wrong.count) cells, first \(wrong.first ?? "")")
  }
}
