import Foundation
import Testing

/// Names of categories with letters outside ASCII in XGBoost's files.
struct AccentedCategoryTests {
  private static let files = ModelFiles(folder: "accented")
  private static let names = "city=Köln,Bonn,Zürich,Łódź"

  private func expected() throws -> [Double] {
    try #require(Self.files.columns("expected.csv")["prediction"]).compactMap(Double.init)
  }

  @Test(arguments: ["right.json", "later.json"])
  func `a right table is read`(model: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    #expect(areAlike(try Self.files.predicted(tool, model, "table.csv"), try expected()))
  }

  @Test(arguments: ["cut.json", "damaged.json"])
  func `a cut table is refused, and the names can be given`(model: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    let refused = try tool.run(["predict", Self.files.path(model), Self.files.path("table.csv")])
    #expect(refused.code == 4, "\(model)")
    #expect(
      refused.error.contains("XGBoost before 3.3 cuts names")
        && refused.error.contains("'categories' beside 'path' or in 'data'"), "\(refused.error)")
    // Cells that a cut table does not know are no missing ones.
    let missing = try tool.run([
      "predict", Self.files.path(model), Self.files.path("table.csv"), "--unknown-categories",
      "missing",
    ])
    #expect(missing.code == 4)
    let given = try Self.files.predicted(
      tool, model, "table.csv", ["--categories", Self.names])
    #expect(areAlike(given, try expected()))
    let rows = try Self.files.columns("table.csv")
    let (city, x) = (try #require(rows["city"]), try #require(rows["x"]))
    let answers = try expected()
    try tool.write(
      "gate.csv",
      "city,x,y\n" + city.indices.map { "\(city[$0]),\(x[$0]),\(answers[$0])\n" }.joined())
    let gate = """
      gate: g
      models:
        candidate: {path: '\(Self.files.path(model))', categories: {city: [Köln, Bonn, Zürich, Łódź]}}
        baseline: '\(Self.files.path("later.json"))'
      data: {evaluation: gate.csv, label: y}
      suites: {p: [{max_error: {max: 0.001}}]}
      """
    #expect(try Self.files.check(tool, gate).code == 0)
  }

  @Test func `as many names are given as the file has`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    for names in ["city=Köln,Bonn,Zürich", Self.names + ",Graz"] {
      let found = try tool.run([
        "predict", Self.files.path("cut.json"), Self.files.path("table.csv"), "--categories", names,
      ])
      let count = names.split(separator: ",").count
      #expect(found.code == 4 && found.output.isEmpty)
      #expect(
        found.error.contains("gives 'city' \(count) names, and the model has 4"), "\(found.error)")
    }
  }

  @Test func `names with commas are written in quotes`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let wrong = try tool.run([
      "predict", Self.files.path("cut.json"), Self.files.path("table.csv"), "--categories", "city",
    ])
    #expect(wrong.code == 2 && wrong.error.contains("--categories"))
    let twice = try tool.run([
      "predict", Self.files.path("cut.json"), Self.files.path("table.csv"), "--categories",
      "city=\"a, b\",c,\"a, b\",d",
    ])
    #expect(twice.code == 4 && twice.error.contains("the same name twice"))
  }
}
