import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Models

/// One case of `Fixtures/pmml`: a document, rows, and what a formula or a library answers.
struct PMMLFixture: Sendable, CustomTestStringConvertible {
  private struct Answers: Decodable {
    struct Cells: Decodable {
      let name: String
      let values: [Cell]
    }
    let columns: [Cells]
    let classes: [String]?
    let outputs: [[Double?]]
  }

  private enum Cell: Decodable {
    case missing
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .missing
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  let name: String
  var testDescription: String { name }

  static let folder = Fixture.folder + "/pmml"

  static let all: [PMMLFixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { !$0.contains(".") }.map { PMMLFixture(name: $0) }
  }()

  func bytes() throws -> [UInt8] {
    [UInt8](
      try #require(
        FileManager.default.contents(atPath: "\(PMMLFixture.folder)/\(name)/model.pmml")))
  }

  private func answers() throws -> Answers {
    let path = "\(PMMLFixture.folder)/\(name)/expected.json"
    return try JSONDecoder().decode(
      Answers.self, from: try #require(FileManager.default.contents(atPath: path)))
  }

  func classes() throws -> [String]? { try answers().classes }

  /// By output then row; NaN where there is no prediction.
  func outputs() throws -> [[Double]] {
    try answers().outputs.map { column in column.map { $0 ?? .nan } }
  }

  func table() throws -> Table {
    Table(
      columns: try answers().columns.map { column in
        var names: [String] = []
        var codes: [Int32] = []
        var numbers: [Double] = []
        for cell in column.values {
          switch cell {
          case .missing:
            codes.append(-1)
            numbers.append(.nan)
          case .number(let number): numbers.append(number)
          case .text(let text):
            if !names.contains(text) { names.append(text) }
            codes.append(Int32(names.firstIndex(of: text) ?? -1))
          }
        }
        return Column(
          name: column.name,
          values: names.isEmpty
            ? .numeric(numbers) : .categorical(codes: codes, levels: Levels(names)))
      })
  }
}
