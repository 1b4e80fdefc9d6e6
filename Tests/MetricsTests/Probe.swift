import Findings
import Kernels
import Metrics
import Statistics
import Testing

/// One metric on one reference case, whatever the task: what the property tests run over.
struct Probe: Sendable {
  let metric: String
  let caseName: String
  let count: Int
  let weights: [Double]?
  /// The reference value; nil where the metric is undefined.
  let expected: Double?
  let range: ClosedRange<Double>
  let direction: Direction
  let hasInfluence: Bool
  /// The metric on these rows of the case, in this order, with these weights.
  let evaluate: @Sendable (_ rows: [Int], _ weights: [Double]?) -> MetricResult
  let estimate: @Sendable (MetricResult, _ weights: [Double]?) -> Value

  /// The metric on the case as it is.
  var result: MetricResult { evaluate(Array(0..<count), weights) }

  var place: Comment { "\(metric), case '\(caseName)'" }

  init<Outcomes>(
    _ metric: Metric<Outcomes>, task: String, _ reference: ReferenceCase, expected: Double?,
    pick: @escaping @Sendable ([Int], [Double]?) -> Outcomes
  ) {
    self.metric = "\(task)/\(metric.id)"
    caseName = reference.name
    count = reference.labels.count
    weights = reference.weights
    self.expected = expected
    range = metric.range
    direction = metric.direction
    hasInfluence = metric.interval != .unavailable && metric.interval != .bootstrap
    evaluate = { metric.evaluate(pick($0, $1)) }
    estimate = { metric.estimate(of: $0, sample: RowSample(weights: $1), alpha: 0.05) }
  }
}

extension Probe {
  /// Every metric of the catalogue on every case of its task that names it, by metric.
  static func all() throws -> [String: [Probe]] { try loaded.get() }

  /// Read once for all tests.
  private static let loaded = Result { try load() }

  private static func load() throws -> [String: [Probe]] {
    var probes: [Probe] = []
    for reference in try ReferenceFile(task: "binary").cases {
      let outcomes = reference.binary
      for metric in MetricCatalog.binary {
        guard let expected = reference.expected[metric.id] else { continue }
        probes.append(
          Probe(metric, task: "binary", reference, expected: expected) {
            outcomes.picking($0, weights: $1)
          })
      }
    }
    for reference in try ReferenceFile(task: "multiclass").cases {
      let outcomes = reference.multiclass
      for metric in MetricCatalog.multiclass {
        guard let expected = reference.expected[metric.id] else { continue }
        probes.append(
          Probe(metric, task: "multiclass", reference, expected: expected) {
            outcomes.picking($0, weights: $1)
          })
      }
    }
    for reference in try ReferenceFile(task: "regression").cases {
      let outcomes = reference.regression
      for metric in MetricCatalog.regression {
        guard let expected = reference.expected[metric.id] else { continue }
        probes.append(
          Probe(metric, task: "regression", reference, expected: expected) {
            outcomes.picking($0, weights: $1)
          })
      }
    }
    return Dictionary(grouping: probes, by: \.metric)
  }

  /// The ids of all metrics, with their task.
  static var ids: [String] {
    MetricCatalog.binary.map { "binary/\($0.id)" }
      + MetricCatalog.multiclass.map { "multiclass/\($0.id)" }
      + MetricCatalog.regression.map { "regression/\($0.id)" }
  }
}

extension BinaryOutcomes {
  /// These rows in this order.
  func picking(_ rows: [Int], weights: [Double]?) -> BinaryOutcomes {
    let scores = rows.map { self.scores[$0] }
    return BinaryOutcomes(
      labels: rows.map { labels[$0] }, scores: scores,
      scoresAreProbabilities: scoresAreProbabilities, decisions: rows.map { decisions[$0] },
      weights: weights, threshold: threshold, descending: DescendingOrder.positions(of: scores))
  }
}

extension MulticlassOutcomes {
  /// These rows in this order.
  func picking(_ rows: [Int], weights: [Double]?) -> MulticlassOutcomes {
    MulticlassOutcomes(
      classes: classes, labels: rows.map { labels[$0] },
      probabilities: probabilities.map { column in rows.map { column[$0] } },
      decisions: rows.map { decisions[$0] }, weights: weights)
  }
}

extension RegressionOutcomes {
  /// These rows in this order.
  func picking(_ rows: [Int], weights: [Double]?) -> RegressionOutcomes {
    RegressionOutcomes(
      labels: rows.map { labels[$0] }, predictions: rows.map { predictions[$0] },
      weights: weights)
  }
}

extension MetricResult {
  /// The value, or nil where undefined.
  var defined: MetricValue? {
    if case .defined(let value) = self { value } else { nil }
  }
}

/// Whether two numbers agree to `tolerance`, relative to the larger of 1 and their size.
func agree(_ a: Double, _ b: Double, to tolerance: Double) -> Bool {
  a == b || (a - b).magnitude <= tolerance * max(1, a.magnitude, b.magnitude)
}
