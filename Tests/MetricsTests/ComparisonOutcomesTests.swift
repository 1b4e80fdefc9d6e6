import Findings
import Glibc
import Kernels
import Metrics
import Statistics
import Testing

/// Tables on which nothing varies: every one must end in what the specification names.
@Suite struct ComparisonOutcomesTests {
  private func binary(_ labels: [UInt8], _ scores: [Double]) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: true,
      decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
      descending: DescendingOrder.positions(of: scores))
  }

  private func compare(
    _ metric: Metric<BinaryOutcomes>, _ labels: [UInt8], _ candidate: [Double],
    _ baseline: [Double]
  ) -> MetricComparison.Result {
    MetricComparison(alpha: 0.05).measure(
      metric, candidate: binary(labels, candidate), baseline: binary(labels, baseline))
  }

  private let half = (0..<40).map { UInt8($0 % 2) }

  /// Every metric of binary outcomes, those with options at an example.
  private static let all: [Metric<BinaryOutcomes>] =
    MetricCatalog.binary + [
      .recallAtFPR(0.1), .topShare(.precision, of: 0.2), .topShare(.recall, of: 0.2),
      .topShare(.lift, of: 0.2),
    ]

  @Test func `no rows: undefined, and no difference`() {
    for metric in Self.all {
      let result = compare(metric, [], [], [])
      #expect(result.candidate.estimate == nil && result.difference == nil, "\(metric.id)")
    }
  }

  @Test func `one class: undefined or an estimate, never a difference with an interval of nothing`()
  {
    let ones = [UInt8](repeating: 1, count: 40)
    let scores = (0..<40).map { 0.2 + Double($0) / 60 }
    for metric in Self.all {
      let result = compare(metric, ones, scores, scores.reversed())
      guard let difference = result.difference else { continue }
      if let low = difference.low, let high = difference.high {
        #expect(low < high, "\(metric.id): \(low) \(high)")
      }
    }
    for id in ["roc_auc", "gini", "ks_statistic", "partial_auc", "h_measure", "specificity"] {
      let metric = Self.all.first { $0.id == id }
      #expect(
        metric.map { compare($0, ones, scores, scores).candidate.estimate } == .some(nil), "\(id)")
    }
  }

  @Test func `all scores tied: a defined area of one half that is not certain`() throws {
    let tied = [Double](repeating: 0.4, count: 40)
    let result = compare(.rocAUC, half, tied, tied.map { $0 + 0.2 })
    let estimate = try #require(result.candidate.estimate)
    #expect(estimate.value == 0.5)
    #expect(try #require(estimate.low) < 0.45 && #require(estimate.high) > 0.55)
    // Equal ranks, but other decisions: nothing varies, and the two are not alike.
    let difference = try #require(result.difference)
    #expect(difference.value == 0)
    #expect(try #require(difference.low) < 0 && #require(difference.high) > 0)
  }

  @Test func `equal order makes two models alike for metrics of the order only`() throws {
    let scores = (0..<40).map { 0.2 + Double(($0 * 17) % 40) / 60 }
    // Surer, on the same side of the threshold, in the same order.
    let surer = scores.map { 1 / (1 + pow((1 - $0) / $0, 3)) }
    for metric in Self.all where compare(metric, half, scores, surer).difference != nil {
      let result = compare(metric, half, surer, scores)
      let difference = try #require(result.difference)
      let change =
        (result.candidate.estimate?.value ?? .nan) - (result.baseline?.estimate?.value ?? .nan)
      #expect(agree(difference.value, change, to: 1e-12), "\(metric.id)")
      #expect((difference == .identical) == (metric.sees == .order), "\(metric.id)")
    }
    // In a slice of a few rows any two models are in the same order.
    let few = compare(.recall, [1], [0.9], [0.8])
    #expect(few.difference != .identical)
  }

  @Test func `numbers that overflow are undefined, not infinite`() {
    let labels = (0..<40).map { Double($0) * 1e200 }
    let outcomes = RegressionOutcomes(
      labels: labels, predictions: labels.reversed(), weights: nil)
    for metric in MetricCatalog.regression {
      let value = MetricComparison(alpha: 0.05).measure(
        metric, candidate: outcomes, baseline: nil
      ).candidate
      if let estimate = value.estimate { #expect(estimate.value.isFinite, "\(metric.id)") }
      if ["mse", "rmse", "r2", "pearson", "ccc"].contains(metric.id) {
        #expect(value.estimate == nil, "\(metric.id)")
      }
    }
  }

  @Test func `what is certain of a few customers or heavy rows is not certain`() throws {
    // 60 positive rows of two customers, 300 negative ones of 300.
    let labels = [UInt8](repeating: 1, count: 60) + [UInt8](repeating: 0, count: 300)
    let scores = labels.map { $0 == 1 ? 0.9 : 0.1 }
    let clusters = (0..<360).map { Int32($0 < 60 ? $0 % 2 : $0 - 58) }
    let byCustomer = MetricComparison(alpha: 0.05, identity: RowIdentity(clusters: clusters))
    // Two rows outweigh all others.
    let weights = (0..<360).map { $0 == 0 || $0 == 60 ? 1e6 : 1 }
    let weighted = BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: true,
      decisions: labels, weights: weights, threshold: 0.5,
      descending: DescendingOrder.positions(of: scores))
    for metric in Self.all {
      for id in ["recall", "roc_auc", "f1", "average_precision", "h_measure", "ks_statistic"]
      where metric.id == id {
        let outcomes = binary(labels, scores)
        let two = byCustomer.measure(metric, candidate: outcomes, baseline: nil)
        #expect((two.candidate.estimate?.low ?? 0) < 0.5, "\(id): \(two.candidate)")
        let heavy = MetricComparison(alpha: 0.05).measure(
          metric, candidate: weighted, baseline: nil)
        #expect((heavy.candidate.estimate?.low ?? 0) < 0.5, "\(id): \(heavy.candidate)")
      }
    }
  }

  @Test func `both perfect and not alike: the difference is not certain on few rows`() throws {
    let first = half.enumerated().map { $1 == 1 ? 0.7 + Double($0) / 400 : 0.3 - Double($0) / 400 }
    let second = half.enumerated().map { $1 == 1 ? 0.9 - Double($0) / 400 : 0.1 + Double($0) / 400 }
    for metric in [Metric<BinaryOutcomes>.rocAUC, .accuracy, .f1, .recall, .ksStatistic] {
      let difference = try #require(compare(metric, half, first, second).difference)
      #expect(difference.value == 0, "\(metric.id)")
      #expect(
        try #require(difference.low) < -0.01 && #require(difference.high) > 0.01,
        "\(metric.id): \(difference)")
    }
  }

  @Test func `identical models: nothing, exactly`() throws {
    let scores = half.enumerated().map { (($0 * 7) % 13 < 6 ? 0.2 : 0.6) + Double($1) / 10 }
    for metric in Self.all {
      let result = compare(metric, half, scores, scores)
      guard result.candidate.estimate != nil else { continue }
      let difference = try #require(result.difference, "\(metric.id)")
      #expect(difference == .identical, "\(metric.id)")
    }
  }

  @Test func `a constant loss difference has no interval where the range is open`() throws {
    let labels = (0..<30).map { Double($0) }
    func outcomes(_ error: Double) -> RegressionOutcomes {
      RegressionOutcomes(labels: labels, predictions: labels.map { $0 + error }, weights: nil)
    }
    let result = MetricComparison(alpha: 0.05).measure(
      .meanAbsoluteError, candidate: outcomes(2), baseline: outcomes(1))
    let difference = try #require(result.difference)
    #expect(difference.value == 1 && difference.low == nil)
    #expect(difference.method == "no interval: every row has the same difference")
  }
}
