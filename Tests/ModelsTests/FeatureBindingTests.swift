import Kernels
import Tabular
import Testing

@testable import Models

/// How a model's features find their columns, and what cells become.
struct FeatureBindingTests {
  private func binding(
    _ features: [Feature], areNamed: Bool = true, options: ModelOptions = ModelOptions(),
    refusesUnknown: Bool = true, replacesBlanks: Bool = false
  ) throws -> FeatureBinding {
    try FeatureBinding(
      features: features, areNamed: areNamed, options: options, refusesUnknown: refusesUnknown,
      replacesBlanks: replacesBlanks)
  }

  private func numeric(_ name: String) -> Feature { Feature(name: name, kind: .numeric) }

  private func numbers(_ name: String, _ values: [Double]) -> Column {
    Column(name: name, values: .numeric(values))
  }

  private func texts(_ name: String, _ codes: [Int32], _ levels: [String]) -> Column {
    Column(name: name, values: .categorical(codes: codes, levels: Levels(levels)))
  }

  @Test func `names decide, order and further columns do not matter`() throws {
    let table = Table(columns: [numbers("c", [3]), numbers("b", [2]), numbers("a", [1])])
    let columns = try binding([numeric("a"), numeric("c")]).columns(of: table)
    #expect(columns == [[1], [3]])
  }

  @Test func `an absent feature is named with the nearest column`() throws {
    let table = Table(columns: [numbers("hours_per_wek", [1]), numbers("age", [2])])
    let binding = try binding([numeric("age"), numeric("hours_per_week")])
    #expect(throws: ModelError.missingColumns(names: ["hours_per_week"], nearest: "hours_per_wek"))
    {
      try binding.columns(of: table)
    }
  }

  @Test func `a model without names takes columns in order, exactly as many`() throws {
    let binding = try binding([numeric("f0"), numeric("f1")], areNamed: false)
    let columns = [numbers("x", [1]), numbers("y", [2])]
    #expect(try binding.columns(of: Table(columns: columns)) == [[1], [2]])
    #expect(throws: ModelError.wrongFeatureCount(model: 2, table: 3)) {
      try binding.columns(of: Table(columns: columns + [numbers("z", [3])]))
    }
    let swapped = Table(columns: [numbers("f1", [1]), numbers("f0", [2])])
    #expect(try binding.columns(of: swapped) == [[2], [1]])
  }

  @Test func `truth values are 0 and 1, texts are refused`() throws {
    let binding = try binding([numeric("a")])
    let flags = Table(columns: [Column(name: "a", values: .boolean([1, 0, -1]))])
    let column = try #require(try binding.columns(of: flags).first)
    #expect(column[0] == 1 && column[1] == 0 && column[2].isNaN)
    #expect(throws: ModelError.wrongColumnType(column: "a", needed: "numeric", found: "text")) {
      try binding.columns(of: Table(columns: [texts("a", [0], ["x"])]))
    }
  }

  @Test func `blanks match underscores where that is unambiguous`() throws {
    let binding = try binding([numeric("a_b")], replacesBlanks: true)
    #expect(try binding.columns(of: Table(columns: [numbers("a b", [1])])) == [[1]])
    let both = Table(columns: [numbers("a b", [1]), numbers("a_b", [2])])
    #expect(try binding.columns(of: both) == [[2]])
    let names = ["a b c", "a_b c", "a b_c"].map { numbers($0, [1]) }
    let ambiguous = try self.binding([numeric("a_b_c")], replacesBlanks: true)
    #expect(throws: ModelError.self) { try ambiguous.columns(of: Table(columns: names)) }
  }

  @Test func `categories match as texts, numbers and truth values`() throws {
    func codes(_ names: [String], _ column: Column) throws -> [Double] {
      let feature = Feature(name: "k", kind: .categorical(names: names))
      return try binding([feature]).columns(of: Table(columns: [column]))[0]
    }
    #expect(try codes(["x", "y"], texts("k", [1, 0], ["x", "y"])) == [1, 0])
    #expect(try codes(["3", "7"], numbers("k", [7, 3])) == [1, 0])
    #expect(try codes(["3.0", "7.5"], numbers("k", [7.5, 3])) == [1, 0])
    let flags = Column(name: "k", values: .boolean([1, 0]))
    #expect(try codes(["false", "true"], flags) == [1, 0])
    #expect(try codes(["True", "False"], flags) == [0, 1])
    #expect(try codes(["0", "1"], flags) == [1, 0])
    // Two names that are one number tell nothing about a number.
    #expect(
      throws:
        ModelError.unknownCategory(
          column: "k", value: "2", rows: 1, advice: CategoryCoder.adviceOnUnknown)
    ) {
      try codes(["02", "2.0"], numbers("k", [2]))
    }
  }

  @Test func `unknown categories are counted and refused, or missing when asked`() throws {
    let feature = Feature(name: "k", kind: .categorical(names: ["x"]))
    let table = Table(columns: [texts("k", [1, 0, 1, -1, 2], ["x", "u", "v"])])
    #expect(
      throws:
        ModelError.unknownCategory(
          column: "k", value: "u", rows: 3, advice: CategoryCoder.adviceOnUnknown)
    ) {
      try binding([feature]).columns(of: table)
    }
    var lenient = ModelOptions()
    lenient.unknownCategories = .missing
    let column = try binding([feature], options: lenient).columns(of: table)[0]
    #expect(column.map(\.isNaN) == [true, false, true, true, true])
    let asLightGBM = try binding([feature], refusesUnknown: false).columns(of: table)[0]
    #expect(asLightGBM.map(\.isNaN) == [true, false, true, true, true])
  }

  @Test func `codes without names need a mapping for texts`() throws {
    let feature = Feature(name: "k", kind: .categorical(names: nil))
    let table = Table(columns: [texts("k", [1, 0, 2], ["car", "home", "boat"])])
    #expect(throws: ModelError.self) { try binding([feature]).columns(of: table) }
    var options = ModelOptions()
    options.categories = ["k": ["home", "car"]]
    let column = try binding([feature], options: options).columns(of: table)[0]
    #expect(column[0] == 0 && column[1] == 1 && column[2].isNaN)
    options.categories = ["q": ["home"]]
    #expect(
      throws: ModelError.badOption(
        option: "categories", problem: "names 'q', which is no feature of the model")
    ) { try binding([feature], options: options) }
  }
}
