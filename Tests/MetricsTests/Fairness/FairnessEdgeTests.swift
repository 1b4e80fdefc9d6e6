import Findings
import Statistics
import Testing

@testable import Metrics

/// Where libraries call a perfect model unfair, or a group that nobody measured equal: a perfect model is
/// never failed, and an unmeasured group never passed.
@Suite struct FairnessEdgeTests {
  /// What becomes of a case.
  enum Expected: Sendable {
    /// Limits on the side of parity: a bound passes.
    case parity
    /// No number, and why.
    case undefined(String)
    /// A number, and what is not measured beside it.
    case gap(String)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let id: String
    let rows: GroupedCase
    let expected: Expected
  }

  /// `(group, label, score, times)`.
  private static func rows(_ parts: [(String, UInt8, Double, Int)]) -> GroupedCase {
    func repeated<T>(_ value: (_ part: (String, UInt8, Double, Int)) -> T) -> [T] {
      parts.flatMap { part in Array(repeating: value(part), count: part.3) }
    }
    return GroupedCase(
      groups: repeated { $0.0 }, labels: repeated { $0.1 }, scores: repeated { $0.2 })
  }

  private static let perfect = rows([
    ("a", 1, 0.9, 400), ("a", 0, 0.1, 400), ("b", 1, 0.9, 400), ("b", 0, 0.1, 400),
  ])
  /// Group c has no positives at all.
  private static let onlyNegatives = rows([
    ("a", 1, 0.9, 400), ("a", 0, 0.1, 400), ("b", 1, 0.9, 400), ("b", 0, 0.1, 400),
    ("c", 0, 0.1, 300),
  ])
  private static let nobody = rows([
    ("a", 1, 0.1, 100), ("a", 0, 0.1, 100), ("b", 1, 0.1, 100), ("b", 0, 0.1, 100),
  ])
  private static let twoGroupsOneWithoutPositives = rows([
    ("a", 1, 0.9, 400), ("a", 0, 0.1, 400), ("c", 0, 0.1, 300),
  ])

  static let table: [Case] = [
    Case(
      testDescription: "a perfect model with a group without positives: equalized odds",
      id: "equalized_odds_difference", rows: onlyNegatives,
      expected: .gap("c has no positives, too few for a true positive rate")),
    Case(
      testDescription: "the same: equal opportunity", id: "equal_opportunity_difference",
      rows: onlyNegatives,
      expected: .gap("c has no positives, too few for a true positive rate")),
    Case(
      testDescription: "the same: the ratio of odds", id: "equalized_odds_ratio",
      rows: onlyNegatives,
      expected: .gap("c has no positives, too few for a true positive rate")),
    Case(
      testDescription: "two groups, one without positives", id: "equal_opportunity_difference",
      rows: twoGroupsOneWithoutPositives,
      expected: .undefined("c has no positives, too few for a true positive rate")),
    Case(
      testDescription: "ROC AUC of a group with one class", id: "roc_auc_group_difference",
      rows: onlyNegatives,
      expected: .gap("c has no rows of the rarer class, too few for a ROC AUC")),
    Case(
      testDescription: "nobody is selected: a ratio of nothing", id: "demographic_parity_ratio",
      rows: nobody,
      expected: .undefined("the selection rate is 0 in every group, so it has no ratio")),
    Case(
      testDescription: "nobody is selected: the difference is known",
      id: "demographic_parity_difference", rows: nobody, expected: .parity),
    Case(
      testDescription: "a perfect model: false positive rates have no ratio",
      id: "equalized_odds_ratio", rows: perfect,
      expected: .gap("the false positive rate is 0 in every group, so it has no ratio")),
    Case(
      testDescription: "a perfect model: differences of odds", id: "equalized_odds_difference",
      rows: perfect, expected: .parity),
    Case(
      testDescription: "a perfect model: ROC AUC", id: "roc_auc_group_difference", rows: perfect,
      expected: .parity),
    Case(
      testDescription: "a perfect model: treatment equality",
      id: "treatment_equality_difference", rows: perfect,
      expected: .undefined("a has no false alarms, too few for a ratio of misses to false alarms")),
  ]

  @Test(arguments: table)
  func `the edge is told, never 0 or 1`(edge: Case) throws {
    let disparity = try #require(DisparityCatalog.all.first { $0.id == edge.id })
    let result = edge.rows.measure(disparity, policy: GroupPolicy())[0]
    switch edge.expected {
    case .undefined(let reason):
      #expect(result.candidate == .undefined(reason))
    case .gap(let reason):
      #expect(result.unmeasured.contains(reason), "\(result.unmeasured)")
      let estimate = try #require(result.candidate.estimate)
      // What is measured is parity, so the number itself fails nothing.
      #expect(estimate.value == (disparity.contrast == .ratio ? 1 : 0))
    case .parity:
      let estimate = try #require(result.candidate.estimate)
      #expect(result.unmeasured.isEmpty)
      #expect(estimate.value == 0 && estimate.low == 0)
      let high = try #require(estimate.high)
      #expect(high > 0 && high < 0.03, "\(high)")
    }
  }

  /// Aequitas caps infinite disparities at 10 and calls 0 / 0 parity unknown.
  @Test func `a reference group that selects nobody has no multiple`() throws {
    let disparity = try #require(DisparityCatalog.all.first { $0.id == "disparate_impact" })
    let rows = Self.rows([
      ("a", 1, 0.1, 100), ("a", 0, 0.1, 100), ("b", 1, 0.9, 100), ("b", 0, 0.1, 100),
    ])
    let result = rows.measure(disparity, policy: GroupPolicy().with(reference: "a"))[0]
    #expect(
      result.candidate
        == .undefined("the selection rate of a is 0, so nothing is a ratio of it"))
  }

  /// Six hits, four misses, nine false alarms and 81 rightly left: Responsible AI's error analysis gives a false
  /// negative rate of 0.047 or 0.6, Aequitas's test of the false positive rate counts called positives.
  @Test func `rates are of their own denominators`() throws {
    let group: [(UInt8, Double, Int)] = [(1, 0.9, 6), (1, 0.1, 4), (0, 0.9, 9), (0, 0.1, 81)]
    let rows = Self.rows(
      ["a", "b"].flatMap { name in group.map { (name, $0.0, $0.1, $0.2) } })
    let expected: [(GroupStatistic, Double, Int)] = [
      (.falseNegativeRate, 0.4, 10), (.falsePositiveRate, 0.1, 90), (.selectionRate, 0.15, 100),
      (.falseDiscoveryRate, 0.6, 15), (.falseOmissionRate, 4.0 / 85, 85),
    ]
    let disparity = try #require(DisparityCatalog.all.first { $0.source == .decisions })
    for (statistic, rate, count) in expected {
      let row = DisparityComparison(
        alpha: 0.05, policy: GroupPolicy(), codes: rows.codes, sums: rows.sums(disparity),
        hasBaseline: false
      ).table(statistic, of: disparity).rows[0]
      let candidate = try #require(row.candidate)
      #expect((candidate.value - rate).magnitude < 1e-15, "\(statistic.id)")
      #expect(row.denominator == count)
      // Wilson's limits, of the true denominator and with all digits.
      let wilson = ProportionInterval.wilson(share: rate, count: Double(count), alpha: 0.05)
      #expect(((candidate.low ?? 0) - wilson.low).magnitude < 1e-12)
    }
  }

  @Test func `a rate without a denominator is nothing, not NaN`() throws {
    let disparity = try #require(DisparityCatalog.all.first { $0.source == .decisions })
    let rows = Self.onlyNegatives
    let table = DisparityComparison(
      alpha: 0.05, policy: GroupPolicy(), codes: rows.codes, sums: rows.sums(disparity),
      hasBaseline: false
    ).table(.truePositiveRate, of: disparity)
    #expect(table.rows.map { $0.candidate?.value } == [1, 1, nil])
    #expect(table.rows.map(\.denominator) == [400, 400, 0])
  }

  @Test func `rows without a value are a group that is shown and not judged`() throws {
    let rows = Self.rows([
      ("a", 1, 0.9, 50), ("a", 0, 0.1, 50), ("b", 1, 0.9, 50), ("b", 0, 0.1, 50),
      (GroupCodes.unknown, 0, 0.9, 50),
    ])
    let disparity = try #require(
      DisparityCatalog.all.first { $0.id == "demographic_parity_difference" })
    #expect(rows.measure(disparity, policy: GroupPolicy())[0].candidate.estimate?.value == 0)
    var policy = GroupPolicy()
    policy.judgesUnknown = true
    #expect(rows.measure(disparity, policy: policy)[0].candidate.estimate?.value == 0.5)
  }

  @Test func `small groups are left out, required ones are not`() throws {
    let rows = Self.rows([
      ("a", 1, 0.9, 50), ("a", 0, 0.1, 50), ("b", 1, 0.9, 50), ("b", 0, 0.1, 50),
      ("tiny", 0, 0.9, 8),
    ])
    let disparity = try #require(
      DisparityCatalog.all.first { $0.id == "demographic_parity_difference" })
    var policy = GroupPolicy()
    let plain = rows.measure(disparity, policy: policy)[0]
    #expect(plain.candidate.estimate?.value == 0 && plain.unmeasured.isEmpty)
    policy.required = ["tiny", "absent"]
    let strict = rows.measure(disparity, policy: policy)[0]
    #expect(
      strict.unmeasured == [
        "the required group 'absent' has no row",
        "tiny has 8 rows, too few for a selection rate",
      ])
  }

  @Test func `a group of weight 0 is no group`() throws {
    var rows = Self.rows([
      ("a", 1, 0.9, 50), ("a", 0, 0.1, 50), ("b", 1, 0.9, 50), ("b", 0, 0.1, 50),
      ("z", 0, 0.9, 50),
    ])
    rows.weights = rows.groups.map { $0 == "z" ? 0 : 1 }
    for disparity in DisparityCatalog.all where !disparity.isSigned && disparity.isOfBoth {
      let result = rows.measure(disparity)[0]
      let without = rows.selecting(rows.groups.indices.filter { rows.groups[$0] != "z" })
        .measure(disparity)[0]
      #expect(result.candidate.estimate?.value == without.candidate.estimate?.value)
    }
  }
}
