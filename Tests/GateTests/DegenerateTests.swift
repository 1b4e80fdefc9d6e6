import Checks
import Findings
import FoundationEssentials
import Kernels
import Metrics
import Statistics
import Testing

@testable import Gate
@testable import Judging

/// Tables on which statistics have nothing to go by: every check of the catalogue on every one of them under
/// every condition, against the committed table `Fixtures/degenerate.tsv` and the rules it must obey.
///
/// `RECORD_GOLDENS=1 swift test --filter DegenerateTests` writes the table anew; read the difference.
@Suite struct DegenerateTests {
  /// A line of the table: what one check says in one situation.
  struct Line: Sendable {
    let kind: CheckKind
    let situation: Situation
    let measurements: [Measurement]

    /// The outcome of each condition of ``DegenerateTests/conditions`` on the first measurement.
    var outcomes: [Outcome] { judged.map(\.outcome) }

    var judged: [JudgedCondition] {
      guard let first = measurements.first else { return [] }
      let judge = Judge(alpha: 0.05, name: kind.id)
      return DegenerateTests.conditions.map { judge.judge($0, first).reserved(for: first) }
    }

    var text: String {
      let first = measurements.first
      let value: String
      switch first?.candidate {
      case .number(let estimate)?:
        let numbers = [estimate.low, estimate.value, estimate.high].map { number in
          // What is 0 but for rounding.
          number.map { NumberStyle.ascii.number($0.magnitude < 1e-12 ? 0 : $0) } ?? "-"
        }
        value = "\(numbers[1]) [\(numbers[0]), \(numbers[2])] of \(estimate.rows)"
      case .undefined(let reason)?: value = "undefined: \(reason)"
      case nil: value = "nothing"
      }
      let letters = outcomes.map { $0 == .inconclusive ? "?" : String($0.rawValue.prefix(1)) }
      return [
        kind.place, situation.rawValue, value, first?.difference?.method ?? "-",
        letters.joined(separator: " "),
      ].joined(separator: "\t")
    }
  }

  /// Thresholds on the estimate and on the interval, and the four comparisons.
  private static let conditions: [Condition] = {
    func condition(
      _ kind: Condition.Kind, _ value: Double, _ judge: Condition.Judge = .interval
    ) -> Condition {
      Condition(
        kind: kind, bound: Bound(value: value, unit: .absolute, text: "\(value)"), judge: judge)
    }
    return [
      condition(.min, 0.5, .point), condition(.max, 0.5, .point), condition(.min, 0.5),
      condition(.max, 0.5), condition(.maxRegression, 0.01), condition(.minImprovement, 0.01),
      condition(.maxChange, 0.01),
    ]
  }()

  private static let header =
    "check\tsituation\tcandidate\tdifference by\tmin, max on the estimate, min, max on the interval, "
    + "max_regression, min_improvement, max_change"

  static let lines: [Line] = CheckKind.measurable.flatMap { kind in
    Situation.allCases.compactMap { situation in
      situation.evidence(kind).flatMap { evidence in
        (try? kind.groupedExample().measure(
          on: evidence, settings: MeasureSettings(alpha: 0.05, seed: 1)))
          .map { Line(kind: kind, situation: situation, measurements: $0) }
      }
    }
  }

  @Test func `every check ends in the outcome of the table`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/degenerate.tsv")
    let made = ([Self.header] + Self.lines.map(\.text)).joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try Data(made.utf8).write(to: file)
    }
    let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    for (line, (new, old)) in zip(
      made.split(separator: "\n"), kept.split(separator: "\n")
    ).enumerated() where new != old {
      Issue.record("line \(line + 1): \(new)\n    was: \(old)")
    }
    #expect(made.utf8.count == kept.utf8.count)
  }

  @Test func `every check meets every situation of its task`() {
    #expect(Self.lines.count >= 1200, "\(Self.lines.count)")
    for line in Self.lines {
      #expect(!line.measurements.isEmpty, "\(line.text)")
      #expect(line.outcomes.count == 7)
    }
  }

  @Test func `what is undefined is inconclusive, and says why`() {
    for line in Self.lines {
      guard case .undefined(let reason)? = line.measurements.first?.candidate else { continue }
      #expect(!reason.isEmpty)
      for judged in line.judged {
        #expect(judged.outcome == .inconclusive, "\(line.text)")
        #expect(judged.reason == "\(line.kind.id) is undefined: \(reason)")
      }
    }
  }

  @Test func `without rows nothing is defined`() {
    for line in Self.lines where line.situation == .noRows || line.situation == .noWeight {
      #expect(line.measurements.first?.candidate.estimate == nil, "\(line.text)")
    }
  }

  @Test func `numbers are finite, and limits in order`() {
    func isInOrder(_ low: Double?, _ value: Double, _ high: Double?) -> Bool {
      let (low, high) = (low ?? value, high ?? value)
      return low.isFinite && high.isFinite && low <= value + 1e-12 && value <= high + 1e-12
    }
    for line in Self.lines {
      for measurement in line.measurements {
        for case .number(let estimate)? in [measurement.candidate, measurement.baseline] {
          #expect(isInOrder(estimate.low, estimate.value, estimate.high), "\(line.text)")
        }
        guard let difference = measurement.difference else { continue }
        #expect(isInOrder(difference.low, difference.value, difference.high), "\(line.text)")
        #expect((0...1).contains(difference.p ?? 0.5), "\(line.text)")
      }
    }
  }

  @Test func `identical models are no worse, no better and not different`() {
    for line in Self.lines where line.situation == .identical {
      guard case .compared = line.kind.baseline, let first = line.measurements.first,
        first.candidate.estimate != nil
      else { continue }
      #expect(first.difference == .identical, "\(line.text)")
      // What is not measured in a group or class is not shown to be alike either.
      let alike: [Outcome] =
        first.gap == nil ? [.passed, .failed, .passed] : [.inconclusive, .failed, .inconclusive]
      #expect(Array(line.outcomes.suffix(3)) == alike, "\(line.text)")
    }
  }

  @Test func `one or two rows decide no comparison of different models`() {
    for line in Self.lines where [.oneRow, .twoRows].contains(line.situation) {
      guard case .compared = line.kind.baseline,
        let difference = line.measurements.first?.difference,
        difference != .identical
      else { continue }
      #expect(line.outcomes.suffix(3).allSatisfy { $0 == .inconclusive }, "\(line.text)")
    }
  }

  @Test func `a comparison without an interval is inconclusive`() {
    for line in Self.lines {
      guard let difference = line.measurements.first?.difference, difference.low == nil else {
        continue
      }
      #expect(line.outcomes.suffix(3).allSatisfy { $0 == .inconclusive }, "\(line.text)")
    }
  }

  @Test func `areas, odds and shares of a class that is not there are undefined`() {
    let ofClasses = [
      "roc_auc", "gini", "ks_statistic", "partial_auc", "h_measure", "youden_j", "g_mean",
      "positive_likelihood_ratio", "negative_likelihood_ratio", "matthews_correlation",
      "balanced_accuracy",
    ]
    for line in Self.lines where line.kind.task == .binary {
      let isUndefined = line.measurements.first?.candidate.estimate == nil
      switch line.situation {
      case .onlyPositives where ofClasses.contains(line.kind.id),
        .onlyNegatives where ofClasses.contains(line.kind.id):
        #expect(isUndefined, "\(line.text)")
      case .onlyNegatives where ["recall", "average_precision"].contains(line.kind.id):
        #expect(isUndefined, "\(line.text)")
      case .onlyPositives where ["specificity", "false_positive_rate"].contains(line.kind.id):
        #expect(isUndefined, "\(line.text)")
      default: break
      }
    }
  }
}

/// A table that statistics have nothing to go by.
enum Situation: String, CaseIterable, Sendable {
  case noRows = "no rows"
  case noWeight = "weights of 0"
  case oneRow = "one row"
  case twoRows = "two rows"
  case threeRows = "three rows"
  case onlyPositives = "one class, the positive"
  case onlyNegatives = "one class, the negative"
  case tied = "all scores tied"
  case constant = "constant, another for each model"
  case perfect = "both perfect, not alike"
  case identical = "identical models"
  case constantDifference = "every row has the same difference"
  case opposite = "right where the other is wrong"
  case oneGroup = "all rows in one group"
  case unmeasuredGroup = "both perfect, a group without positives"

  /// Of 60 rows, of 12 queries of 5 rows, or of three groups of 30 rows; nil where the situation says nothing
  /// of the check.
  func evidence(_ kind: CheckKind) -> Evidence? {
    let keys = (try? kind.groupedExample().keys) ?? []
    let count = kind.comparesGroups ? 90 : 60
    let rows = CatalogueRows(task: kind.task ?? .binary, count: count)
    let unit = kind.task == .ranking ? CatalogueRows.rowsOfQuery : 1
    func first(_ units: Int) -> Evidence {
      rows.evidence(Array(0..<units * unit), keys: keys)
    }
    let all = rows.evidence(Array(0..<count), keys: keys)
    switch self {
    case .noRows: return first(0)
    case .noWeight:
      return rows.evidence(
        Array(0..<count), weights: CatalogueRows.Weights { _ in 0 }, keys: keys)
    case .oneRow: return first(1)
    case .twoRows: return first(2)
    case .threeRows: return first(3)
    case .onlyPositives, .onlyNegatives:
      guard kind.task != .regression else { return nil }
      return all.replacingOutcomes { _, outcomes in
        outcomes.ofOneClass(self == .onlyPositives ? 1 : 0)
      }
    case .oneGroup:
      guard kind.comparesGroups else { return nil }
      return rows.evidence((0..<count).filter { CatalogueRows.group($0) == 0 }, keys: keys)
    case .unmeasuredGroup:
      guard kind.comparesGroups else { return nil }
      return all.replacingOutcomes { role, outcomes in
        outcomes.withoutPositives { CatalogueRows.group($0) == 2 }?
          .replacing(.perfect, isCandidate: role == .candidate)
      }
    default: return all.replacingOutcomes { $1.replacing(self, isCandidate: $0 == .candidate) }
    }
  }
}

extension Evidence {
  fileprivate func replacingOutcomes(_ new: (Role, Outcomes) -> Outcomes?) -> Evidence? {
    var replaced: [Role: Result<Outcomes, Unavailable>] = [:]
    for role in [Role.candidate, .baseline] {
      guard case .success(let old)? = outcomes[role], let new = new(role, old) else { return nil }
      replaced[role] = .success(new)
    }
    return Evidence(
      outcomes: replaced, identity: identity, literals: literals, groups: groups)
  }
}

extension Outcomes {
  fileprivate func ofOneClass(_ label: Int) -> Outcomes? {
    switch self {
    case .binary(let rows): .of(rows, labels: rows.labels.map { _ in UInt8(label) }, rows.scores)
    case .multiclass(let rows):
      .multiclass(
        MulticlassOutcomes(
          classes: rows.classes, labels: rows.labels.map { _ in Int32(label) },
          probabilities: rows.probabilities, decisions: rows.decisions, weights: nil))
    case .regression: nil
    case .ranking(let rows):
      .ranking(
        RankingOutcomes(
          relevance: rows.relevance.map { _ in Double(label) }, scores: rows.scores,
          queries: rows.queries))
    }
  }

  /// The same with the label 0 where `isEmptied`; nil but for two classes.
  fileprivate func withoutPositives(_ isEmptied: (Int) -> Bool) -> Outcomes? {
    guard case .binary(let rows) = self else { return nil }
    return .of(
      rows, labels: rows.labels.enumerated().map { isEmptied($0) ? 0 : $1 }, rows.scores)
  }

  /// The other situations; nil where the task has no such thing.
  fileprivate func replacing(_ situation: Situation, isCandidate: Bool) -> Outcomes? {
    let side = isCandidate ? 1.0 : 0
    switch self {
    case .binary(let rows):
      let truth = rows.labels.map(Double.init)
      let scores: [Double]
      switch situation {
      case .tied: scores = truth.map { _ in 0.4 + 0.2 * side }
      case .constant: scores = truth.map { _ in 0.2 + 0.6 * side }
      case .perfect:
        scores = truth.enumerated().map { row, y in
          0.5 + (y - 0.5) * (0.3 + 0.3 * side + Double(row % 7) / 50)
        }
      case .identical: scores = rows.labels.indices.map { Double($0 * 7 % 17) / 17 }
      case .constantDifference: scores = truth.map { $0 == 1 ? 0.9 - 0.1 * side : 0.1 + 0.1 * side }
      case .opposite:
        scores = truth.enumerated().map { row, y in
          (row % 2 == 0) == isCandidate ? 0.2 + 0.6 * y : 0.8 - 0.6 * y
        }
      default: return nil
      }
      return .of(rows, labels: rows.labels, scores)
    case .multiclass(let rows):
      let count = rows.classes.count
      func outcomes(_ chosen: [Int32], _ sure: Double) -> Outcomes {
        .multiclass(
          MulticlassOutcomes(
            classes: rows.classes, labels: rows.labels,
            probabilities: (0..<count).map { k in
              chosen.map { Int($0) == k ? sure : (1 - sure) / Double(count - 1) }
            }, decisions: chosen, weights: nil))
      }
      switch situation {
      case .tied: return outcomes(rows.labels.map { _ in Int32(side) }, 1 / Double(count))
      case .constant: return outcomes(rows.labels.map { _ in Int32(side) }, 0.5)
      case .perfect: return outcomes(rows.labels, 0.6 + 0.3 * side)
      case .identical: return outcomes(rows.labels.map { ($0 * 5 + 1) % 3 }, 0.5)
      case .opposite:
        return outcomes(
          rows.labels.enumerated().map { ($0 % 2 == 0) == isCandidate ? $1 : ($1 + 1) % 3 }, 0.7)
      default: return nil
      }
    case .regression(let rows):
      let numbers: [Double]
      switch situation {
      case .constant, .tied: numbers = rows.labels.map { _ in 3 + side }
      case .perfect: numbers = rows.labels
      case .identical: numbers = rows.labels.enumerated().map { $1 + Double($0 % 5) }
      case .constantDifference: numbers = rows.labels.map { $0 + 1 + side }
      case .opposite:
        numbers = rows.labels.enumerated().map { ($0 % 2 == 0) == isCandidate ? $1 : $1 + 2 }
      default: return nil
      }
      return .regression(
        RegressionOutcomes(labels: rows.labels, predictions: numbers, weights: nil))
    case .ranking(let rows):
      let scores: [Double]
      switch situation {
      case .tied, .constant: scores = rows.scores.map { _ in side }
      case .perfect, .identical: scores = rows.relevance
      case .opposite:
        scores = rows.relevance.enumerated().map {
          (rows.queries.codes[$0] % 2 == 0) == isCandidate ? $1 : -$1
        }
      default: return nil
      }
      return .ranking(
        RankingOutcomes(relevance: rows.relevance, scores: scores, queries: rows.queries))
    }
  }

  private static func of(
    _ rows: BinaryOutcomes, labels: [UInt8], _ scores: [Double]
  ) -> Outcomes {
    .binary(
      BinaryOutcomes(
        labels: labels, scores: scores, scoresAreProbabilities: true,
        decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: nil, threshold: 0.5,
        descending: DescendingOrder.positions(of: scores)))
  }
}
