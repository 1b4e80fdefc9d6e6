import Findings
import Kernels
import Statistics
import Testing

@testable import Metrics

/// Calibration slope and intercept: what they mean, where they do not exist, and their influence values.
/// That they are statsmodels' is tested with the disparities made of them.
@Suite struct RecalibrationTests {
  private static func outcomes(
    _ labels: [UInt8], _ scores: [Double], weights: [Double]? = nil
  ) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: true,
      decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: weights, threshold: 0.5,
      descending: DescendingOrder.positions(of: scores))
  }

  private static func value(
    _ metric: Metric<BinaryOutcomes>, _ outcomes: BinaryOutcomes
  ) throws -> MetricValue {
    guard case .defined(let value) = metric.evaluate(outcomes) else {
      throw Undefined("not defined")
    }
    return value
  }

  /// Of two probabilities every fit is exact: the frequencies are 1/4 and 3/4.
  private static let labels: [UInt8] = [0, 0, 0, 1, 1, 1, 1, 0]

  @Test func `two probabilities are fitted exactly`() throws {
    // logit(3/4) = ln 3, twice logit(p) if p = 1 / (1 + sqrt(1/3)).
    let p = 1 / (1 + (1.0 / 3).squareRoot())
    let rows = Self.outcomes(Self.labels, [1, 1, 1, 1, 0, 0, 0, 0].map { $0 == 1 ? 1 - p : p })
    #expect(abs(try Self.value(.calibrationSlope, rows).value - 2) < 1e-12)
    #expect(abs(try Self.value(.calibrationIntercept, rows).value) < 1e-12)
    let exact = Self.outcomes(Self.labels, [1, 1, 1, 1, 3, 3, 3, 3].map { $0 / 4 })
    #expect(abs(try Self.value(.calibrationSlope, exact).value - 1) < 1e-12)
  }

  @Test(arguments: [Metric<BinaryOutcomes>.calibrationSlope, .calibrationIntercept].map(\.id))
  func `influence is the derivative by the weight of a row`(id: String) throws {
    let metric: Metric<BinaryOutcomes> =
      id == "calibration_slope" ? .calibrationSlope : .calibrationIntercept
    let scores = [0.2, 0.3, 0.6, 0.4, 0.7, 0.55, 0.9, 0.35]
    let weights = [1, 2, 1, 1.5, 1, 3, 1, 1]
    let total = weights.reduce(0, +)
    let own = try Self.value(metric, Self.outcomes(Self.labels, scores, weights: weights))
    #expect(own.limitingRows == 4 && own.rows == 8)
    #expect(abs(zip(own.influence, weights).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-9)
    for row in scores.indices {
      func moved(_ by: Double) throws -> Double {
        var weights = weights
        weights[row] += by
        return try Self.value(metric, Self.outcomes(Self.labels, scores, weights: weights)).value
      }
      let slope = (try moved(1e-5) - moved(-1e-5)) / 2e-5
      #expect(abs(slope * total - own.influence[row]) < 1e-5, "row \(row)")
    }
  }

  static let undefined: [([UInt8], [Double], String)] = [
    ([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9], "separate the classes"),
    ([0, 0, 1, 1], [0.1, 0.5, 0.5, 0.9], "separate the classes"),
    ([0, 0, 1, 1], [0.8, 0.9, 0.1, 0.2], "separate the classes"),
    ([0, 0, 1, 1], [0.4, 0.4, 0.4, 0.4], "every row has the same probability"),
    ([0, 0, 0, 0], [0.1, 0.2, 0.3, 0.4], "positive label"),
  ]

  @Test(arguments: undefined)
  func `no slope fits what no slope can fit`(
    labels: [UInt8], scores: [Double], reason: String
  ) throws {
    guard
      case .undefined(let told) = Metric<BinaryOutcomes>.calibrationSlope
        .evaluate(Self.outcomes(labels, scores))
    else {
      Issue.record("defined")
      return
    }
    #expect(told.contains(reason), "\(told)")
  }

  @Test func `an exact 0 or 1 on the wrong side is clipped and pulls the fit`() throws {
    let rows = Self.outcomes(Self.labels, [0.2, 0.3, 0, 1, 0.6, 0.4, 0.9, 1])
    let slope = try Self.value(.calibrationSlope, rows).value
    #expect(slope.isFinite && slope < 1)
  }
}
