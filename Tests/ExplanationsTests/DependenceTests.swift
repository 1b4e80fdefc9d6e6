import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Explanations
@testable import Models

@Suite struct DependenceTests {
  private let parallel = Parallel(threads: 2)

  /// `Reference/dependence.json`.
  struct Reference: Decodable {
    struct Curves: Decodable {
      let grid: [Double]
      let average: [Double]
      let individual: [[Double]]
      let edges: [Double]
      let effects: [Double]
    }
    let rows: [[Double]]
    let weights: [Double]
    let features: [Curves]

    static func read() throws -> Reference {
      let data = try #require(
        FileManager.default.contents(atPath: "\(ShapleyCase.folder)/dependence.json"))
      return try JSONDecoder().decode(Reference.self, from: data)
    }

    func scorable(_ model: any Model, parallel: Parallel) throws -> ScorableRows {
      let columns = rows.enumerated().map {
        Column(name: "f\($0)", values: .numeric($1))
      }
      return try ScorableRows(
        model, table: Table(columns: columns), output: .raw, parallel: parallel)
    }
  }

  @Test(arguments: 0..<4)
  func `partial dependence is scikit-learn's`(feature: Int) throws {
    let reference = try Reference.read()
    let rows = try reference.scorable(try model(), parallel: parallel)
    let expected = reference.features[feature]
    let curves = try IndividualCurves(of: rows, feature: "f\(feature)", parallel: parallel)
    #expect(rows.steps(ofFeature: "f\(feature)") != nil)
    expect(try #require(curves.grid.numbers), expected.grid)
    expect(curves.partialDependence(weights: reference.weights)[0], expected.average)
    for (row, cells) in expected.individual.enumerated() {
      expect(curves.scores[0].map { $0[row] }, cells)
    }
  }

  @Test(arguments: 0..<4)
  func `accumulated local effects are alibi's`(feature: Int) throws {
    let reference = try Reference.read()
    let rows = try reference.scorable(try model(), parallel: parallel)
    let own = try AccumulatedEffects(of: rows, feature: "f\(feature)", parallel: parallel)
    expect(own.edges, reference.features[feature].edges)
    expect(own.effects[0], reference.features[feature].effects)
  }

  @Test func `steps of trees are what the model says when it is asked`() throws {
    let reference = try ShapleyCase.named("xgboost-binary")
    let loaded = try reference.loaded()
    let table = reference.table(reference.rows)
    let rows = try ScorableRows(loaded, table: table, output: .prediction, parallel: parallel)
    for feature in reference.features {
      let grid = FeatureGrid(points: [-3, -0.4, 0, 0.25, 1, 9].map { .number($0) })
      let curves = try IndividualCurves(of: rows, feature: feature, grid: grid, parallel: parallel)
      for (point, number) in try #require(grid.numbers).enumerated() {
        let changed = Column(
          name: feature, values: .numeric(Array(repeating: number, count: table.rowCount)))
        let asked = try rows.scores(replacing: [changed], parallel: parallel)
        for (a, b) in zip(curves.scores[0][point], asked.outputs[0]) { #expect(abs(a - b) < 1e-6) }
      }
    }
  }

  @Test func `a feature that acts alone has parallel curves`() throws {
    let reference = try Reference.read()
    let rows = try reference.scorable(AddingModel(), parallel: parallel)
    let curves = try IndividualCurves(of: rows, feature: "f0", parallel: parallel)
    #expect(curves.heterogeneity()[0] < 1e-12)
    let effects = try AccumulatedEffects(of: rows, feature: "f0", parallel: parallel)
    // The slope is 2 everywhere.
    for (edge, effect) in zip(effects.edges, effects.effects[0]) {
      #expect(abs(effect - effects.effects[0][0] - 2 * (edge - effects.edges[0])) < 1e-12)
    }
    #expect(abs(effects.effect(at: 99, output: 0) - (effects.effects[0].last ?? 0)) < 1e-15)
  }

  @Test func `levels are places of their own, and have no order to accumulate over`() throws {
    let column = Column(
      name: "f0", values: .categorical(codes: [1, 0, -1, 1], levels: Levels(["b", "a", "unused"])))
    #expect(FeatureGrid(of: column).points == [.level("b"), .level("a")])
    #expect(FeatureGrid(of: Column(name: "t", values: .boolean([1, -1]))).points == [.truth(true)])
    let rows = try ScorableRows(
      AddingModel(), table: Table(columns: [column]), output: .raw, parallel: parallel)
    #expect(throws: ExplanationError.self) {
      _ = try AccumulatedEffects(of: rows, feature: "f0", parallel: parallel)
    }
  }

  @Test func `a constrained feature is proved to be monotone by the trees' shape`() throws {
    let rows = try Reference.read().scorable(try model(), parallel: parallel)
    let proved = try Monotonicity(of: rows, feature: "f3", .increasing, parallel: parallel) {
      $0.outputs[0]
    }
    #expect(proved.evidence == .structure)
    #expect(proved.worst == nil && proved.violations.allSatisfy { $0 == 0 })
    // The positive class may be the other one.
    let other = try Monotonicity(of: rows, feature: "f3", .decreasing, parallel: parallel) {
      $0.outputs[0].map { -$0 }
    }
    #expect(other.evidence == .structure)
  }

  @Test func `violations are counted at every threshold, and the worst is shown`() throws {
    let rows = try Reference.read().scorable(try model(), parallel: parallel)
    let own = try Monotonicity(of: rows, feature: "f1", .increasing, parallel: parallel) {
      $0.outputs[0]
    }
    #expect(own.evidence == .thresholds)
    let steps = try #require(rows.steps(ofFeature: "f1"))
    #expect(own.pairCount == steps.cuts.count)
    // The same by asking for a value of each cell.
    let cuts = steps.cuts
    let places =
      [cuts[0]] + zip(cuts, cuts.dropFirst()).map { ($0 + $1) / 2 } + [(cuts.last ?? 0) + 1]
    let answers = try places.map { value in
      let cells = Array(repeating: value, count: rows.rowCount)
      return try rows.scores(
        replacing: [Column(name: "f1", values: .numeric(cells))], parallel: parallel
      ).outputs[0]
    }
    var largest = 0.0
    for row in 0..<rows.rowCount {
      let falls = zip(answers, answers.dropFirst()).map { $0[row] - $1[row] }
      largest = max(largest, falls.max() ?? 0)
      let share = Double(falls.count { $0 > 1e-9 }) / Double(cuts.count)
      #expect(abs(own.violations[row] - share) < 1e-12)
    }
    #expect(abs(own.maximum - largest) < 1e-12)
    let worst = try #require(own.worst)
    #expect(worst.scoreBelow > worst.scoreAbove && cuts.contains(worst.value))
  }

  @Test func `a model of unknown inside is tried on a grid`() throws {
    let rows = try Reference.read().scorable(AddingModel(), parallel: parallel)
    let rising = try Monotonicity(of: rows, feature: "f0", .increasing, parallel: parallel) {
      $0.outputs[0]
    }
    #expect(rising.evidence == .grid && rising.worst == nil)
    let falling = try Monotonicity(of: rows, feature: "f0", .decreasing, parallel: parallel) {
      $0.outputs[0]
    }
    #expect(falling.violations.allSatisfy { $0 == 1 })
  }

  private func model() throws -> any Model {
    let path = "\(ShapleyCase.folder)/dependence.txt"
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    return try LightGBMFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
  }

  private func expect(_ own: [Double], _ expected: [Double]) {
    #expect(own.count == expected.count)
    for (a, b) in zip(own, expected) { #expect(abs(a - b) <= 1e-9 * max(1, abs(b))) }
  }
}

/// Twice the first column plus the second.
private struct AddingModel: Model {
  var description: ModelDescription {
    ModelDescription(
      format: "sum", producer: "", task: .regression, objective: "",
      features: ["f0", "f1"].map { Feature(name: $0, kind: .numeric) }, namesFeatures: true)
  }

  func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    func cells(_ name: String) -> [Double] {
      if case .numeric(let cells)? = table[name]?.values { cells } else { [] }
    }
    return Scores(kind: .value, outputs: [zip(cells("f0"), cells("f1")).map { 2 * $0 + $1 }])
  }
}
