import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Models

/// What a CatBoost file says about itself, and how its categories are read.
struct CatBoostFormatTests {
  private func description(_ name: String, _ file: String) throws -> ModelDescription {
    try #require(Fixture.all.first { $0.name == name && $0.file == file }).model().description
  }

  static let tasks: [(fixture: String, task: ModelTask, kind: Scores.Kind)] = [
    ("Logloss", .binary, .probability), ("CrossEntropy", .binary, .probability),
    ("MultiClass", .multiclass(classCount: 3), .probability),
    ("MultiClassOneVsAll", .multiclass(classCount: 3), .margin),
    ("MultiLogloss", .regression, .value), ("RMSE", .regression, .value),
    ("RMSEWithUncertainty", .regression, .value), ("Poisson", .regression, .value),
    ("Cox", .regression, .margin), ("YetiRank", .ranking, .margin),
  ]

  @Test(arguments: tasks)
  func `a loss decides task and kind of scores`(
    fixture: String, task: ModelTask, kind: Scores.Kind
  ) throws {
    let fixture = try Fixture.named("catboost-\(fixture)")
    let model = try fixture.model()
    #expect(model.description.task == task)
    let scores = try model.scores(
      for: try fixture.table(), output: .prediction, parallel: Parallel(threads: 1))
    #expect(scores.kind == kind)
  }

  @Test(arguments: ["model.json", "model.cbm"])
  func `descriptions tell producer, loss, features, classes and size`(file: String) throws {
    let model = try description("catboost-class-names-of-texts", file)
    #expect(model.format == (file == "model.cbm" ? "catboost-cbm" : "catboost-json"))
    #expect(model.producer == "CatBoost 1.2.10")
    #expect(model.objective == "MultiClass")
    #expect(model.classNames == ["high", "low", "mid"])
    #expect(model.features.map(\.name) == ["age", "income", "score", "rate"])
    #expect(model.namesFeatures)
    #expect(model.facts.map(\.name) == ["rounds used", "trees", "depth", "leaves"])
    #expect(model.facts.map(\.value) == ["2 of 2", "2", "3", "16"])
    #expect(
      try description("catboost-class-names-of-truth-values", file).classNames == ["false", "true"])
    #expect(try description("catboost-class-names-of-numbers", file).classNames == ["3", "7"])
    #expect(
      try description("catboost-class-names-of-fractions", file).classNames == ["-0.5", "1.5"])
    #expect(try description("catboost-unnamed-features", file).namesFeatures == false)
    let mixed = try description("catboost-combinations", file).features
    #expect(mixed.map(\.name) == ["age", "score", "city", "zone", "plan", "member"])
    #expect(mixed.map(\.kind) == [.numeric, .numeric, .text, .text, .text, .text])
  }

  @Test(arguments: ["model.json", "model.cbm"])
  func `a threshold that was set for the classes is the model's own`(file: String) throws {
    #expect(
      try description("catboost-own-threshold", file).decision
        == DecisionThreshold(value: 0.375, className: "yes", isProbability: true))
    #expect(try description("catboost-class-names-of-texts", file).decision == nil)
  }

  @Test func `more rounds than there are is an option's error`() throws {
    var options = ModelOptions()
    options.rounds = .first(99)
    #expect(throws: ModelError.self) { try Fixture.named("catboost-RMSE").model(options) }
  }

  @Test func `text features are refused in words`() throws {
    let path = "\(Fixture.folder)/catboost-refused/texts.cbm"
    let error = #expect(throws: ModelError.self) {
      try ModelLoader.load(path: path, parallel: Parallel(threads: 1))
    }
    #expect(error?.description.hasPrefix("uses text features, which is not supported; ") == true)
  }

  @Test func `a model without names takes columns in order`() throws {
    let fixture = try Fixture.named("catboost-unnamed-features")
    let table = try fixture.table()
    let renamed = Table(
      columns: table.columns.map { Column(name: "my \($0.name)", values: $0.values) })
    let model = try fixture.model()
    let one = Parallel(threads: 1)
    #expect(
      try model.scores(for: renamed, output: .raw, parallel: one).outputs
        == model.scores(for: table, output: .raw, parallel: one).outputs)
  }

  /// Scores of `column` as the categories of a model that saw the texts `1.0`, `-3.0` and so on.
  private func scores(_ values: Column.Values, missing: String? = nil) throws -> [Double] {
    let fixture = try Fixture.named("catboost-whole-numbers-with-a-fraction")
    var options = ModelOptions()
    options.missingCategory = missing
    let ages = Column(name: "age", values: .numeric([40, 40, 40]))
    return try fixture.model(options).scores(
      for: Table(columns: [ages, Column(name: "zone", values: values)]), output: .raw,
      parallel: Parallel(threads: 1)
    ).outputs[0]
  }

  @Test func `a cell stands for the text that the model has seen`() throws {
    let texts = try scores(.categorical(codes: [0, 1, 2], levels: Levels(["1.0", "0.0", "zzz"])))
    #expect(Set(texts).count > 1)
    #expect(try scores(.numeric([1, 0, 777])) == texts)
    #expect(try scores(.numeric([1, 0, .nan])) == texts)
    #expect(
      try scores(.categorical(codes: [0, -1, 1], levels: Levels(["1.0", "1"])), missing: "0.0")
        == texts)
  }

  @Test func `names of integer codes stand for their numbers`() throws {
    let fixture = try Fixture.named("catboost-ctr-Borders")
    let table = try fixture.table()
    func scores(_ zone: Column.Values, names: [String: [String]]) throws -> [[Double]] {
      var options = ModelOptions()
      options.categories = names
      let columns = table.columns.map {
        $0.name == "zone" ? Column(name: "zone", values: zone) : $0
      }
      return try fixture.model(options).scores(
        for: Table(columns: columns), output: .raw, parallel: Parallel(threads: 1)
      ).outputs
    }
    let codes = (0..<table.rowCount).map { Int32($0 % 3) }
    let named = try scores(
      .categorical(codes: codes, levels: Levels(["c", "b", "a"])), names: ["zone": ["a", "b", "c"]])
    #expect(try named == scores(.numeric(codes.map { Double(2 - $0) }), names: [:]))
  }

  @Test func `statistics do not depend on threads, nor on how combinations are found`() throws {
    let fixture = try Fixture.named("catboost-combinations")
    let model = try fixture.model()
    let table = try fixture.table()
    let expected = try model.scores(for: table, output: .raw, parallel: Parallel(threads: 1))
      .outputs
    // So many ages that the distinct combinations outnumber the rows.
    let many = 3000
    let rows = (0..<many).map { $0 % table.rowCount }
    let columns = table.columns.map { column -> Column in
      switch column.values {
      case .numeric(let numbers):
        return Column(name: column.name, values: .numeric(rows.map { numbers[$0] }))
      case .boolean(let cells):
        return Column(name: column.name, values: .boolean(rows.map { cells[$0] }))
      case .categorical(let codes, let levels):
        var levels = levels
        for extra in 0..<many { levels.append("unused \(extra)".utf8) }
        return Column(
          name: column.name, values: .categorical(codes: rows.map { codes[$0] }, levels: levels))
      }
    }
    for threads in [1, 2] {
      let scores = try model.scores(
        for: Table(columns: columns), output: .raw, parallel: Parallel(threads: threads)
      ).outputs
      #expect(scores == expected.map { output in rows.map { output[$0] } })
    }
  }
}
