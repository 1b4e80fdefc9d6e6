import Checks
import Findings
import Testing

@testable import Gate

/// Bounds and margins that no number could violate, or none could meet: errors outside of a number's range,
/// notes at its edge, for every check of the catalogue.
@Suite struct BoundRangeTests {
  /// What the plan of one entry says; nil where it is refused.
  private static func plan(
    _ kind: CheckKind, _ conditions: String, gate: String = ""
  ) throws -> Result<(notes: [Report.Note], count: Int), GateError> {
    // The options that the entry must give, without the example's condition.
    let given = kind.options.filter { $0.defaultText == nil }
      .map { "\($0.name): \($0.exampleText), " }.joined()
    let extra = kind.id == "monotone" ? "increasing: [income], " : ""
    let configuration = try ConfigurationReader.read(
      """
      task: \((kind.task ?? .binary).rawValue)
      models: {candidate: new.json, baseline: old.json}
      data: {evaluation: t.csv, reference: r.csv, label: y, query: q, protected: [sex]}
      suites:
        s:
          - \(kind.id): {\(given)\(extra)\(conditions)}
      \(gate)
      """, file: "tollgate.yml")
    return Result { () throws(GateError) in
      let plan = try Plan(configuration, task: kind.task, slices: [], only: [])
      return (
        plan.boundRemarks(configuration).notes.map { $0.note(in: "tollgate.yml") },
        plan.entries.count
      )
    }
  }

  private static func kind(_ id: String, _ task: TaskKind = .binary) throws -> CheckKind {
    try #require(CheckCatalog.kinds(id).first { $0.task == task })
  }

  private static func text(_ number: Double) -> String { NumberStyle.ascii.short(number) }

  @Test func `every share has a range, and numbers without one are known`() {
    for kind in CheckCatalog.all where !["mape", "wape"].contains(kind.id) {
      if kind.unit == "rate", kind.id != "regressed_slices", !kind.id.hasSuffix("slices") {
        #expect(kind.range.lowerBound.isFinite && kind.range.upperBound.isFinite, "\(kind.id)")
      }
    }
    let unlimited = Set(
      CheckCatalog.all.filter {
        $0.range.lowerBound.isInfinite && $0.range.upperBound.isInfinite
      }.map(\.id))
    #expect(
      unlimited == ["expected_cost", "mean_error", "permutation_importance", "regressed_slices"],
      "\(unlimited.sorted())")
  }

  @Test func `outside of the range is an error with its place, whatever the check`() throws {
    var tried = 0
    for kind in CheckCatalog.all {
      var conditions: [String] = []
      if kind.range.upperBound.isFinite {
        conditions += [
          "max: \(Self.text(kind.range.upperBound + 4))",
          "min: \(Self.text(kind.range.upperBound + 4))",
        ]
      }
      if kind.range.lowerBound.isFinite {
        conditions += [
          "min: \(Self.text(kind.range.lowerBound - 1))",
          "max: \(Self.text(kind.range.lowerBound - 1))",
        ]
      }
      if case .compared = kind.baseline, kind.range.isFinite {
        conditions.append(
          "max_change: \(Self.text(2 * (kind.range.upperBound - kind.range.lowerBound)))")
        if kind.direction != .none {
          conditions += ["max_regression: 50", "min_improvement: 50"]
        }
      }
      for condition in conditions {
        tried += 1
        guard case .failure(let error) = try Self.plan(kind, condition) else {
          Issue.record("\(kind.place) \(condition) is taken")
          continue
        }
        #expect(error.exitCode == .usage)
        #expect(error.message.contains("tollgate.yml:6:"), "\(error.message)")
        #expect(error.message.contains("can never "), "\(error.message)")
      }
    }
    #expect(tried > 600, "\(tried)")
  }

  @Test func `at the edge of the range a note says so, whatever the check`() throws {
    for kind in CheckCatalog.all {
      var conditions: [String] = []
      if kind.range.upperBound.isFinite {
        conditions.append("max: \(Self.text(kind.range.upperBound))")
      }
      if kind.range.lowerBound.isFinite {
        conditions.append("min: \(Self.text(kind.range.lowerBound))")
      }
      if case .compared = kind.baseline, kind.range.isFinite {
        conditions.append("max_change: \(Self.text(kind.range.upperBound - kind.range.lowerBound))")
      }
      for condition in conditions {
        let notes = try Self.plan(kind, condition).get().notes
        #expect(
          notes.count == 1 && notes.allSatisfy(\.isMarked), "\(kind.place) \(condition) \(notes)")
        #expect(notes.allSatisfy { $0.text.contains("can never fail") }, "\(notes)")
        #expect(notes.allSatisfy { $0.text.hasPrefix("tollgate.yml:6: ") }, "\(notes)")
      }
    }
  }

  @Test func `examples of the catalogue get no remark`() throws {
    for kind in CheckCatalog.all {
      let configuration = try ConfigurationReader.read(
        """
        task: \((kind.task ?? .binary).rawValue)
        models: {candidate: new.json, baseline: old.json}
        data: {evaluation: t.csv, reference: r.csv, label: y, query: q, protected: [sex]}
        suites: {s: [\(kind.exampleEntry)]}
        """, file: "tollgate.yml")
      let plan = try Plan(configuration, task: kind.task, slices: [], only: [])
      #expect(plan.boundRemarks(configuration).isEmpty, "\(kind.exampleEntry)")
    }
  }

  @Test(arguments: [
    ("recall", "max_regression: 5", "'5pp' or '5%' may be meant"),
    ("recall", "min: 90", "'90%' may be meant"),
    ("recall", "min: -1", "can never fail: recall is from 0 to 1"),
    ("recall", "max: 5", "'5%' may be meant"),
    ("recall", "min: 101%", "can never hold"),
    ("recall", "max_regression: 120pp", "no two numbers of it are further apart than 1"),
    ("recall", "max_regression: 150%", "cannot fall by more than all of the baseline's value"),
    ("log_loss", "min_improvement: 150%", "can never hold"),
    ("log_loss", "max: -0.1", "can never hold: log_loss is never below 0"),
    ("demographic_parity_ratio", "min: 80", "'80%' may be meant"),
    ("negative_flips", "max: 2", "'2%' may be meant"),
    ("regressed_slices", "max: 5", "regressed_slices is from -1 to 1"),
    ("attribute_from_score", "max: 0.4", "attribute_from_score is from 0.5 to 1"),
    ("matthews_correlation", "max_regression: 3", "further apart than 2"),
  ])
  func `a wrong number names the likely one`(id: String, condition: String, hint: String) throws {
    let id = CheckCatalog.ids.contains(id) ? id : "mcc"
    guard case .failure(let error) = try Self.plan(try Self.kind(id), condition) else {
      Issue.record("\(condition) is taken")
      return
    }
    #expect(error.message.contains(hint), "\(error.message)")
  }

  @Test(arguments: [
    ("recall", "min: 0", "can never fail"),
    ("recall", "min: 1, judge: interval", "can hardly ever hold"),
    ("error_rate", "max: 0, judge: interval", "can hardly ever hold"),
    ("recall", "max_regression: 0.5", "half of all that can be"),
    ("recall", "max_regression: 0", "alike on every row alone"),
    ("recall", "max_regression: 100%", "can never fail"),
    ("recall", "max_regression: 60%", "half of the baseline's value or more"),
    ("log_loss", "max_regression: 5", "is wide"),
    ("log_loss", "max_regression: 5pp", "is no share"),
    ("log_loss", "max: 40%", "is no share"),
    ("log_loss", "max_regression: 200%", "as much as the whole"),
    ("permutation_importance", "max_share: 1", "'max_share: 1' can never fail"),
    ("dominant_feature", "share: 1, auc: 1", "can never fail"),
    ("proxy_load", "dependence: 1", "finds no proxy"),
    ("weak_slices", "tau: 1", "finds no slice"),
  ])
  func `what is improbable is told`(id: String, condition: String, text: String) throws {
    let notes = try Self.plan(try Self.kind(id), condition).get().notes
    #expect(notes.count == 1 && notes[0].text.contains(text), "\(notes)")
  }

  @Test(arguments: [
    ("recall", "min: 0.9, max_regression: 1pp"), ("recall", "min: 1"),
    ("recall", "max_regression: 5%"),
    ("error_rate", "max: 0"), ("attribute_flip", "max: 0"), ("monotone", "max: 0"),
    ("negative_flips", "max: 0"), ("recall", "max_regression: 0, prove: harm"),
    ("log_loss", "max: 0.35, max_regression: 2%"), ("regressed_slices", "max: 0"),
    ("regressed_slices", "loss: log_loss, max: 5"),
  ])
  func `what can be meant is not remarked on`(id: String, condition: String) throws {
    #expect(try Self.plan(try Self.kind(id), condition).get().notes == [])
  }

  @Test(arguments: [
    ("5", "is no number of it", true), ("70", "'0.7' may be meant", true),
    ("-300pp", "is no change of it", true), ("0", "accepts any number", false),
    ("-100pp", "accepts any change", false), ("-60pp", "half of all that can be lost", false),
    ("3pp", "'-3pp' may be meant", false), ("70%", "'-70%' may be meant", false),
  ])
  func `the limit of a waiver is a number of what it waives`(
    limit: String, text: String, isError: Bool
  ) throws {
    let waivers =
      "waivers: [{finding: 's/recall*', reason: R, owner: o, expires: 2027-01-31, down_to: \(limit)}]"
    switch try Self.plan(try Self.kind("recall"), "min: 0.8", gate: waivers) {
    case .failure(let error):
      #expect(isError && error.message.contains(text), "\(error.message)")
      #expect(error.message.contains("tollgate.yml:7:"), "\(error.message)")
    case .success(let plan):
      #expect(
        !isError && plan.notes.count == 1 && plan.notes[0].text.contains(text), "\(plan.notes)")
    }
    for sound in ["0.7", "-3pp", "-5%"] {
      let waivers = waivers.replacing("down_to: \(limit)", with: "down_to: \(sound)")
      #expect(try Self.plan(try Self.kind("recall"), "min: 0.8", gate: waivers).get().notes == [])
    }
  }
}

extension ClosedRange<Double> {
  fileprivate var isFinite: Bool { lowerBound.isFinite && upperBound.isFinite }
}
