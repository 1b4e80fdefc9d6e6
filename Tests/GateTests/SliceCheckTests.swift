import Checks
import Findings
import Kernels
import Metrics
import Tabular
import Testing

/// Searched slices as checks: what is planted is found and named, and nothing depends on threads or order.
@Suite struct SliceCheckTests {
  /// Rows with two text columns and a number; `harm` decides how often the candidate breaks a row.
  struct Sample: Sendable {
    let table: Table
    let labels: [UInt8]
    let candidate: [UInt8]
    let baseline: [UInt8]

    private init(_ table: Table, like other: Sample) {
      self.table = table
      (labels, candidate, baseline) = (other.labels, other.candidate, other.baseline)
    }

    /// The same answers beside other columns.
    func replacing(_ table: Table) -> Sample { Sample(table, like: self) }

    init(
      _ rows: Int, seed: UInt64, harm: (_ plan: String, _ age: Double) -> Double,
      weakness: (_ plan: String, _ age: Double) -> Double = { _, _ in 0.1 }
    ) {
      var generator = SeededGenerator(seed: seed)
      func unit() -> Double { Double.random(in: 0..<1, using: &generator) }
      let plans = ["free", "shared", "deductible"]
      var (codes, ages, sexes): ([Int32], [Double], [Int32]) = ([], [], [])
      var (labels, candidate, baseline): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
      for _ in 0..<rows {
        codes.append(Int32(unit() * 3))
        ages.append((unit() * 60).rounded() + 20)
        sexes.append(Int32(unit() * 2))
        labels.append(unit() < 0.5 ? 1 : 0)
        let (plan, age) = (plans[Int(codes[codes.count - 1])], ages[ages.count - 1])
        let wasWrong = unit() < weakness(plan, age)
        let flips = unit() < (wasWrong ? 0.2 : 0.02)
        let breaks = unit() < harm(plan, age)
        let truth = labels[labels.count - 1]
        baseline.append(wasWrong ? 1 - truth : truth)
        candidate.append((wasWrong != flips) || breaks ? 1 - truth : truth)
      }
      table = Table(columns: [
        Column(name: "plan", values: .categorical(codes: codes, levels: Levels(plans))),
        Column(name: "age", values: .numeric(ages)),
        Column(name: "sex", values: .categorical(codes: sexes, levels: Levels(["f", "m"]))),
      ])
      (self.labels, self.candidate, self.baseline) = (labels, candidate, baseline)
    }
  }

  static func measure(
    _ id: String, _ sample: Sample, _ options: [(String, String)] = [], rows: [Int]? = nil,
    hasBaseline: Bool = true, threads: Int = 2, weights: [Double]? = nil, seed: UInt64 = 0
  ) throws -> [Measurement] {
    let kind = try #require(CheckCatalog.kinds(id).first { $0.task == .binary })
    var reader = OptionReader(
      options.map { OptionReader.Entry(name: $0.0, text: $0.1, line: 1, column: 1) })
    let check = try kind.make(&reader)
    try reader.finish(check: id, common: [])
    let rows = (rows ?? Array(sample.labels.indices)).map { Int32($0) }
    func outcomes(_ decisions: [UInt8]) -> Result<Outcomes, Unavailable> {
      .success(
        .binary(
          BinaryOutcomes(
            labels: rows.map { sample.labels[Int($0)] }, scores: [], scoresAreProbabilities: false,
            decisions: rows.map { decisions[Int($0)] },
            weights: weights.map { weights in rows.map { weights[Int($0)] } }, threshold: 0.5,
            descending: [])))
    }
    let keys = sample.table.rowKeys(id: nil, parallel: Parallel(threads: threads))
    var literals: [LiteralRequest: LiteralTable] = [:]
    for case .literals(let request) in check.keys {
      let columns = sample.table.columns.map { column in
        LiteralColumn(column, bins: request.bins, levels: request.levels, reference: nil)
          .selecting(rows)
      }
      literals[request] = LiteralTable(columns: columns, keys: rows.map { keys[Int($0)] })
    }
    var models: [Role: Result<Outcomes, Unavailable>] = [.candidate: outcomes(sample.candidate)]
    if hasBaseline { models[.baseline] = outcomes(sample.baseline) }
    return try check.measure(
      on: Evidence(outcomes: models, literals: literals),
      settings: MeasureSettings(alpha: 0.05, seed: seed, parallel: Parallel(threads: threads)))
  }

  private static let harmed = Sample(6000, seed: 1) { plan, age in
    plan == "deductible" && age < 32 ? 0.3 : 0
  }

  /// Redraws take their time in a debug build.
  private static let small = Sample(1200, seed: 4) { plan, _ in plan == "shared" ? 0.2 : 0 }

  @Test(arguments: ["split", "max_t"])
  func `a planted regression is found and named`(inference: String) throws {
    let found = try Self.measure(
      "regressed_slices", Self.harmed, [("inference", inference), ("bins", "4")])
    let first = try #require(found.first)
    let name = try #require(first.subject.slice)
    #expect(name == "age<36 & plan=deductible")
    let estimate = try #require(first.candidate.estimate)
    #expect(estimate.value > 0.12 && estimate.value < 0.35)
    let low = try #require(estimate.low)
    #expect(low > 0.01)
    #expect(first.detail["inference"] == .string(inference))
    // Half of the rows are measured in a split, all of them else.
    let rows = inference == "split" ? 150...350 : 400...600
    #expect(rows.contains(estimate.rows), "\(estimate.rows)")
  }

  @Test(arguments: ["split", "max_t"])
  func `equal models have no regressed slice and still give a number`(inference: String) throws {
    let null = Sample(1500, seed: 3, harm: { _, _ in 0 }, weakness: { _, _ in 0.11 })
    let found = try Self.measure("regressed_slices", null, [("inference", inference)])
    #expect(found.count == 1)
    #expect(found[0].subject.slice == nil)
    #expect(found[0].candidate.estimate?.low ?? 1 <= 0.01)
  }

  @Test(arguments: ["regressed_slices", "weak_slices"], ["split", "max_t"])
  func `threads and the order of the rows change nothing`(id: String, inference: String) throws {
    let options = [("inference", inference)]
    let sample = inference == "split" ? Self.harmed : Self.small
    let found = try Self.measure(id, sample, options, threads: 1)
    let again = try Self.measure(id, sample, options, threads: 3)
    #expect(again == found)
    var generator = SeededGenerator(seed: 11)
    let rows = sample.labels.indices.shuffled(using: &generator)
    let shuffled = try Self.measure(id, sample, options, rows: rows)
    #expect(shuffled.map(\.subject) == found.map(\.subject))
    for (one, other) in zip(found, shuffled) {
      let (a, b) = (try #require(one.candidate.estimate), try #require(other.candidate.estimate))
      #expect((a.value - b.value).magnitude < 1e-12 && a.rows == b.rows)
      #expect(((a.low ?? 0) - (b.low ?? 0)).magnitude < 1e-12)
    }
  }

  @Test func `weak slices are new, inherited or fixed`() throws {
    // The baseline is weak on free and old, the candidate repairs nothing and breaks the deductible.
    let sample = Sample(
      12_000, seed: 5, harm: { plan, _ in plan == "deductible" ? 0.25 : 0 },
      weakness: { plan, age in plan == "free" && age >= 60 ? 0.5 : 0.1 })
    let found = try Self.measure("weak_slices", sample)
    func state(_ prefix: String) -> JSONValue? {
      found.first { $0.subject.slice?.contains(prefix) ?? false }?.detail["state"]
    }
    #expect(state("plan=free") == .string("inherited"))
    #expect(state("plan=deductible") == .string("new"))
    let alone = try Self.measure("weak_slices", sample, hasBaseline: false)
    #expect(alone.allSatisfy { $0.baseline == nil && $0.detail["state"] == .string("weak") })
    let names = alone.compactMap(\.subject.slice)
    #expect(names.contains("plan=deductible"), "\(names)")
    // All old rows lose more than the mean, and only those of one plan are at fault.
    #expect(names.contains { $0.contains("plan=free") }, "\(names)")
    #expect(!names.contains { $0.hasPrefix("age>=") && !$0.contains("&") }, "\(names)")
  }

  @Test func `a slice that the candidate repairs is fixed`() throws {
    let sample = Sample(
      8000, seed: 6, harm: { _, _ in 0 },
      weakness: { plan, _ in plan == "shared" ? 0.4 : 0.05 })
    let repaired = Repaired(sample, plan: 1)
    let found = try Self.measure("weak_slices", repaired.sample)
    let fixed = found.filter { $0.detail["state"] == .string("fixed") }
    #expect(fixed.contains { $0.subject.slice == "plan=shared" })
  }

  /// A sample whose candidate is right on all rows of one plan.
  struct Repaired {
    let sample: Sample
    init(_ sample: Sample, plan: Int32) {
      guard case .categorical(let codes, _) = sample.table.columns[0].values else {
        self.sample = sample
        return
      }
      self.sample = Sample(
        table: sample.table, labels: sample.labels,
        candidate: sample.labels.indices.map {
          codes[$0] == plan ? sample.labels[$0] : sample.baseline[$0]
        }, baseline: sample.baseline)
    }
  }

  @Test func `rows of weight 0 are absent and equal weights are none`() throws {
    let sample = Self.small
    let plain = try Self.measure("regressed_slices", sample, [("inference", "max_t")])
    let equal = try Self.measure(
      "regressed_slices", sample, [("inference", "max_t")],
      weights: [Double](repeating: 2, count: sample.labels.count))
    #expect(plain.map(\.subject) == equal.map(\.subject))
    for (one, other) in zip(plain, equal) {
      let (a, b) = (try #require(one.candidate.estimate), try #require(other.candidate.estimate))
      #expect((a.value - b.value).magnitude < 1e-12)
      #expect(((a.low ?? 0) - (b.low ?? 0)).magnitude < 1e-9)
    }
    let halves = sample.labels.indices.map { $0 < 800 ? 1.0 : 0 }
    let split = [("inference", "split")]
    let weighted = try Self.measure("regressed_slices", sample, split, weights: halves)
    let fewer = try Self.measure("regressed_slices", sample, split, rows: Array(0..<800))
    #expect(weighted.map(\.subject) == fewer.map(\.subject))
    #expect(
      weighted.map { $0.candidate.estimate?.rows } == fewer.map { $0.candidate.estimate?.rows })
  }

  @Test func `constant columns and too few rows give a number or a reason`() throws {
    let sample = Sample(40, seed: 2, harm: { _, _ in 0.2 })
    let few = try Self.measure("regressed_slices", sample)
    #expect(few.count == 1 && few[0].candidate.estimate == nil)
    let enough = try Self.measure("regressed_slices", sample, [("min_rows", "5")])
    #expect(enough.allSatisfy { $0.candidate.estimate != nil })
    let none = try Self.measure("weak_slices", sample, weights: [Double](repeating: 0, count: 40))
    #expect(none.count == 1 && none[0].candidate.estimate == nil)
  }

  private static let refusals: [([(String, String)], String)] = [
    (
      [("loss", "eror")],
      "'loss' is 'eror'; it may be error, log_loss, brier; did you mean 'error'?"
    ),
    ([("depth", "4")], "'depth' must be a whole number from 1 to 3, not '4'"),
    ([("alpha", "0")], "'alpha' must be a number from 0.01 to 1.0, not '0'"),
    ([("columns", "")], "'columns' must be a list of distinct texts"),
    (
      [("depht", "2")],
      "unknown key 'depht' of check 'weak_slices'; did you mean 'depth'?"
    ),
  ]

  @Test(arguments: refusals)
  func `an option that does not fit is one sentence`(
    options: [(String, String)], message: String
  ) {
    let error = #expect(throws: OptionError.self) {
      try Self.measure("weak_slices", Self.harmed, options)
    }
    #expect(error?.message == message)
  }
}

extension SliceCheckTests.Sample {
  init(table: Table, labels: [UInt8], candidate: [UInt8], baseline: [UInt8]) {
    (self.table, self.labels) = (table, labels)
    (self.candidate, self.baseline) = (candidate, baseline)
  }
}
