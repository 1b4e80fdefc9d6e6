import Kernels
import Tabular
import Testing

@testable import Explanations
@testable import Models

@Suite struct SampledShapleyTests {
  private let parallel = Parallel(threads: 2)

  @Test func `sampled values are the exact ones within their standard errors`() throws {
    let reference = try ShapleyCase.named("lightgbm-binary")
    let exact = try TreeShapley.interventional(
      try reference.treeRows(reference.rows),
      background: try reference.treeRows(reference.background), features: reference.features,
      parallel: parallel)
    let model = try reference.loaded()
    let sampled = try SampledShapley(seed: 5, parallel: parallel).attributions(
      try ScorableRows(
        model, table: reference.table(reference.rows), output: .raw, parallel: parallel),
      background: try ScorableRows(
        model, table: reference.table(reference.background), output: .raw, parallel: parallel))
    #expect(abs(sampled.bases[0] - exact.bases[0]) < 1e-12)
    for (sum, margin) in zip(sampled.scores(output: 0), exact.scores(output: 0)) {
      #expect(abs(sum - margin) < 1e-12)
    }
    var inside = 0
    for feature in 0..<6 {
      for row in 0..<sampled.rowCount {
        let error = sampled.standardErrors[0][feature][row]
        let distance = abs(sampled.values[0][feature][row] - exact.values[0][feature][row])
        #expect(error.isFinite)
        if distance <= 2 * error + 1e-12 { inside += 1 }
      }
    }
    #expect(inside >= 6 * sampled.rowCount * 9 / 10)
    #expect(sampled.standardErrors[0].joined().contains { $0 > 0 })
  }

  @Test func `a sum of its features gets exact values, equal to the linear ones`() throws {
    let weights: [[Float]] = [[0.5], [-2], [0.25]]
    let booster = LinearBooster(weights: weights, starts: [1])
    let inputs = [[1, 2, .nan], [0.5, -1, 3], [4, 4, 8.0]]
    let background = [[0, 1.0], [2, 2], [.nan, 4]]
    let linear = try LinearShapley.attributions(
      of: booster, inputs: inputs, background: background, features: ["a", "b", "c"])
    let model = WeightedSum(booster: booster)
    func rows(_ columns: [[Double]]) throws -> ScorableRows {
      try ScorableRows(
        model,
        table: Table(
          columns: zip(["a", "b", "c"], columns).map { Column(name: $0, values: .numeric($1)) }),
        output: .raw, parallel: parallel)
    }
    let sampled = try SampledShapley(seed: 1, parallel: parallel).attributions(
      try rows(inputs), background: try rows(background))
    #expect(linear.bases == [-2.25])
    #expect(linear.values[0][0] == [0.25, 0.75, -0.25])
    #expect(sampled.bases == linear.bases)
    for feature in 0..<3 {
      #expect(sampled.values[0][feature] == linear.values[0][feature])
    }
    #expect(
      linear.scores(output: 0) == booster.margins(of: inputs, rowCount: 3, parallel: parallel)[0])
  }

  @Test func `columns that differ between rows and background are named`() throws {
    let model = WeightedSum(booster: LinearBooster(weights: [[1], [1], [1]], starts: [0]))
    func rows(_ columns: [Column]) throws -> ScorableRows {
      try ScorableRows(model, table: Table(columns: columns), output: .raw, parallel: parallel)
    }
    let own = try rows([Column(name: "a", values: .numeric([1]))])
    let other = try rows([Column(name: "a", values: .boolean([1]))])
    #expect(
      throws: ExplanationError.unfit(
        "column 'a' is numeric in the rows and boolean in the background")
    ) { _ = try SampledShapley(seed: 1, parallel: parallel).attributions(own, background: other) }
  }
}

/// A model that says nothing about its inside.
private struct WeightedSum: Model {
  let booster: LinearBooster

  var description: ModelDescription {
    ModelDescription(
      format: "sum", producer: "", task: .regression, objective: "",
      features: ["a", "b", "c"].map { Feature(name: $0, kind: .numeric) }, namesFeatures: true)
  }

  func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    let columns = table.columns.map { column -> [Double] in
      guard case .numeric(let cells) = column.values else { return [] }
      return cells
    }
    return Scores(
      kind: .margin,
      outputs: booster.margins(of: columns, rowCount: table.rowCount, parallel: parallel))
  }
}
