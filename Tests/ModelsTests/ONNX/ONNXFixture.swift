import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Models

/// One case of `Fixtures/ONNX`: a model and what ONNX Runtime answers.
struct ONNXFixture: Sendable, CustomTestStringConvertible {
  /// The JSON beside the model.
  struct Answers: Decodable {
    let rows: String
    let columns: [String]
    let kind: String
    let scores: [String]?
    let labels: [String]?
  }

  static let folder = Fixture.folder + "/ONNX"

  /// Every case, in order of name.
  static let all: [ONNXFixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { $0.hasSuffix(".onnx") }
      .map { ONNXFixture(name: String($0.dropLast(5))) }
  }()

  private static let tables = Fixture.columns(in: "\(folder)/tables.json")

  let name: String

  var testDescription: String { name }

  func bytes() throws -> [UInt8] {
    let path = "\(ONNXFixture.folder)/\(name).onnx"
    return [UInt8](try #require(FileManager.default.contents(atPath: path)))
  }

  func answers() throws -> Answers {
    let path = "\(ONNXFixture.folder)/\(name).json"
    let data = try #require(FileManager.default.contents(atPath: path))
    return try JSONDecoder().decode(Answers.self, from: data)
  }

  /// The first rows that the answers are for, all unless a count is given.
  func table(rows: Int = .max) throws -> Table {
    let columns = try #require(ONNXFixture.tables[try answers().rows])
    return Table(
      columns: columns.map { column in
        Column(name: column.name, values: column.values.prefix(rows))
      })
  }

  func model(_ options: ModelOptions = ModelOptions()) throws -> any Model {
    try ONNXFormat.read(ModelSource(bytes: try bytes()), options: options)
  }

  func scores(threads: Int = 1) throws -> Scores {
    try model().scores(
      for: try table(), output: .prediction, parallel: Parallel(threads: threads))
  }
}

extension Column.Values {
  /// The first `count` cells.
  func prefix(_ count: Int) -> Column.Values {
    switch self {
    case .numeric(let cells): .numeric(Array(cells.prefix(count)))
    case .boolean(let cells): .boolean(Array(cells.prefix(count)))
    case .categorical(let codes, let levels):
      .categorical(codes: Array(codes.prefix(count)), levels: levels)
    }
  }
}
