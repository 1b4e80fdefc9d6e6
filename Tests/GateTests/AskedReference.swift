import Checks
import Findings
import FoundationEssentials
import Kernels
import Metrics
import Models
import Statistics
import Tabular

/// `Fixtures/asked`: two models with rows that they are asked about again, and what numpy says of the
/// answers.
struct AskedReference: Decodable {
  struct Answer: Decodable {
    let flip: Double
    let change: Double
  }

  struct Case: Decodable {
    let attribute: String
    let named: [String]?
    let values: [Double]
    let candidate: Answer
    let baseline: Answer
  }

  struct Flips: Decodable {
    let feature: String
    let tau: Double
    let share: Double
  }

  var columns: [String: [Double]]
  var labels: [UInt8]
  let cases: [Case]
  let cosine: Double
  let flips: [Flips]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/asked")

  static func read() throws -> AskedReference {
    try JSONDecoder().decode(
      AskedReference.self, from: Data(contentsOf: folder.appending(path: "asked.json")))
  }

  static func model(_ role: Role) throws -> any Model {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "\(role.rawValue).txt")))
    return try LightGBMFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
  }

  var table: Table {
    Table(
      columns: columns.keys.sorted().map {
        Column(name: $0, values: .numeric(columns[$0] ?? []))
      })
  }

  /// Both models on the rows.
  func evidence() throws -> Evidence {
    try evidence(candidate: .candidate, baseline: .baseline)
  }

  func evidence(candidate: Role, baseline: Role) throws -> Evidence {
    var scorables: [Role: Result<Scorable, Unavailable>] = [:]
    for (role, name) in [(Role.candidate, candidate), (.baseline, baseline)] {
      scorables[role] = .success(try Scorable(Self.model(name), table, labels: labels))
    }
    return Evidence(outcomes: [:], scorables: scorables)
  }

  /// The same rows in another order.
  func selecting(_ rows: [Int]) -> AskedReference {
    var result = self
    result.columns = columns.mapValues { column in rows.map { column[$0] } }
    result.labels = rows.map { labels[$0] }
    return result
  }
}

extension Scorable {
  /// A model of two classes that is asked about a table, at one half; no model sees the column `id`.
  init(
    _ model: any Model, _ table: Table, labels: [UInt8], weights: [Double]? = nil,
    meaning: WeightMeaning = .importance
  ) throws {
    let parallel = Parallel(threads: 1)
    let scores = try model.scores(for: table, output: .prediction, parallel: parallel).outputs[0]
    self.init(
      rows: try ScorableRows(model, table: table, parallel: parallel),
      outcomes: .binary(
        BinaryOutcomes(
          labels: labels, scores: scores, scoresAreProbabilities: true,
          decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: weights, weightMeaning: meaning,
          threshold: 0.5, descending: DescendingOrder.positions(of: scores))),
      hidden: ["id"], identity: RowIdentity()
    ) { scores in
      .binary(scores: scores.outputs[0], areProbabilities: true, isScored: true)
    }
  }
}

extension CheckKind {
  /// What the check of that id for two classes measures, with lists and texts for options.
  static func measure(
    _ id: String, lists: [String: [String]] = [:], texts: [String: String] = [:],
    on evidence: Evidence, threads: Int = 2
  ) throws -> [Findings.Measurement] {
    let entries =
      lists.map { OptionReader.Entry(name: $0, text: "", items: $1, line: 1, column: 1) }
      + texts.map { OptionReader.Entry(name: $0, text: $1, line: 1, column: 1) }
    var reader = OptionReader(entries)
    guard let kind = CheckCatalog.kinds(id).first(where: { $0.task == .binary }) else { return [] }
    return try kind.make(&reader).measure(
      on: evidence,
      settings: MeasureSettings(alpha: 0.05, seed: 1, parallel: Parallel(threads: threads)))
  }
}
