import Explanations
import Findings
import FoundationEssentials
import Kernels
import Metrics
import Models
import Statistics
import Tabular
import Testing

/// `permutation.json`: what a plain loop with the same permutations gives.
struct ImportanceReference: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let model: String
    /// Whether missing incomes are 0.
    let filled: Bool
    let metric: String
    let weighted: Bool
    /// By feature and repeat.
    let values: [String: [Double]]
    var testDescription: String { "\(metric) of \(model)\(weighted ? ", weighted" : "")" }
  }
  struct Correlation: Decodable, Sendable {
    let one: [Double]
    let other: [Double]
    let kendall: Double
    let spearman: Double
    let weighted: Double
  }
  let columns: [String: [Double?]]
  let labels: [UInt8]
  let numbers: [Double]
  let weights: [Double]
  let permutations: [[Int32]]
  let cases: [Case]
  let correlations: [Correlation]

  static let folder: String = {
    let here = "\(#filePath)"
    return String(here[..<(here.lastIndex(of: "/") ?? here.endIndex)]) + "/Reference"
  }()

  static let file: ImportanceReference? = {
    let data = FileManager.default.contents(atPath: "\(folder)/permutation.json") ?? Data()
    return try? JSONDecoder().decode(ImportanceReference.self, from: data)
  }()

  static func read() throws -> ImportanceReference { try #require(file) }

  /// The rows in the order of the columns' names, or as `names` says.
  func table(filled: Bool, order: [Int]? = nil) -> Table {
    let names = ["age", "income", "visits", "plan", "noise"]
    let rows = order ?? Array(labels.indices)
    return Table(
      columns: names.map { name in
        let cells = columns[name] ?? []
        return Column(
          name: name, values: .numeric(rows.map { cells[$0] ?? (filled ? 0 : .nan) }))
      })
  }

  func model(_ name: String) throws -> any Model {
    try ModelLoader.load(
      path: "\(Self.folder)/\(name)", options: ModelOptions(), parallel: Parallel(threads: 1))
  }

  /// The metric of that id over the rows.
  func metric(_ id: String, weighted: Bool = false, order: [Int]? = nil) throws -> ScoredMetric {
    let rows = order ?? Array(labels.indices)
    let weights = weighted ? rows.map { self.weights[$0] } : nil
    let sample = RowSample(weights: weights)
    if let metric = MetricCatalog.binary.first(where: { $0.id == id }) {
      let labels = rows.map { self.labels[$0] }
      return ScoredMetric(
        id: id, name: metric.name, direction: metric.direction, unit: metric.unit, sample: sample
      ) { scores in
        let values = scores.outputs[0]
        return metric.evaluate(
          BinaryOutcomes(
            labels: labels, scores: values, scoresAreProbabilities: true,
            decisions: values.map { $0 >= 0.5 ? 1 : 0 }, weights: weights, threshold: 0.5,
            descending: DescendingOrder.positions(of: values)))
      }
    }
    let metric = try #require(MetricCatalog.regression.first { $0.id == id })
    let numbers = rows.map { self.numbers[$0] }
    return ScoredMetric(
      id: id, name: metric.name, direction: metric.direction, unit: metric.unit, sample: sample
    ) { scores in
      metric.evaluate(
        RegressionOutcomes(labels: numbers, predictions: scores.outputs[0], weights: weights))
    }
  }
}
