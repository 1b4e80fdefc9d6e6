import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Models

/// One case of `Reference/shapley.json`: a model, rows, and what other libraries attribute.
struct ShapleyCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let model: String
  /// By column.
  let rows: [[Double?]]
  let background: [[Double?]]
  /// `[output][row][feature..., base]`.
  let path: [[[Double]]]
  let interventional: [[[Double]]]?

  var testDescription: String { name }

  static let folder: String = {
    let here = "\(#filePath)"
    return String(here[..<(here.lastIndex(of: "/") ?? here.endIndex)]) + "/Reference"
  }()

  /// Every case that the script wrote.
  static let all: [ShapleyCase] = {
    let data = FileManager.default.contents(atPath: "\(folder)/shapley.json") ?? Data()
    return (try? JSONDecoder().decode([ShapleyCase].self, from: data)) ?? []
  }()

  static func named(_ name: String) throws -> ShapleyCase {
    try #require(all.first { $0.name == name }, "no case '\(name)'")
  }

  var features: [String] { rows.indices.map { "f\($0)" } }

  func table(_ columns: [[Double?]]) -> Table {
    Table(
      columns: columns.enumerated().map { index, cells in
        Column(name: "f\(index)", values: .numeric(cells.map { $0 ?? .nan }))
      })
  }

  func loaded() throws -> BoostedModel {
    let path = "\(ShapleyCase.folder)/\(model)"
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    let format = try #require(
      ModelFormatCatalog.all.first { $0.recognizes(prefix: bytes.prefix(4096)) })
    return try #require(
      try format.read(ModelSource(bytes: bytes), options: ModelOptions()) as? BoostedModel)
  }

  func treeRows(_ columns: [[Double?]]) throws -> TreeRows {
    try #require(
      try loaded().treeRows(
        of: table(columns), output: .raw, parallel: Parallel(threads: 2)))
  }
}
