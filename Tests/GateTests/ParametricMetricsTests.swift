import Checks
import Findings
import Metrics
import Testing

/// Metrics that an entry's options complete: values by hand, and the options' refusals.
@Suite struct ParametricMetricsTests {
  /// Three of four positives found, one false alarm among four negatives; weights 1.
  private let rows = BinaryOutcomes(
    labels: [1, 1, 1, 1, 0, 0, 0, 0], scores: [0.9, 0.8, 0.7, 0.1, 0.6, 0.2, 0.1, 0.3],
    scoresAreProbabilities: true, decisions: [1, 1, 1, 0, 1, 0, 0, 0], weights: nil,
    threshold: 0.5, descending: [0, 1, 2, 4, 7, 5, 3, 6])

  private func check(
    _ id: String, _ task: TaskKind, _ options: [(String, String)]
  ) throws -> any Check {
    let kind = try #require(CheckCatalog.kinds(id).first { $0.task == task })
    var reader = OptionReader(
      options.map { OptionReader.Entry(name: $0.0, text: $0.1, line: 3, column: 7) })
    let check = try kind.make(&reader)
    try reader.finish(check: id, common: [])
    return check
  }

  private func value(_ check: any Check, _ outcomes: Outcomes) throws -> Double {
    let measured = try check.measure(
      on: Evidence(outcomes: [.candidate: .success(outcomes)]),
      settings: MeasureSettings(alpha: 0.05, seed: 0))
    return try #require(measured.first?.candidate.estimate).value
  }

  private static let values: [(String, [(String, String)], Double)] = [
    // F = (1 + b²) TP / ((1 + b²) TP + b² FN + FP) with TP 3, FN 1, FP 1.
    ("f_beta", [("beta", "2")], 0.75),
    ("f_beta", [("beta", "0.5")], 0.75),
    ("expected_cost", [], 0.25),
    // (10 FN + FP − TP) / 8
    ("expected_cost", [("false_negative", "10"), ("true_positive", "-1")], 1),
    // TP/S − FP/S · t/(1 − t) at t = 0.5.
    ("net_benefit", [], 0.25),
    // The top half are the scores 0.9, 0.8, 0.7 (positive) and 0.6 (negative).
    ("precision_at_top", [("share", "0.5")], 0.75), ("recall_at_top", [("share", "0.5")], 0.75),
    ("lift_at_top", [("share", "0.5")], 1.5), ("recall_at_top", [("share", "1")], 1),
    // Seven of eight rows: one of the two scores of 0.1, of which one is positive, so half of it.
    ("recall_at_top", [("share", "0.875")], 0.875),
  ]

  @Test(arguments: values)
  func `the value is the formula's`(
    id: String, options: [(String, String)], expected: Double
  ) throws {
    let value = try value(try check(id, .binary, options), .binary(rows))
    #expect(abs(value - expected) < 1e-12)
  }

  @Test(arguments: [("0.9", 0.95), ("0.5", 0.75)])
  func `pinball weighs misses by the quantile`(quantile: String, expected: Double) throws {
    let rows = RegressionOutcomes(labels: [5, 3], predictions: [3, 4], weights: nil)
    let value = try value(
      try check("pinball", .regression, [("quantile", quantile)]), .regression(rows))
    #expect(abs(value - expected) < 1e-12)
  }

  /// scikit-learn 1.9.1: mean_tweedie_deviance([1, 2.5, 0.5, 4], [1.5, 2, 0.7, 3.5], power=q)
  @Test(arguments: [
    ("1", 0.10914161118242172), ("1.5", 0.08992370500494262), ("2", 0.0795359623000843),
    ("3", 0.07611961451247157),
  ])
  func `Tweedie's deviance is scikit-learn's`(power: String, expected: Double) throws {
    let rows = RegressionOutcomes(
      labels: [1, 2.5, 0.5, 4], predictions: [1.5, 2, 0.7, 3.5], weights: nil)
    let value = try value(
      try check("tweedie_deviance", .regression, [("power", power)]), .regression(rows))
    #expect(abs(value - expected) < 1e-12 * expected)
  }

  private static let refusals: [(String, [(String, String)], String)] = [
    ("f_beta", [], "lacks the option 'beta'"),
    ("f_beta", [("beta", "0")], "'beta' must be a number from 0.01 to 100.0, not '0'"),
    (
      "f_beta", [("beta", "2"), ("bta", "1")],
      "unknown key 'bta' of check 'f_beta'; did you mean 'beta'?"
    ),
    (
      "expected_cost", [("false_postive", "2")],
      "unknown key 'false_postive' of check 'expected_cost'; did you mean 'false_positive'?"
    ),
  ]

  @Test(arguments: refusals)
  func `an option that does not fit is one sentence`(
    id: String, options: [(String, String)], message: String
  ) {
    let error = #expect(throws: OptionError.self) { try check(id, .binary, options) }
    #expect(error?.message == message)
  }

  @Test func `every kind of check has a name, a question, a formula and a source`() {
    for kind in CheckCatalog.all {
      #expect(!kind.title.isEmpty && !kind.formula.isEmpty && !kind.reference.isEmpty, "\(kind.id)")
      #expect(kind.summary.hasSuffix("."), "\(kind.id)")
    }
  }
}
