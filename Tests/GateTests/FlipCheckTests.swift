import Checks
import Findings
import Metrics
import Testing

/// Flips and compatibility, by hand and against the formulas of the literature.
@Suite struct FlipCheckTests {
  /// Right are: both on 5 rows, the baseline alone on 2, the candidate alone on 1, neither on 2.
  private let baseline = [true, true, true, true, true, true, true, false, false, false]
  private let candidate = [true, true, true, true, true, false, false, true, false, false]

  private func binary(_ isRight: [Bool], _ weights: [Double]? = nil) -> Outcomes {
    .binary(
      BinaryOutcomes(
        labels: isRight.map { _ in 1 }, scores: [], scoresAreProbabilities: false,
        decisions: isRight.map { $0 ? 1 : 0 }, weights: weights, threshold: 0.5, descending: []))
  }

  private func measured(
    _ id: String, _ candidate: Outcomes, _ baseline: Outcomes, task: TaskKind = .binary,
    options: [(String, String)] = []
  ) throws -> Measurement {
    let kind = try #require(CheckCatalog.kinds(id).first { $0.task == task })
    var reader = OptionReader(
      options.map { OptionReader.Entry(name: $0.0, text: $0.1, line: 1, column: 1) })
    let check = try kind.make(&reader)
    try reader.finish(check: id, common: [])
    let measurements = try check.measure(
      on: Evidence(outcomes: [.candidate: .success(candidate), .baseline: .success(baseline)]),
      settings: MeasureSettings(alpha: 0.05, seed: 0))
    return try #require(measurements.first)
  }

  @Test(arguments: [
    ("negative_flips", 0.2, 10), ("positive_flips", 0.1, 10),
    ("relative_negative_flips", 0.2 / (0.7 * 0.4), 10),
    ("backward_trust_compatibility", 5.0 / 7, 7), ("backward_error_compatibility", 2.0 / 3, 3),
    ("churn", 0.3, 10),
  ])
  func `the value is the formula's`(id: String, expected: Double, rows: Int) throws {
    let estimate = try #require(
      try measured(id, binary(candidate), binary(baseline)).candidate.estimate)
    #expect((estimate.value - expected).magnitude < 1e-12)
    #expect(estimate.rows == rows)
    let (low, high) = (try #require(estimate.low), try #require(estimate.high))
    #expect(low > 0 && low < estimate.value && estimate.value < high)
  }

  @Test(arguments: FlipIDs.all)
  func `equal weights and rows of weight 0 change nothing`(id: String) throws {
    let plain = try #require(
      try measured(id, binary(candidate), binary(baseline)).candidate.estimate)
    let weights = [Double](repeating: 3, count: 10)
    let equal = try #require(
      try measured(id, binary(candidate, weights), binary(baseline, weights)).candidate.estimate)
    let absent = [Double](repeating: 1, count: 10) + [0, 0]
    let more = try #require(
      try measured(
        id, binary(candidate + [false, true], absent), binary(baseline + [true, false], absent)
      ).candidate.estimate)
    for other in [equal, more] {
      #expect((other.value - plain.value).magnitude < 1e-12)
      #expect(((other.low ?? 0) - (plain.low ?? 0)).magnitude < 1e-12)
      #expect(((other.high ?? 0) - (plain.high ?? 0)).magnitude < 1e-12)
      #expect(other.rows == plain.rows)
    }
  }

  /// statsmodels 0.15.0: proportion_confint(2, 10, alpha=0.1, method='wilson')
  @Test func `the interval is Wilson's`() throws {
    let estimate = try #require(
      try measured("negative_flips", binary(candidate), binary(baseline)).candidate.estimate)
    #expect(((estimate.low ?? 0) - 0.0685579877375321).magnitude < 1e-12)
    #expect(((estimate.high ?? 0) - 0.4592071943125122).magnitude < 1e-12)
  }

  @Test func `what has no denominator is undefined`() throws {
    let (right, wrong) = (binary([true, true]), binary([false, false]))
    for (id, candidate, baseline) in [
      ("relative_negative_flips", right, right), ("relative_negative_flips", right, wrong),
      ("backward_trust_compatibility", right, wrong),
      ("backward_error_compatibility", right, right),
    ] {
      let value = try measured(id, candidate, baseline).candidate
      #expect(value.estimate == nil, "\(id)")
    }
    let none = binary([true], [0])
    let churn = try measured("churn", none, none).candidate
    #expect(churn.estimate == nil)
  }

  @Test func `without flips the relative rate has an upper limit`() throws {
    let estimate = try #require(
      try measured(
        "relative_negative_flips", binary([true, true, false]), binary([true, true, false])
      ).candidate.estimate)
    #expect(estimate.value == 0 && estimate.low == 0 && estimate.high ?? 0 > 0.5)
  }

  @Test func `classes that change between wrong ones are churn and no flip`() throws {
    func rows(_ decisions: [Int32]) -> Outcomes {
      .multiclass(
        MulticlassOutcomes(
          classes: ["a", "b", "c"], labels: [0, 0, 1, 2], probabilities: [], decisions: decisions,
          weights: nil))
    }
    let (new, old) = (rows([1, 0, 1, 0]), rows([2, 0, 2, 2]))
    for (id, expected) in [("churn", 0.75), ("negative_flips", 0.25), ("positive_flips", 0.25)] {
      let measurement = try measured(id, new, old, task: .multiclass)
      #expect(measurement.candidate.estimate?.value == expected, "\(id)")
    }
  }

  @Test func `regression counts errors that grow by more than tau`() throws {
    func rows(_ predictions: [Double]) -> Outcomes {
      .regression(
        RegressionOutcomes(labels: [0, 0, 0, 0], predictions: predictions, weights: nil))
    }
    let (new, old) = (rows([3, 1, -5, 0.5]), rows([1, 2.5, 5, 0]))
    for (id, expected) in [("negative_flips", 0.25), ("positive_flips", 0.25), ("churn", 0.75)] {
      let measurement = try measured(
        id, new, old, task: .regression, options: [("tau", "1")])
      #expect(measurement.candidate.estimate?.value == expected, "\(id)")
    }
    let error = #expect(throws: OptionError.self) {
      try measured("churn", new, old, task: .regression)
    }
    #expect(error?.message == "lacks the option 'tau'")
  }
}

/// The checks that compare two models row by row.
enum FlipIDs {
  static let all = [
    "negative_flips", "positive_flips", "relative_negative_flips", "backward_trust_compatibility",
    "backward_error_compatibility", "churn",
  ]
}
