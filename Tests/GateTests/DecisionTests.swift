import Checks
import Findings
import Kernels
import Metrics
import Testing

@testable import Gate

private func configuration(
  _ decision: String, models: String = "{candidate: c.json, baseline: b.json}"
) throws -> GateConfiguration {
  try ConfigurationReader.read(
    """
    models: \(models)
    data: {evaluation: t.csv, label: y}
    decision: {\(decision)}
    suites: {performance: [roc_auc]}
    """, file: "tollgate.yml")
}

private func outcomes(_ scores: [Double], _ labels: [UInt8] = [0, 0, 1, 1]) -> Outcomes {
  .binary(
    BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: true,
      decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
      descending: DescendingOrder.positions(of: scores)))
}

struct DecisionTests {
  @Test(arguments: [
    ("threshold: 0.25", DecisionRule.Threshold.fixed(0.25)), ("threshold: frozen", .frozen),
    ("threshold: \"fpr <= 0.01\"", .tuned(.falsePositiveRate(atMost: 0.01))),
    ("threshold: fpr<=1%", .tuned(.falsePositiveRate(atMost: 0.01))),
    ("threshold: \"recall >= 0.8\"", .tuned(.recall(atLeast: 0.8))),
    ("threshold: \"precision >= 90%\"", .tuned(.precision(atLeast: 0.9))),
    ("threshold: top 500", .tuned(.topRows(500))), ("threshold: top 5%", .tuned(.topShare(0.05))),
    (
      "threshold: min_cost, cost: {false_positive: 1, false_negative: 5}",
      .tuned(.leastCost(falsePositive: 1, falseNegative: 5))
    ),
  ])
  func `a threshold is a number, frozen or a rule`(
    decision: String, threshold: DecisionRule.Threshold
  ) throws {
    #expect(try configuration(decision).decision.threshold == threshold)
  }

  @Test(arguments: [
    ("threshold: fpr >= 0.1", "with a bound in 0…1 after '<='"),
    ("threshold: recal >= 0.1", "did you mean 'recall'?"),
    ("threshold: recall >= 2", "with a bound in 0…1 after '>='"),
    ("threshold: top 0", "'top 0' is no number of rows and no share"),
    ("threshold: min_cost", "'min_cost' needs 'cost:"),
    (
      "threshold: min_cost, cost: {false_positive: 0, false_negative: 0}",
      "one of the costs must be more than 0"
    ),
    ("threshold: 0.5, tune_on: each", "'tune_on' is for a threshold that is tuned"),
    ("threshold: top 5, tune_on: bas", "it may be baseline, each"),
  ])
  func `other thresholds are errors`(decision: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) { try configuration(decision) }
    #expect(error?.description.contains(message) == true, "\(error.map(\.description) ?? "none")")
  }

  private func decisions(
    _ decision: String, candidate: [Double], baseline: [Double]?,
    models: String = "{candidate: c.json, baseline: b.json}"
  ) throws -> [Role: [UInt8]] {
    var all: [Role: Outcomes] = [.candidate: outcomes(candidate)]
    if let baseline { all[.baseline] = outcomes(baseline) }
    let resolver = DecisionResolver(configuration: try configuration(decision, models: models))
    return try resolver.resolve(all).outcomes.mapValues {
      if case .binary(let rows) = $0 { rows.decisions } else { [] }
    }
  }

  @Test func `a rule is tuned on the baseline and applied to both`() throws {
    let decided = try decisions(
      "threshold: \"recall >= 1\"", candidate: [0.1, 0.65, 0.62, 0.9],
      baseline: [0.1, 0.2, 0.6, 0.7])
    #expect(decided == [.candidate: [0, 1, 1, 1], .baseline: [0, 0, 1, 1]])
  }

  @Test func `tuned on each, every model has its own`() throws {
    let decided = try decisions(
      "threshold: \"recall >= 1\", tune_on: each", candidate: [0.1, 0.2, 0.32, 0.4],
      baseline: [0.1, 0.2, 0.6, 0.7])
    #expect(decided == [.candidate: [0, 0, 1, 1], .baseline: [0, 0, 1, 1]])
  }

  @Test func `without a baseline the candidate's scores are tuned on`() throws {
    let decided = try decisions(
      "threshold: top 1", candidate: [0.1, 0.2, 0.32, 0.4], baseline: nil,
      models: "{candidate: c.json}")
    #expect(decided == [.candidate: [0, 0, 0, 1]])
  }

  @Test func `frozen takes each model's own threshold, and wants one`() throws {
    let models =
      "{candidate: {path: c.json, threshold: 0.3}, baseline: {path: b.json, threshold: 0.65}}"
    let decided = try decisions(
      "threshold: frozen", candidate: [0.1, 0.2, 0.32, 0.4], baseline: [0.1, 0.2, 0.6, 0.7],
      models: models)
    #expect(decided == [.candidate: [0, 0, 1, 1], .baseline: [0, 0, 0, 1]])
    #expect(throws: GateError.self) {
      try decisions("threshold: frozen", candidate: [0.1, 0.2, 0.3, 0.4], baseline: nil)
    }
  }

  @Test func `what cannot be met, and what has no scores, is an error`() throws {
    #expect(throws: GateError.self) {
      try decisions(
        "threshold: \"precision >= 0.9\"", candidate: [0, 0, 0, 0], baseline: [0.9, 0.8, 0.1, 0.2])
    }
    let decisionsOnly = Outcomes.binary(
      BinaryOutcomes(
        labels: [0, 1], scores: [], scoresAreProbabilities: false, decisions: [0, 1], weights: nil,
        threshold: 0.5, descending: []))
    let regression = Outcomes.regression(
      RegressionOutcomes(labels: [1], predictions: [1], weights: nil))
    for outcomes in [decisionsOnly, regression] {
      #expect(throws: GateError.self) {
        try DecisionResolver(configuration: configuration("threshold: top 5"))
          .resolve([.candidate: outcomes])
      }
    }
  }

  @Test func `alert volume compares what is called positive`() throws {
    let both: [Role: Result<Outcomes, Unavailable>] = [
      .candidate: .success(outcomes([0.1, 0.6, 0.7, 0.9])),
      .baseline: .success(outcomes([0.1, 0.2, 0.6, 0.4])),
    ]
    let kind = try #require(CheckCatalog.kinds("alert_volume").first)
    var reader = OptionReader([])
    let check = try kind.make(&reader)
    let settings = MeasureSettings(alpha: 0.05, seed: 0)
    let measured = try check.measure(on: Evidence(outcomes: both), settings: settings)
    let estimate = try #require(measured.first?.candidate.estimate)
    #expect(estimate.value == 3)
    // By hand: a quarter of a row more in each cell makes it 3.5 by 1.5, and one row of the baseline's leaves
    // one degree of freedom. log R has variance Σ n (d_c / 3.5 − d_b / 1.5)² over the cells.
    let variance =
      2.25 / 3.5 / 3.5 + 0.25 / 1.5 / 1.5 + 1.25 * (1 / 3.5 - 1 / 1.5) * (1 / 3.5 - 1 / 1.5)
    let half = 6.313751514675043 * variance.squareRoot()
    #expect(abs(log(of: (estimate.high ?? 0) / (3.5 / 1.5)) - half) < 1e-9)
    #expect(abs(log(of: (3.5 / 1.5) / (estimate.low ?? 1)) - half) < 1e-9)

    let silent: [Role: Result<Outcomes, Unavailable>] = [
      .candidate: both[.candidate] ?? .failure(Unavailable(reason: "", isAbsent: true)),
      .baseline: .success(outcomes([0, 0, 0, 0])),
    ]
    let undefined = try check.measure(on: Evidence(outcomes: silent), settings: settings)
    #expect(undefined.first?.candidate == .undefined("the baseline calls no row positive"))
  }

  /// The natural logarithm by its series, so that the test needs no library of its own.
  private func log(of value: Double) -> Double {
    let x = (value - 1) / (value + 1)
    return 2
      * (0..<400).reduce(0.0) { sum, k in
        var power = x
        for _ in 0..<k { power *= x * x }
        return sum + power / Double(2 * k + 1)
      }
  }

  private func resolved(
    _ decision: String, _ scores: [Double], models: String = "{candidate: c.json}"
  ) throws -> DecisionResolver.Resolved {
    try DecisionResolver(configuration: try configuration(decision, models: models))
      .resolve([.candidate: outcomes(scores)])
  }

  private static let scores = [0.2, 0.4, 0.6, 0.8]

  @Test(arguments: [
    ("threshold: 50", "{candidate: c.json}", "outside 0…1", "'0.5' may be meant", 3),
    ("threshold: -0.1", "{candidate: c.json}", "the threshold -0.1", "candidate's answers", 3),
    (
      "threshold: frozen", "{candidate: {path: c.json, threshold: 37}}", "outside 0…1",
      "'0.37' may be meant", 1
    ),
    ("threshold: top 5", "{candidate: c.json}", "more than there is", "t.csv has 4 rows", 3),
  ])
  func `what no score can reach is an error`(
    decision: String, models: String, text: String, hint: String, line: Int
  ) throws {
    let error = #expect(throws: GateError.self) {
      try resolved(decision, Self.scores, models: models)
    }
    let message = error?.message ?? ""
    #expect(error?.exitCode == .usage)
    #expect(message.contains(text) && message.contains(hint), "\(message)")
    #expect(message.hasPrefix("tollgate.yml:\(line):"), "\(message)")
  }

  @Test(arguments: [
    ("threshold: 0", "calls every row positive"), ("threshold: 1", "calls no row positive"),
    ("threshold: 0.9", "calls no row positive"), ("threshold: fpr <= 1", "limits nothing"),
    ("threshold: recall >= 0", "calls no row positive"),
    ("threshold: precision >= 0", "limits nothing"),
    ("threshold: top 100%", "calls every row positive"), ("threshold: top 4", "limits nothing"),
  ])
  func `what divides nothing is told`(decision: String, text: String) throws {
    let notes = try resolved(decision, Self.scores).notes
    #expect(notes.count == 1 && notes[0].text.contains(text), "\(notes)")
    #expect(notes.allSatisfy { $0.text.hasPrefix("tollgate.yml:3: ") }, "\(notes)")
    for sound in [
      "threshold: 0.5", "threshold: fpr <= 0.5", "threshold: top 2", "threshold: top 50%",
    ] {
      #expect(try resolved(sound, Self.scores).notes == [])
    }
  }
}
