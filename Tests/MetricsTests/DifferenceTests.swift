import Findings
import Kernels
import Metrics
import Statistics
import Testing

@Suite struct DifferenceTests {
  /// Two models on 600 rows: correlated scores, the second a little better; tied scores where asked.
  private func pair(tied: Bool) -> (baseline: BinaryOutcomes, candidate: BinaryOutcomes) {
    var generator = SeededGenerator(seed: 20_261_123)
    func noise() -> Double {
      (0..<6).reduce(0) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 - 0.5 }
    }
    let labels = (0..<600).map { _ in UInt8(noise() > 0.35 ? 1 : 0) }
    var scores: ([Double], [Double]) = ([], [])
    for label in labels {
      let signal = 0.35 + 0.25 * Double(label) + 0.15 * noise()
      for (first, shift) in [(true, 0.10), (false, 0.06)] {
        var score = min(0.999, max(0.001, signal + shift * noise()))
        if tied { score = ((score * 6).rounded(.down) + 0.5) / 6 }
        if first { scores.0.append(score) } else { scores.1.append(score) }
      }
    }
    return (outcomes(labels, scores.0), outcomes(labels, scores.1))
  }

  private func outcomes(_ labels: [UInt8], _ scores: [Double]) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: true,
      decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
      descending: DescendingOrder.positions(of: scores))
  }

  /// A seeded paired bootstrap of 400 replicates: whole rows, drawn with multinomial weights.
  private func bootstrapError(
    _ metric: Metric<BinaryOutcomes>, _ baseline: BinaryOutcomes, _ candidate: BinaryOutcomes
  ) -> Double {
    var generator = SeededGenerator(seed: 11, stream: metric.id)
    let rows = Array(0..<baseline.count)
    let values = (0..<400).compactMap { _ -> Double? in
      var weights = [Double](repeating: 0, count: rows.count)
      for _ in rows { weights[Int.random(in: rows.indices, using: &generator)] += 1 }
      func value(_ outcomes: BinaryOutcomes) -> Double? {
        metric.evaluate(outcomes.weighted(weights)).defined?.value
      }
      guard let first = value(baseline), let second = value(candidate) else { return nil }
      return second - first
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  private static let metrics = [
    "accuracy", "average_precision", "f1", "gini", "log_loss", "mcc", "partial_auc", "precision",
    "recall", "roc_auc", "youden_j",
  ]

  @Test(arguments: metrics, [false, true])
  func `the paired standard error is that of a bootstrap`(id: String, tied: Bool) throws {
    let metric = try #require(MetricCatalog.binary.first { $0.id == id })
    let (baseline, candidate) = pair(tied: tied)
    let difference = metric.difference(
      candidate: try #require(metric.evaluate(candidate).defined),
      baseline: try #require(metric.evaluate(baseline).defined), sample: RowSample(weights: nil),
      alpha: 0.05,
      areAlike: false)
    let error = try #require(difference.standardError)
    // The bootstrap's own error is 1 / sqrt(2 · 400) = 3.5%; four of those.
    let ratio = error / bootstrapError(metric, baseline, candidate)
    #expect(ratio > 0.86 && ratio < 1.16, "\(id): ratio \(ratio)")
    let low = try #require(difference.low)
    let high = try #require(difference.high)
    #expect(low < difference.value && difference.value < high)
    #expect(agree(high - difference.value, difference.value - low, to: 1e-12))
  }

  @Test func `the model against itself differs by nothing`() throws {
    let outcomes = pair(tied: false).baseline
    for metric in MetricCatalog.binary {
      let difference = try #require(
        MetricComparison(alpha: 0.05).measure(metric, candidate: outcomes, baseline: outcomes)
          .difference)
      #expect(difference.value == 0 && difference.standardError == 0 && difference.p == 1)
      #expect(difference.low == 0 && difference.high == 0)
    }
  }

  @Test func `methods have names`() throws {
    let (baseline, candidate) = pair(tied: false)
    for (metric, name) in [
      (Metric<BinaryOutcomes>.rocAUC, "paired DeLong"), (.f1, "paired influence function"),
      (.logLoss, "paired t"), (.accuracy, "McNemar mid-p, Newcombe interval"),
      (.recall, "McNemar mid-p, Newcombe interval"),
      (.precision, "paired influence function"),
      (.hMeasure, "Poisson bootstrap, 1,000 replicates"),
    ] {
      let result = MetricComparison(alpha: 0.05).measure(
        metric, candidate: candidate, baseline: baseline)
      #expect(try #require(result.difference).method == name)
    }
  }

  @Test func `a difference that every row agrees on is not certain on few rows`() throws {
    let labels = [UInt8](repeating: 1, count: 4) + [UInt8](repeating: 0, count: 40)
    let right = outcomes(labels, labels.map { $0 == 1 ? 0.9 : 0.1 })
    let wrong = outcomes(labels, labels.map { _ in 0.1 })
    let metric = Metric<BinaryOutcomes>.recall
    let difference = metric.difference(
      candidate: try #require(metric.evaluate(right).defined),
      baseline: try #require(metric.evaluate(wrong).defined), sample: RowSample(weights: nil),
      alpha: 0.05, areAlike: false)
    #expect(difference.value == 1)
    #expect(try #require(difference.low) < 0.1)
    #expect(agree(try #require(difference.p), 0.125, to: 1e-12))
  }

  @Test func `one row gives no interval`() {
    let value = MetricValue(value: 0.3, rows: 1, influence: [0])
    let other = MetricValue(value: 0.5, rows: 1, influence: [0])
    let difference = Metric<RegressionOutcomes>.meanAbsoluteError.difference(
      candidate: value, baseline: other, sample: RowSample(weights: nil), alpha: 0.05,
      areAlike: false)
    #expect(difference.low == nil && difference.high == nil && difference.p == nil)
  }
}

extension BinaryOutcomes {
  /// The same rows with other weights.
  func weighted(_ weights: [Double]) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: scoresAreProbabilities,
      decisions: decisions, weights: weights, threshold: threshold, descending: descending)
  }
}
