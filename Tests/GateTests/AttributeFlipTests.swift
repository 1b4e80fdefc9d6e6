import Checks
import Findings
import FoundationEssentials
import Kernels
import Metrics
import Models
import Statistics
import Tabular
import Testing

/// Attributes set to other values: shares and moves as numpy has them, and every case that has no number.
@Suite struct AttributeFlipTests {
  // MARK: numpy

  @Test func `flips and moves are numpy's, for both models and paired`() throws {
    let reference = try AskedReference.read()
    let evidence = try reference.evidence()
    for expected in reference.cases {
      let asked: [(String, KeyPath<AskedReference.Answer, Double>)] = [
        ("attribute_flip", \.flip), ("attribute_score_change", \.change),
      ]
      for (id, pick) in asked {
        let measured = try measure(
          id, [expected.attribute], values: expected.named, evidence: evidence)[0]
        let own = try #require(measured.candidate.estimate)
        let base = try #require(measured.baseline?.estimate)
        #expect(abs(own.value - expected.candidate[keyPath: pick]) < 1e-9, "\(expected.attribute)")
        #expect(abs(base.value - expected.baseline[keyPath: pick]) < 1e-9, "\(expected.attribute)")
        #expect(own.rows == 150)
        let difference = try #require(measured.difference)
        #expect(abs(difference.value - own.value + base.value) < 1e-12)
        let (low, high) = (try #require(difference.low), try #require(difference.high))
        #expect(low < difference.value && difference.value < high)
        guard case .array(let values)? = measured.detail["values"] else {
          Issue.record("no values")
          continue
        }
        #expect(values.count == expected.values.count, "\(expected.attribute)")
      }
    }
  }

  @Test func `limits are Wilson's and Newcombe's`() throws {
    let reference = try AskedReference.read()
    let measured = try measure("attribute_flip", ["group"], evidence: reference.evidence())[0]
    let own = try #require(measured.candidate.estimate)
    let wilson = ProportionInterval.wilson(share: own.value, count: 150, alpha: 0.05)
    #expect(own.low == wilson.low && own.high == wilson.high)
    #expect(measured.difference?.method == "McNemar mid-p, Newcombe interval")
  }

  @Test func `what no split reads is exactly 0 and says so`() throws {
    let reference = try AskedReference.read()
    for id in ["attribute_flip", "attribute_score_change"] {
      let measured = try measure(id, ["constant"], evidence: reference.evidence())[0]
      #expect(measured.candidate == .number(Estimate(value: 0, low: 0, high: 0, rows: 150)))
      #expect(measured.difference == .identical)
      #expect(
        measured.detail["note"]
          == .string("the model does not read 'constant', so no answer depends on it"))
    }
  }

  // MARK: by hand

  /// Six rows: men are let in from 3 on, women and others from 5 on.
  private static let hand = Table(columns: [
    Column(
      name: "sex",
      values: .categorical(codes: [1, 0, 1, 0, -1, 1], levels: Levels(["m", "f", "unused"]))),
    Column(name: "points", values: .numeric([1, 3, 4, 6, 4, 5])),
    Column(name: "same", values: .boolean([1, 1, 1, 1, -1, 1])),
    Column(name: "empty", values: .numeric([Double](repeating: .nan, count: 6))),
  ])

  @Test func `a row without a value is set to each like any other`() throws {
    let evidence = try byHand()
    let measured = try measure("attribute_flip", ["sex"], evidence: evidence)[0]
    // Points of 3 and 4 are in for men alone: rows 1, 2 and 4.
    #expect(measured.candidate.estimate?.value == 0.5)
    #expect(
      measured.statement
        == "50.0% of rows are decided otherwise with another 'sex': 33.3% are called positive as f, "
        + "83.3% as m")
    #expect(measured.detail["evidence"] == .string("scores with each value"))
    let moved = try measure("attribute_score_change", ["sex"], evidence: evidence)[0]
    #expect(abs((moved.candidate.estimate?.value ?? 0) - 0.2) < 1e-12)
  }

  @Test func `rows of weight 0 are absent, and a frequency is so many rows`() throws {
    let weighted = try measure(
      "attribute_flip", ["sex"], evidence: byHand(weights: [1, 2, 0, 1, 0, 1]))[0]
    let estimate = try #require(weighted.candidate.estimate)
    #expect(estimate.value == 2 / 5 && estimate.rows == 5)
    // All that are there are men.
    let oneLevel = try measure(
      "attribute_flip", ["sex"], evidence: byHand(weights: [0, 1, 0, 1, 1, 0]))[0]
    #expect(
      oneLevel.candidate
        == .undefined("every row that has 'sex' has m, so there is no other value to set"))
  }

  @Test func `a model of unknown inside that never flips has an upper limit`() throws {
    let evidence = try byHand(gap: 0)
    let measured = try measure("attribute_flip", ["sex"], evidence: evidence)[0]
    let estimate = try #require(measured.candidate.estimate)
    #expect(estimate.value == 0 && estimate.low == 0 && (estimate.high ?? 0) > 0.2)
    #expect(measured.statement == "no row is decided otherwise with another 'sex'")
  }

  @Test func `the order of rows and threads change nothing`() throws {
    let reference = try AskedReference.read()
    let plain = try measure("attribute_flip", ["age"], evidence: reference.evidence())
    let order = reference.labels.indices.sorted { ($0 * 7 % 150, $0) < ($1 * 7 % 150, $1) }
    let turned = reference.selecting(order)
    let other = try measure("attribute_flip", ["age"], evidence: turned.evidence(), threads: 1)
    #expect(plain.map(\.candidate) == other.map(\.candidate))
    #expect(plain.map(\.difference) == other.map(\.difference))
    #expect(plain.map(\.detail) == other.map(\.detail))
  }

  private static let undefined: [(attribute: String, values: [String]?, reason: String)] = [
    ("sec", nil, "the data have no column 'sec'; did you mean 'sex'?"),
    ("same", nil, "every row that has 'same' has true, so there is no other value to set"),
    ("empty", nil, "no row has a value of 'empty'"),
    ("sex", ["m", "female"], "no row has 'female' for 'sex'"),
    ("sex", ["m", "unused"], "no row has 'unused' for 'sex'"),
  ]

  @Test(arguments: undefined)
  func `what cannot be set is told`(attribute: String, values: [String]?, reason: String) throws {
    let measured = try measure("attribute_flip", [attribute], values: values, evidence: byHand())[0]
    #expect(measured.candidate == .undefined(reason))
    #expect(measured.difference == nil)
  }

  @Test func `a column that no model sees is 0`() throws {
    let measured = try measure("attribute_flip", ["id"], evidence: byHand())[0]
    #expect(measured.candidate == .number(Estimate(value: 0, low: 0, high: 0, rows: 6)))
    #expect(
      measured.detail["note"] == .string("no model of the gate gets to see 'id'"))
  }

  @Test func `one value is nothing to compare, and no column nothing to set`() throws {
    let evidence = try byHand()
    #expect(throws: OptionError.self) {
      _ = try measure("attribute_flip", ["sex"], values: ["m"], evidence: evidence)
    }
    #expect(throws: OptionError.self) {
      _ = try CheckKind.measure("attribute_flip", on: evidence)
    }
  }

  // MARK: what the tests are made of

  private func byHand(gap: Double = 2, weights: [Double]? = nil) throws -> Evidence {
    let model = DoorModel(gap: gap)
    return Evidence(
      outcomes: [:],
      scorables: [
        .candidate: .success(
          try Scorable(
            model, Self.hand, labels: [0, 1, 0, 1, 0, 1], weights: weights, meaning: .frequency))
      ])
  }

  private func measure(
    _ id: String, _ attributes: [String], values: [String]? = nil, evidence: Evidence,
    threads: Int = 2
  ) throws -> [Measurement] {
    var lists = ["attributes": attributes]
    lists["values"] = values
    return try CheckKind.measure(id, lists: lists, on: evidence, threads: threads)
  }
}

/// Lets a man in from 3 points on, others `gap` points later; whoever misses is told by how much.
private struct DoorModel: Model {
  let gap: Double

  var description: ModelDescription {
    ModelDescription(
      format: "door", producer: "", task: .binary, objective: "",
      features: [
        Feature(name: "sex", kind: .text), Feature(name: "points", kind: .numeric),
        Feature(name: "same", kind: .numeric), Feature(name: "empty", kind: .numeric),
      ], namesFeatures: true)
  }

  func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    let points = (0..<table.rowCount).map { row -> Double in
      guard case .numeric(let cells)? = table["points"]?.values else { return 0 }
      return cells[row]
    }
    let scores = points.indices.map { row -> Double in
      var isMan = false
      if case .categorical(let codes, let levels)? = table["sex"]?.values, codes[row] >= 0 {
        isMan = levels[Int(codes[row])] == "m"
      }
      return 0.5 + (points[row] - (isMan ? 3 : 3 + gap)) / 10
    }
    return Scores(kind: .probability, outputs: [scores])
  }
}
