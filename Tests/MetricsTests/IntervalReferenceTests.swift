import Findings
import FoundationEssentials
import Kernels
import Metrics
import Statistics
import Testing

/// Limits on few, skewed and heavy-tailed rows against `Reference/intervals.json`, which scipy, scikit-learn and
/// loops that leave one row out made.
@Suite struct IntervalReferenceTests {
  struct Case: Decodable {
    let labels, candidate, baseline: [Double]
    let weights: [Double]?
    /// By metric: the number, its two limits and the degrees of freedom.
    let value, difference: [String: [Double]]
  }

  struct Reference: Decodable {
    let regression, binary: [Case]
  }

  private let reference: Reference
  private let comparison = MetricComparison(alpha: 0.025)

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    reference = try JSONDecoder().decode(
      Reference.self, from: Data(contentsOf: folder.appending(path: "Reference/intervals.json")))
  }

  private func expect<Outcomes>(
    _ metric: Metric<Outcomes>, _ one: Case, candidate: Outcomes, baseline: Outcomes,
    to tolerance: Double
  ) throws {
    let result = comparison.measure(metric, candidate: candidate, baseline: baseline)
    if let expected = one.value[metric.id] {
      let estimate = try #require(result.candidate.estimate)
      #expect(agree(estimate.value, expected[0], to: 1e-12), "\(metric.id)")
      #expect(agree(try #require(estimate.low), expected[1], to: tolerance), "\(metric.id)")
      #expect(agree(try #require(estimate.high), expected[2], to: tolerance), "\(metric.id)")
    }
    if let expected = one.difference[metric.id] {
      let difference = try #require(result.difference)
      #expect(agree(difference.value, expected[0], to: 1e-12), "\(metric.id)")
      #expect(agree(try #require(difference.low), expected[1], to: tolerance), "\(metric.id)")
      #expect(agree(try #require(difference.high), expected[2], to: tolerance), "\(metric.id)")
      #expect(agree(try #require(difference.degrees), expected[3], to: tolerance), "\(metric.id)")
    }
  }

  @Test func `heavy tails, skewness and leverage move the limits of regressions as in scipy`()
    throws
  {
    for one in reference.regression {
      func outcomes(_ predictions: [Double]) -> RegressionOutcomes {
        RegressionOutcomes(labels: one.labels, predictions: predictions, weights: one.weights)
      }
      let measured = MetricCatalog.regression.filter { one.value[$0.id] != nil }
      #expect(measured.count == one.value.count)
      for metric in measured {
        try expect(
          metric, one, candidate: outcomes(one.candidate), baseline: outcomes(one.baseline),
          to: 1e-9)
      }
    }
  }

  @Test func `few rows of a class give the limits of the smoothed confusion matrix`() throws {
    for one in reference.binary {
      let outcomes = BinaryOutcomes(
        labels: one.labels.map { UInt8($0) }, scores: one.candidate, scoresAreProbabilities: true,
        decisions: one.candidate.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
        descending: DescendingOrder.positions(of: one.candidate))
      let measured = MetricCatalog.binary.filter { one.value[$0.id] != nil }
      #expect(measured.count == one.value.count)
      // The reference takes slopes by differences.
      for metric in measured {
        try expect(metric, one, candidate: outcomes, baseline: outcomes, to: 1e-6)
      }
    }
  }

  @Test func `frequencies give the limits of the repeated rows`() throws {
    let one = reference.regression[0]
    let copies = one.labels.indices.map { Double(1 + $0 % 3) }
    let rows = one.labels.indices.flatMap { [Int](repeating: $0, count: 1 + $0 % 3) }
    let counted = RegressionOutcomes(
      labels: one.labels, predictions: one.candidate, weights: copies, weightMeaning: .frequency)
    let repeated = RegressionOutcomes(
      labels: rows.map { one.labels[$0] }, predictions: rows.map { one.candidate[$0] },
      weights: nil)
    for metric in MetricCatalog.regression where one.value[metric.id] != nil {
      let short = try #require(
        comparison.measure(metric, candidate: counted, baseline: nil).candidate.estimate)
      let long = try #require(
        comparison.measure(metric, candidate: repeated, baseline: nil).candidate.estimate)
      #expect(agree(short.low ?? .nan, long.low ?? 0, to: 1e-10), "\(metric.id)")
      #expect(agree(short.high ?? .nan, long.high ?? 0, to: 1e-10), "\(metric.id)")
    }
  }
}
