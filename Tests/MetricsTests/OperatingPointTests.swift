import FoundationEssentials
import Kernels
import Testing

@testable import Metrics

/// Thresholds chosen by rule, against those that trying every threshold of scikit-learn's curves finds.
struct OperatingPointTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Rule: Decodable, Sendable {
      let rule: String
      let bound: [Double]
      let threshold: Double?
      let possible: Bool
      let achieved: Double?

      var point: OperatingPoint? {
        switch rule {
        case "fpr": .falsePositiveRate(atMost: bound[0])
        case "recall": .recall(atLeast: bound[0])
        case "precision": .precision(atLeast: bound[0])
        case "rows": .topRows(bound[0])
        case "share": .topShare(bound[0])
        case "cost": .leastCost(falsePositive: bound[0], falseNegative: bound[1])
        default: nil
        }
      }
    }

    let name: String
    let labels: [UInt8]
    let scores: [Double]
    let weights: [Double]
    let rules: [Rule]

    var testDescription: String { name }

    var outcomes: BinaryOutcomes {
      OperatingPointTests.outcomes(labels, scores, weights: weights)
    }
  }

  static func outcomes(
    _ labels: [UInt8], _ scores: [Double], weights: [Double]? = nil
  ) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: true,
      decisions: scores.map { _ in 0 }, weights: weights, threshold: 2,
      descending: DescendingOrder.positions(of: scores))
  }

  static let cases: [Case] = {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/operating_points.json")
    return (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: url))) ?? []
  }()

  @Test func `there are cases of every rule`() {
    #expect(Set(Self.cases.flatMap { $0.rules.map(\.rule) }).count == 6)
  }

  @Test(arguments: cases) func `a rule finds the threshold that a search finds`(_ one: Case) throws
  {
    for rule in one.rules {
      let point = try #require(rule.point)
      switch point.choose(on: one.outcomes) {
      case .success(let choice):
        #expect(rule.possible, "\(point)")
        // Above the highest score nothing is called positive.
        let highest = one.outcomes.descending.first { one.weights[Int($0)] > 0 }
          .map { one.scores[Int($0)] }
        #expect(choice.threshold == rule.threshold ?? highest?.nextUp, "\(point)")
        #expect(abs(choice.achieved - (rule.achieved ?? .nan)) < 1e-12, "\(point)")
      case .failure(let impossible):
        #expect(!rule.possible, "\(point): \(impossible.reason)")
      }
    }
  }

  @Test func `deciding at the threshold gives what was achieved`() throws {
    for one in Self.cases {
      let choice = try OperatingPoint.falsePositiveRate(atMost: 0.25).choose(on: one.outcomes).get()
      let decided = one.outcomes.decided(at: choice.threshold)
      guard case .defined(let rate) = Metric.falsePositiveRate.evaluate(decided) else {
        Issue.record("no rate")
        continue
      }
      #expect(abs(rate.value - choice.achieved) < 1e-12)
      #expect(decided.threshold == choice.threshold)
    }
  }

  @Test func `a class that is absent is named`() {
    let negatives = Self.outcomes([0, 0], [0.1, 0.2])
    let positives = Self.outcomes([1, 1], [0.1, 0.2])
    #expect(
      OperatingPoint.recall(atLeast: 0.5).choose(on: negatives)
        == .failure(.init(reason: "no row has a positive label")))
    #expect(
      OperatingPoint.falsePositiveRate(atMost: 0.5).choose(on: positives)
        == .failure(.init(reason: "no row has a negative label")))
    #expect(
      OperatingPoint.topRows(5).choose(on: Self.outcomes([], []))
        == .failure(.init(reason: "no row has a positive weight")))
  }
}
