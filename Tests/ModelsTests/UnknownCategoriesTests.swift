import Kernels
import Tabular
import Testing

@testable import Models

/// What models do not know of the categories in a table, for every format that looks categories up.
struct UnknownCategoriesTests {
  /// A model of some format with rows of its own.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let load: @Sendable () throws -> (any Model, Table)

    var testDescription: String { name }
  }

  private static var lenient: ModelOptions {
    var options = ModelOptions()
    options.unknownCategories = .missing
    return options
  }

  /// Every kept model whose file lists the categories of a feature.
  static let all: [Case] =
    (Fixture.all.map { fixture in
      Case(name: fixture.testDescription) { (try fixture.model(lenient), try fixture.table()) }
    }
    + ScikitFixture.all.map { fixture in
      Case(name: "skops " + fixture.name) { (try fixture.model(), try fixture.table()) }
    }
    + ONNXFixture.all.map { fixture in
      Case(name: "onnx " + fixture.name) { (try fixture.model(), try fixture.table()) }
    }
    + PMMLFixture.all.map { fixture in
      Case(name: "pmml " + fixture.name) {
        (
          try PMMLFormat.read(ModelSource(bytes: try fixture.bytes()), options: lenient),
          try fixture.table()
        )
      }
    })
    .filter { one in
      guard let (model, table) = try? one.load() else { return false }
      return (try? model.unknownCategories(in: table, weights: nil))?.isEmpty == false
    }

  /// The columns at `places` with every cell made a category that nobody knows.
  private func strange(_ table: Table, _ names: Set<String>, _ word: String) -> Table {
    Table(
      columns: table.columns.map { column in
        guard names.contains(column.name) else { return column }
        switch column.values {
        case .categorical(let codes, let levels):
          return Column(
            name: column.name,
            values: .categorical(codes: codes, levels: Levels(levels.map { $0 + " " + word })))
        case .numeric(let numbers):
          return Column(
            name: column.name, values: .numeric(numbers.map { $0 + Double(word.utf8.count) * 1e6 }))
        case .boolean(let flags):
          return Column(
            name: column.name,
            values: .categorical(
              codes: flags.map { Int32($0) }, levels: Levels(["no " + word, "yes " + word])))
        }
      }, rowCount: table.rowCount)
  }

  private func present(_ table: Table, _ name: String) throws -> Int {
    let column = try #require(table[name])
    return (0..<table.rowCount).count { !column.isMissing(at: $0) }
  }

  @Test func `every format is among the cases`() {
    for start in [
      "lightgbm-categories/", "lightgbm-unseen", "xgboost-categories/", "catboost-ctr-Borders",
      "skops pipeline", "skops histogram-categories", "onnx columns-ordinal",
      "onnx columns-logistic",
    ] {
      #expect(Self.all.contains { $0.name.hasPrefix(start) }, "\(start)")
    }
    #expect(Self.all.contains { $0.name.hasPrefix("pmml ") })
  }

  /// That the model itself takes them as unknown shows in its scores: which strange word it is makes no
  /// difference to it.
  @Test(arguments: all)
  func `where no category is known, every cell counts and none makes a difference`(
    one: Case
  ) throws {
    let (model, table) = try one.load()
    let features = Set(try model.unknownCategories(in: table, weights: nil).map(\.feature))
    let (first, second) = (strange(table, features, "x"), strange(table, features, "yyyy"))
    let unknown = try model.unknownCategories(in: first, weights: nil)
    #expect(Set(unknown.map(\.feature)).isSuperset(of: features))
    for feature in unknown where features.contains(feature.feature) {
      #expect(feature.rows == (try present(table, feature.feature)), "\(feature.feature)")
      #expect((feature.example != nil) == (feature.rows > 0))
    }
    let parallel = Parallel(threads: 1)
    let scores = Result { () throws(ModelError) in
      (
        try model.scores(for: first, output: .prediction, parallel: parallel),
        try model.scores(for: second, output: .prediction, parallel: parallel)
      )
    }
    // A strict encoder refuses them.
    guard case .success(let (one, other)) = scores else { return }
    #expect(
      one.outputs.map { $0.map(\.bitPattern) } == other.outputs.map { $0.map(\.bitPattern) })
  }

  @Test(arguments: all)
  func `weights are summed, rows of weight 0 are absent, and a frequency of k is k rows`(
    one: Case
  ) throws {
    let (model, table) = try one.load()
    let names = Set(try model.unknownCategories(in: table, weights: nil).map(\.feature))
    let strange = strange(table, names, "x")
    let plain = try model.unknownCategories(in: strange, weights: nil)
    let ones = try model.unknownCategories(
      in: strange, weights: Array(repeating: 1, count: table.rowCount))
    #expect(plain == ones)
    let some = (0..<table.rowCount).map { Double($0 % 3) }
    for (feature, all) in zip(try model.unknownCategories(in: strange, weights: some), plain) {
      let column = try #require(strange[all.feature])
      let rows = (0..<table.rowCount).filter { !column.isMissing(at: $0) }
      #expect(feature.rows == rows.count { $0 % 3 > 0 })
      #expect(feature.weight == rows.reduce(0) { $0 + Double($1 % 3) })
    }
  }

  @Test func `known cells do not count`() throws {
    let coder = CategoryCoder(names: ["basic", "3", "4.5", "true"], refusesUnknown: false)
    func count(_ column: Column, _ weights: [Double]? = nil) -> UnknownCategories {
      UnknownCategories(at: 0, of: column, known: coder, weights: weights)
    }
    let texts = Column(
      name: "c",
      values: .categorical(
        codes: [0, 1, -1, 2, 1, 0], levels: Levels(["basic", "Basic", "3"])))
    #expect(count(texts).rows == 2)
    #expect(count(texts).example == "Basic")
    #expect(count(texts, [1, 0, 5, 1, 2.5, 1]).rows == 1)
    #expect(count(texts, [1, 0, 5, 1, 2.5, 1]).weight == 2.5)
    let numbers = Column(name: "c", values: .numeric([3, 4.5, .nan, 4, 4, 3]))
    #expect(count(numbers).rows == 2)
    #expect(count(numbers).example == "4")
    let flags = Column(name: "c", values: .boolean([1, 0, -1, 0]))
    #expect(count(flags).rows == 2)
    #expect(count(flags).example == "false")
    let none = Column(name: "c", values: .categorical(codes: [-1, 0], levels: Levels(["3"])))
    #expect(count(none).rows == 0)
    #expect(count(none).example == nil)
  }

  /// The cells of the kept tables that are no category of the training, counted by hand.
  @Test(arguments: [
    ("lightgbm-categories/model.txt", "city 0, plan 0"),
    ("lightgbm-unseen-categories/model.txt", "city 2, plan 2"),
    ("lightgbm-codes/model.txt", "zone 8, kind 8"),
    ("xgboost-categories/model.json", "city 0, plan 0"),
    ("catboost-ctr-Borders/model.cbm", "city 1, zone 2, plan 2"),
    ("catboost-ctr-Borders/model.json", "city 1, zone 2, plan 2"),
    ("skops pipeline", "city 0, plan 0"), ("skops pipeline-forest", "city 1, plan 1"),
    ("skops histogram-codes", "zone 2"), ("onnx columns-logistic", "town 1, plan 1"),
    ("onnx columns-forest", "town 1, plan 1"), ("onnx columns-ordinal", "town 1, plan 1"),
    ("pmml treatments", "c 2"),
  ])
  func `as many as there are`(name: String, expected: String) throws {
    let one = try #require(Self.all.first { $0.name == name })
    let (model, table) = try one.load()
    let unknown = try model.unknownCategories(in: table, weights: nil)
    #expect(unknown.map { "\($0.feature) \($0.rows)" }.joined(separator: ", ") == expected)
  }

  /// Its trees name some categories of the training and not the others: only where none is named, all
  /// are strange.
  @Test func `a one-hot feature without a list shows when nothing is known`() throws {
    let fixture = try Fixture.named("catboost-one-hot/model.cbm")
    let (model, table) = (try fixture.model(), try fixture.table())
    #expect(try model.unknownCategories(in: table, weights: nil).isEmpty)
    let features = Set(model.description.features.filter { $0.kind == .text }.map(\.name))
    let strange = strange(table, features, "x")
    let unknown = try model.unknownCategories(in: strange, weights: nil)
    #expect(!unknown.isEmpty)
    for feature in unknown {
      #expect(feature.rows == (try present(strange, feature.feature)), "\(feature.feature)")
    }
  }
}
