import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Models

/// MLflow model folders: the flavor that is chosen, what it predicts, and the signature's checks.
struct MLflowTests {
  struct Expected: Decodable, Sendable {
    struct Answers: Decodable, Sendable { let predictions: String? }
    let table: [String: [Double]]
    let folders: [String: Answers]
  }

  static let folder = "\(Fixture.folder)/MLflow"
  static let expected: Expected? = {
    let data = FileManager.default.contents(atPath: "\(folder)/expected.json") ?? Data()
    return try? JSONDecoder().decode(Expected.self, from: data)
  }()
  static let readable = (expected?.folders ?? [:]).keys.sorted()
    .filter { expected?.folders[$0]?.predictions != nil }

  private func table(_ names: [String] = ["score", "age", "visits"]) throws -> Table {
    let cells = try #require(Self.expected).table
    return Table(
      columns: names.compactMap { name in
        cells[name].map { Column(name: name, values: .numeric($0)) }
      })
  }

  private func load(_ path: String) throws(ModelError) -> any Model {
    try ModelLoader.load(path: path, parallel: Parallel(threads: 1))
  }

  @Test(arguments: readable)
  func `a folder predicts as MLflow's model does`(name: String) throws {
    let answers = try #require(Self.expected?.folders[name]?.predictions)
    // Without names the columns go by position.
    let model = try load("\(Self.folder)/\(name)")
    let table =
      try name.hasPrefix("lightgbm-booster") ? table(["age", "visits", "score"]) : table()
    let scores = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
    let expected = Fixture.numbers(answers, rowCount: table.rowCount)
    for (ours, theirs) in zip(scores.outputs[0], expected) {
      #expect(abs(ours - theirs) <= 1e-6 * theirs)
    }
    #expect(scores.outputs[0].count == expected.count)
    let facts = model.description.facts.map(\.name)
    #expect(facts.contains("MLflow flavor") && facts.contains("MLflow version"))
    #expect(facts.contains("run id") == name.hasSuffix("-2"))
  }

  @Test func `the path may be that of MLmodel itself`() throws {
    let model = try load("\(Self.folder)/sklearn/MLmodel")
    #expect(model.description.classNames == ["0", "1"])
    #expect(ModelLoader.root(of: "a/MLmodel") == "a")
    #expect(ModelLoader.root(of: "MLmodel") == ".")
    #expect(ModelLoader.root(of: "/MLmodel") == "/")
    #expect(ModelLoader.root(of: "a/model.json") == "a/model.json")
  }

  @Test func `a signature names the columns of a model without names`() throws {
    let description = try load("\(Self.folder)/sklearn-positional").description
    #expect(description.features.map(\.name) == ["age", "visits", "score"])
    #expect(description.namesFeatures)
  }

  @Test func `a folder of a pickle says what is in it and what to do`() {
    let error = #expect(throws: ModelError.self) { try load("\(Self.folder)/sklearn-pickle") }
    let message = error?.description ?? ""
    #expect(message.contains("sklearn (its file 'model.pkl' is a pickle"))
    #expect(message.contains("python_function") && message.contains("skops"), "\(message)")
  }

  @Test func `tables are checked against the signature`() throws {
    let model = try load("\(Self.folder)/xgboost-classifier")
    func message(_ columns: [Column]) -> String? {
      #expect(throws: ModelError.self) {
        try model.scores(
          for: Table(columns: columns), output: .prediction, parallel: Parallel(threads: 1))
      }?.description
    }
    let age = Column(name: "age", values: .numeric([1, 2]))
    let visits = Column(name: "visits", values: .numeric([1, 2]))
    let words = Column(name: "score", values: .categorical(codes: [0, 0], levels: Levels(["x"])))
    #expect(message([age, visits])?.contains("lacks feature 'score'") == true)
    #expect(
      message([age, visits, words])
        == "column 'score' must be double by the model's signature for this model and is text")
    let halves = Column(name: "visits", values: .numeric([1.5, 2]))
    let score = Column(name: "score", values: .numeric([1, 2]))
    #expect(message([age, halves, score])?.contains("no whole number in 1 row") == true)
  }

  // MARK: MLmodel files

  private func message(_ text: String, files: [String: [UInt8]] = [:]) throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(FileManager.default.createFile(atPath: "\(path)/MLmodel", contents: Data(text.utf8)))
    for name in files.keys.sorted() {
      #expect(
        FileManager.default.createFile(atPath: "\(path)/\(name)", contents: Data(files[name] ?? []))
      )
    }
    do throws(ModelError) {
      _ = try load(path)
      return ""
    } catch {
      return error.description
    }
  }

  @Test func `hostile MLmodel files are refused in words`() throws {
    let bomb = (1...40).reduce("a0: &a0 [x]\n") { text, level in
      text + "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n"
    }
    let deep = "flavors: " + String(repeating: "[", count: 100_000)
    let dashes = String(repeating: "- ", count: 100_000) + "x"
    let cases: [(text: String, message: String)] = [
      (bomb, "aliases"), ("? &a [x, x]\n: 1\n? [*a, *a]\n: 2\n", "aliases"), (deep, "nesting"),
      (dashes, "nesting"), ("", "no YAML mapping"), ("x", "no YAML mapping"),
      ("a: b: c", "no YAML"), ("model_id: 1", "'flavors' is missing"),
      ("flavors: {python_function: {loader_module: x}}", "only the MLflow flavors python_function"),
      ("flavors: {xgboost: {data: ../../etc/passwd}}", "leads out"),
      ("flavors: {xgboost: {data: /etc/passwd}}", "leads out"),
      ("flavors: {xgboost: {data: absent.ubj}}", "not there"),
      ("flavors: {xgboost: {data: [1]}}", "a string is expected"),
      (String(repeating: "# x\n", count: 400_000), "over the limit"),
    ]
    for (text, wanted) in cases {
      var found = ""
      let time = try ContinuousClock().measure { found = try message(text) }
      #expect(found.contains(wanted), "\(wanted): \(found)")
      #expect(time < .seconds(1))
    }
  }

  @Test func `a flavor's file must be of its library, and fit its signature`() throws {
    let skops = try ScikitFixture.bytes("linear")
    let wrong = try message("flavors: {xgboost: {data: m}}", files: ["m": skops])
    #expect(wrong.contains("names 'm', which is scikit-learn (skops)"), "\(wrong)")
    func signed(_ inputs: String) throws -> String {
      try message(
        "flavors: {sklearn: {pickled_model: m}}\nsignature: {inputs: '\(inputs)'}\n",
        files: ["m": skops])
    }
    #expect(
      try signed(#"[{"type": "double", "name": "agee"}]"#).contains(
        "lacks the model's feature 'age'"))
    #expect(
      try signed(#"[{"type":"tensor","tensor-spec":{"dtype":"float64","shape":[-1,3]}}]"#)
        .contains("wants 3 columns; the model reads 4"))
    let string = ["age", "income", "score", "rate"].map { #"{"type": "string", "name": "\#($0)"}"# }
    #expect(try signed("[\(string.joined(separator: ","))]").contains("reads it as a number"))
    #expect(try signed("[{").contains("signature inputs"))
  }
}
