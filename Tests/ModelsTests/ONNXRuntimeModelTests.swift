import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Models

/// Graphs of `Fixtures/ONNXRuntime` against what ONNX Runtime's own Python interface answered.
///
/// Skipped where no ONNX Runtime is found: TOLLGATE_ONNXRUNTIME may name one.
@Suite(
  .enabled(
    if: ONNXRuntimeFixture.isThere,
    "no ONNX Runtime is found; TOLLGATE_ONNXRUNTIME may name its library"))
struct ONNXRuntimeModelTests {
  private func table(_ name: String, _ file: String) throws -> Table {
    try TableReader.read(
      path: "\(Fixture.folder)/ONNXRuntime/\(name)/\(file)", parallel: Parallel(threads: 1))
  }

  @Test(arguments: ["words", "typed", "matrix"])
  func `scores are those of ONNX Runtime, for any number of threads`(name: String) throws {
    let model = try ONNXRuntimeFixture.load(name)
    let expected = try table(name, "expected.csv")
    let rows = try table(name, "rows.csv")
    let one = try model.scores(for: rows, output: .prediction, parallel: Parallel(threads: 1))
    let three = try model.scores(for: rows, output: .prediction, parallel: Parallel(threads: 3))
    #expect(one.outputs == three.outputs)
    #expect(one.outputs.count == expected.columns.count)
    for (scores, column) in zip(one.outputs, expected.columns) {
      guard case .numeric(let figures) = column.values else { continue }
      #expect(scores.count == figures.count)
      for (score, figure) in zip(scores, figures) {
        #expect(abs(score - figure) <= 1e-5 * max(1, abs(figure)))
      }
    }
  }

  @Test func `inputs, outputs and the engine are described`() throws {
    let words = try ONNXRuntimeFixture.load("words").description
    #expect(words.task == .binary)
    #expect(words.classNames == ["display", "mechanics"])
    #expect(words.features == [Feature(name: "text", kind: .text)])
    #expect(words.namesFeatures)
    let engine = try #require(words.facts.first { $0.name == "engine" })
    #expect(engine.value.hasPrefix("ONNX Runtime 1."))
    #expect(
      words.facts.contains {
        $0.name == "because of" && $0.value == "the ONNX operators Celu, Mish"
      })
    let matrix = try ONNXRuntimeFixture.load("matrix").description
    #expect(matrix.task == .multiclass(classCount: 3))
    #expect(matrix.features.map(\.name) == ["f0", "f1", "f2", "f3"])
    #expect(!matrix.namesFeatures)
    #expect(try ONNXRuntimeFixture.load("typed").description.task == .regression)
  }

  @Test func `scores say what they are`() throws {
    for (name, kind) in [
      ("words", Scores.Kind.probability), ("typed", .value), ("matrix", .probability),
    ] {
      let scores = try ONNXRuntimeFixture.load(name).scores(
        for: table(name, "rows.csv"), output: .prediction, parallel: Parallel(threads: 2))
      #expect(scores.kind == kind, "\(name)")
    }
  }

  @Test func `columns that do not fit are refused by name`() throws {
    let typed = try ONNXRuntimeFixture.load("typed")
    let rows = try table("typed", "rows.csv")
    func error(_ columns: [Column]) -> String? {
      let table = Table(columns: columns)
      return #expect(throws: ModelError.self) {
        try typed.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
      }?.description
    }
    #expect(
      error(rows.columns.filter { $0.name != "colour" })?.contains("lacks feature 'colour'") == true
    )
    let halves = Column(
      name: "whole", values: .numeric(Array(repeating: 0.5, count: rows.rowCount)))
    #expect(
      error(rows.columns.map { $0.name == "whole" ? halves : $0 })
        == "row 1, column 'whole': is 0.5; the graph wants a whole number")
    let texts = Column(
      name: "single",
      values: .categorical(
        codes: Array(repeating: 0, count: rows.rowCount), levels: Levels(["x"])))
    #expect(
      error(rows.columns.map { $0.name == "single" ? texts : $0 })?
        .contains("column 'single' must be numeric") == true)
    let matrix = try ONNXRuntimeFixture.load("matrix")
    let wrong = #expect(throws: ModelError.self) {
      try matrix.scores(for: rows, output: .prediction, parallel: Parallel(threads: 1))
    }
    #expect(wrong == .wrongFeatureCount(model: 4, table: 5))
  }

  @Test func `the loader hands over what the native reader does not know, and says why`() throws {
    var options = ModelOptions()
    options.runtime = ONNXRuntimeFixture.search
    let path = ONNXRuntimeFixture.path("typed")
    let model = try ModelLoader.load(path: path, options: options, parallel: Parallel(threads: 1))
    let facts = model.description.facts
    #expect(facts.first { $0.name == "engine" }?.value.hasPrefix("ONNX Runtime 1.") == true)
    #expect(facts.first { $0.name == "because of" }?.value.contains("Celu") == true)
    let scores = try model.scores(
      for: table("typed", "rows.csv"), output: .prediction, parallel: Parallel(threads: 1))
    #expect(scores.rowCount == 40)
    // Without a word on where to look, nothing is loaded.
    let error = #expect(throws: ModelError.self) {
      try ModelLoader.load(path: path, parallel: Parallel(threads: 1))
    }
    #expect(error?.description.contains("ONNX Runtime would run it") == true)
  }

  @Test func `constants beside the model are read from its own folder`() throws {
    var options = ModelOptions()
    options.runtime = ONNXRuntimeFixture.search
    let model = try ModelLoader.load(
      path: ONNXRuntimeFixture.path("spread"), options: options, parallel: Parallel(threads: 1))
    #expect(model.description.facts.contains { $0.value.hasPrefix("ONNX Runtime 1.") })
    let scores = try model.scores(
      for: table("spread", "rows.csv"), output: .prediction, parallel: Parallel(threads: 1))
    guard case .numeric(let figures)? = try table("spread", "expected.csv")["value"]?.values else {
      Issue.record("no expected values")
      return
    }
    for (score, figure) in zip(scores.outputs[0], figures) { #expect(abs(score - figure) < 1e-5) }
    #expect(throws: ModelError.self) {
      try ONNXRuntimeFixture.load(ONNXRuntimeFixture.bytes("spread"))
    }
  }

  @Test func `a damaged model is an error`() throws {
    let bytes = try ONNXRuntimeFixture.bytes("typed")
    for count in stride(from: 1, to: bytes.count, by: 97) {
      #expect(throws: ModelError.self) {
        try ONNXRuntimeFixture.load(Array(bytes[..<count]))
      }
    }
  }
}

@Suite struct ONNXRuntimeAbsenceTests {
  @Test func `without ONNX Runtime the message names the operators and how to install it`() {
    let nowhere = ONNXRuntimeSearch { $0 == "TOLLGATE_ONNXRUNTIME" ? "/no/such/lib.so" : nil }
    let error = #expect(throws: ModelError.self) {
      try ONNXRuntimeFixture.load([8, 8], from: nowhere)
    }
    #expect(error?.description.hasPrefix("uses the ONNX operators Celu, Mish") == true)
    #expect(error?.description.contains("pip install onnxruntime") == true)
    #expect(error?.description.contains("'/no/such/lib.so' cannot be loaded") == true)
    #expect(error?.description.hasSuffix("or score elsewhere") == true)
  }

  @Test func `nothing is loaded unless it is said where from`() {
    #expect(ONNXRuntimeSearch().candidates.isEmpty)
    #expect(
      ONNXRuntimeSearch { _ in nil }.candidates == ["libonnxruntime.so.1", "libonnxruntime.so"])
  }

  @Test func `a library that is none is not taken for one`() throws {
    let libraries = ["libm.so.6", "libc.so.6"]
    for library in libraries {
      #expect(throws: ONNXRuntimeSession.Failure.self) {
        try ONNXRuntimeSession(library: library, bytes: [8, 8], path: nil)
      }
    }
  }
}
