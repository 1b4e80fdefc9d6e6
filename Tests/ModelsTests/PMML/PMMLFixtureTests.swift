import Kernels
import Tabular
import Testing

@testable import Models

/// Every kind of model against a formula that knows nothing of the reader, and forests against the
/// libraries that fitted them.
struct PMMLFixtureTests {
  private func model(_ fixture: PMMLFixture) throws -> any Model {
    try PMMLFormat.read(ModelSource(bytes: fixture.bytes()), options: ModelOptions())
  }

  @Test(arguments: PMMLFixture.all)
  func `predictions are those of the formula or library`(fixture: PMMLFixture) throws {
    let model = try model(fixture)
    let expected = try fixture.outputs()
    let table = try fixture.table()
    #expect(model.description.classNames == (try fixture.classes()))
    let scores = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 2))
    try #require(scores.outputs.count == expected.count)
    for (output, answers) in zip(scores.outputs, expected) {
      for (row, (own, answer)) in zip(output, answers).enumerated() {
        let isClose = abs(own - answer) <= 1e-6 * max(abs(answer), 1e-12)
        #expect(isClose || own.isNaN && answer.isNaN, "row \(row + 1): \(own), not \(answer)")
      }
    }
  }

  @Test func `there is a case for every kind of model`() throws {
    var kinds: Set<String> = []
    for fixture in PMMLFixture.all {
      let facts = try model(fixture).description.facts
      kinds.insert(try #require(facts.first { $0.name == "model" }?.value))
    }
    #expect(kinds == Set(PMMLModelCatalog.all.map(\.name)))
  }

  @Test(arguments: PMMLFixture.all)
  func `the fast engine and the interpreter agree bit for bit`(fixture: PMMLFixture) throws {
    guard let fast = try model(fixture) as? PMMLForest else { return }
    let slow = try PMMLReader.interpreted(try fixture.bytes())
    let table = try fixture.table()
    let one = try fast.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
    let two = try slow.scores(for: table, output: .prediction, parallel: Parallel(threads: 2))
    #expect(one.kind == two.kind)
    for (left, right) in zip(one.outputs, two.outputs) {
      #expect(left.map(\.bitPattern) == right.map(\.bitPattern))
    }
  }

  static let forests = [
    ("forest-sklearn", false), ("forest-sklearn-regression", false), ("forest-xgboost", true),
    ("forest-xgboost-multiclass", true), ("forest-xgboost-regression", true),
    ("forest-lightgbm", true), ("forest-lightgbm-regression", true), ("segments-sum", true),
    ("segments-average", true), ("segments-weightedSum", true), ("segments-weightedAverage", true),
    ("tree-none-last", false), ("tree-defaultChild-last", true),
    ("tree-nullPrediction-last", false),
  ]

  @Test(arguments: forests)
  func `forests run on the tree engine`(name: String, isTotal: Bool) throws {
    let forest = try #require(try model(PMMLFixture(name: name)) as? PMMLForest)
    #expect(forest.isTotal == isTotal)
    #expect(forest.description.facts.contains { $0.name == "trees" })
  }

  @Test(arguments: ["segments-median", "segments-max", "segments-selectFirst", "tree-none-null"])
  func `what is no sum of trees is interpreted`(name: String) throws {
    let model = try #require(try model(PMMLFixture(name: name)) as? PMMLModel)
    #expect(model.description.facts.contains { $0 == ("engine", "interpreter") })
  }

  @Test func `a value that the document calls invalid is refused with its row`() throws {
    let model = try model(PMMLFixture(name: "card"))
    let table = Table(columns: [
      Column(name: "x", values: .numeric([1, 2, 3])),
      Column(
        name: "c", values: .categorical(codes: [0, 1, 1], levels: Levels(["red", "mauve"]))),
    ])
    #expect(throws: ModelError.invalidValue(column: "c", value: "mauve", row: 2, rows: 2)) {
      try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
    }
    var options = ModelOptions()
    options.unknownCategories = .missing
    let lenient = try PMMLFormat.read(
      ModelSource(bytes: PMMLFixture(name: "card").bytes()), options: options)
    let scores = try lenient.scores(
      for: table, output: .prediction, parallel: Parallel(threads: 1))
    #expect(scores.outputs[0][0] == 103.5 && scores.outputs[0][1].isNaN)
  }

  @Test func `a table without a feature is refused with the nearest column`() throws {
    let model = try model(PMMLFixture(name: "clusters"))
    for (other, nearest) in [("yy", "yy"), ("other", nil)] {
      // `x` is near too, but the model reads it as something else.
      let table = Table(columns: [
        Column(name: "x", values: .numeric([1])), Column(name: other, values: .numeric([1])),
      ])
      #expect(throws: ModelError.missingColumns(names: ["y"], nearest: nearest)) {
        try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
      }
    }
  }
}
