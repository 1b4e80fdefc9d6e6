import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Models

/// One case of `Fixtures`: a model file and what its library answers.
struct Fixture: Sendable, CustomTestStringConvertible {
  /// The JSON of `expected.json`.
  struct Answers: Decodable {
    let rows: String
    let columns: [String]
    let raw: [String]
    let predictions: [String]
    let positional: Bool?
    let rounds: Int?
    let categories: [String: [String]]?
    let missing: String?
  }

  let name: String
  let file: String

  var testDescription: String { "\(name)/\(file)" }

  static let folder: String = {
    let here = "\(#filePath)"
    return String(here[..<(here.lastIndex(of: "/") ?? here.endIndex)]) + "/Fixtures"
  }()

  /// Every case, in order of name.
  static let all: [Fixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().flatMap { name in
      ["model.json", "model.ubj", "model.txt", "model.cbm"]
        .filter { FileManager.default.fileExists(atPath: "\(folder)/\(name)/\($0)") }
        .map { Fixture(name: name, file: $0) }
    }
  }()

  /// The case of that name; `name/file` tells the form where a model has several.
  static func named(_ name: String) throws -> Fixture {
    try #require(
      all.first { $0.name == name || "\($0.name)/\($0.file)" == name }, "no fixture '\(name)'")
  }

  func bytes() throws -> [UInt8] {
    let path = "\(Fixture.folder)/\(name)/\(file)"
    return [UInt8](try #require(FileManager.default.contents(atPath: path)))
  }

  func answers() throws -> Answers {
    let path = "\(Fixture.folder)/\(name)/expected.json"
    let data = try #require(FileManager.default.contents(atPath: path))
    return try JSONDecoder().decode(Answers.self, from: data)
  }

  /// The rows that the answers are for.
  func table() throws -> Table {
    let answers = try answers()
    let columns = try #require(Fixture.tables[answers.rows])
    return Table(columns: answers.columns.compactMap { name in columns.first { $0.name == name } })
  }

  func model(_ options: ModelOptions = ModelOptions()) throws -> BoostedModel {
    var options = options
    options.categories = try answers().categories ?? options.categories
    options.missingCategory = try answers().missing ?? options.missingCategory
    if name.hasPrefix("catboost"), let rounds = try answers().rounds {
      options.rounds = .first(rounds)
    }
    let bytes = try bytes()
    let format = try #require(
      ModelFormatCatalog.all.first { $0.recognizes(prefix: bytes.prefix(4096)) })
    return try #require(
      try format.read(ModelSource(bytes: bytes), options: options) as? BoostedModel)
  }

  private static let tables = columns(in: "\(folder)/tables.json")
    .merging(columns(in: "\(folder)/catboost-tables.json")) { first, _ in first }

  /// The tables of a `tables.json`, as `generate.py` writes them.
  static func columns(in path: String) -> [String: [Column]] {
    struct Cells: Decodable {
      let name: String
      let kind: String
      let values: [Cell]
    }
    let data = FileManager.default.contents(atPath: path) ?? Data()
    let tables = (try? JSONDecoder().decode([String: [Cells]].self, from: data)) ?? [:]
    return tables.mapValues { columns in
      columns.map { Column(name: $0.name, values: Cell.column($0.values, kind: $0.kind)) }
    }
  }

  /// Numbers from their bits, `rowCount` of them in one hexadecimal text.
  static func numbers(_ bits: String, rowCount: Int) -> [Double] {
    numbers(bits, width: rowCount == 0 ? 8 : bits.utf8.count / rowCount)
  }

  private static func numbers(_ bits: String, width: Int) -> [Double] {
    let digits = Array(bits.utf8)
    return stride(from: 0, to: digits.count, by: width).map { start in
      let text = String(decoding: digits[start..<start + width], as: UTF8.self)
      let word = UInt64(text, radix: 16) ?? 0
      return width == 8
        ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: word))) : Double(bitPattern: word)
    }
  }
}

/// A cell of `tables.json`: a number, a text, a truth value, or null where missing.
enum Cell: Decodable {
  case missing
  case number(Double)
  case truth(Bool)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .missing
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  var number: Double {
    switch self {
    case .missing: .nan
    case .number(let number): number
    case .truth(let isTrue): isTrue ? 1 : 0
    case .text(let text): Double(text) ?? .nan
    }
  }

  static func column(_ cells: [Cell], kind: String) -> Column.Values {
    switch kind {
    case "boolean":
      return .boolean(cells.map { $0.number.isNaN ? -1 : Int8($0.number) })
    case "text":
      var names: [String] = []
      let codes = cells.map { cell -> Int32 in
        guard case .text(let text) = cell else { return -1 }
        if let code = names.firstIndex(of: text) { return Int32(code) }
        names.append(text)
        return Int32(names.count - 1)
      }
      return .categorical(codes: codes, levels: Levels(names))
    default: return .numeric(cells.map(\.number))
    }
  }
}
