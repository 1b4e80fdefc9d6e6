import FoundationEssentials
import Kernels
import Testing

@testable import Models

/// Files that ask for more than a limit of `docs/limits.md` allows, each with its sentence. The nesting of
/// documents, graphs and expressions, tensors and archives have theirs beside the tests of their readers.
struct ModelLimitTests {
  private func message(_ fixture: String, _ old: String, _ new: String) throws -> String {
    let named = try Fixture.named(fixture)
    let text = String(decoding: try named.bytes(), as: UTF8.self)
    let edited = text.replacing(old, with: new, maxReplacements: 1)
    #expect(edited != text, "the fixture lacks \(old)")
    let formats: [any ModelFormat.Type] = [
      XGBoostJSONFormat.self, LightGBMFormat.self, CatBoostJSONFormat.self,
    ]
    let bytes = Array(edited.utf8)
    let format = try #require(formats.first { $0.recognizes(prefix: bytes.prefix(4096)) })
    do throws(ModelError) {
      _ = try format.read(ModelSource(bytes: bytes), options: ModelOptions())
      return ""
    } catch {
      return error.description
    }
  }

  @Test func `outputs and features are counted before anything is made of them`() throws {
    let outputs = Limits.Models.outputs + 1
    let classes = try message(
      "xgboost-base-score-given", #""num_class":"0""#, #""num_class":"\#(outputs)""#)
    #expect(classes.contains("num_class is over the limit of 100000"), "\(classes)")
    let trees = try message(
      "lightgbm-regression", "num_tree_per_iteration=1", "num_tree_per_iteration=\(outputs)")
    #expect(trees.contains("the number of outputs is over the limit of 100000"), "\(trees)")
    let features = try message(
      "lightgbm-regression", "max_feature_idx=3", "max_feature_idx=1000000")
    #expect(
      features.contains("the number of features is over the limit of 1000000"), "\(features)")
    let biases = String(repeating: "0,", count: outputs)
    let bias = try message(
      "catboost-RMSE", #""scale_and_bias":[1,["#, #""scale_and_bias":[1,[\#(biases)"#)
    #expect(bias.contains("the number of outputs is over the limit of 100000"), "\(bias)")
  }

  @Test func `a document has so many values, arrays of numbers aside`() throws {
    let text = "{\"a\":[\"x\"" + String(repeating: ",1", count: Limits.Models.values) + "]}"
    let error = #expect(throws: ModelError.self) { try JSONReader.read(Array(text.utf8)) }
    #expect(error?.description.hasPrefix("the number of values at byte ") == true)
    #expect(error?.description.hasSuffix(" is over the limit of 4194304") == true)
    let numbers = "{\"a\":[1" + String(repeating: ",1", count: Limits.Models.values) + "]}"
    _ = try JSONReader.read(Array(numbers.utf8))
    let packed =
      Array("{U".utf8) + [1] + Array("a[".utf8)
      + [UInt8](repeating: UInt8(ascii: "Z"), count: Limits.Models.values) + Array("]}".utf8)
    let other = #expect(throws: ModelError.self) { try UBJSONReader.read(packed) }
    #expect(other?.description.hasSuffix(" is over the limit of 4194304") == true)
  }

  @Test func `a PMML file has so many names`() {
    let names = (0...Limits.Models.pmmlNames).map { "<a\($0)/>" }.joined()
    let text = "<PMML version=\"4.4\" xmlns=\"http://www.dmg.org/PMML-4_4\">\(names)</PMML>"
    let error = #expect(throws: ModelError.self) {
      try PMMLFormat.read(ModelSource(bytes: Array(text.utf8)), options: ModelOptions())
    }
    #expect(error?.description.contains("is over the limit of") == true)
  }

  @Test func `an MLmodel file has so many values, and a signature so many columns`() throws {
    func message(_ text: String) throws -> String {
      let folder = FileManager.default.temporaryDirectory.appending(
        path: "tollgate-limits-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try Data(text.utf8).write(to: folder.appending(path: "MLmodel"))
      try Data(ScikitFixture.bytes("linear")).write(to: folder.appending(path: "m"))
      let error = #expect(throws: ModelError.self) {
        try ModelLoader.load(path: folder.path, parallel: Parallel(threads: 1))
      }
      return error?.description ?? ""
    }
    let values = String(repeating: "1,", count: Limits.Models.mlmodelValues)
    let many = try message("flavors: [\(values)1]\n")
    #expect(many.contains("50000 values, 32 levels"), "\(many)")
    let columns = String(repeating: "{},", count: Limits.Models.signatureColumns)
    let wide = try message(
      "flavors: {sklearn: {pickled_model: m}}\nsignature: {inputs: '[\(columns){}]'}\n")
    #expect(wide.contains("the signature is over the limit of 100000 columns"), "\(wide)")
  }

  @Test func `a graph has so many nodes`() {
    // The least that a node takes: a field of a graph, and nothing in it.
    let nodes = [[UInt8]](repeating: [0x0A, 0], count: Limits.Models.onnxNodes + 1).flatMap { $0 }
    let bytes = ONNXBytes.made { model in
      model.field(1, 8)
      model.field(7, nodes)
    }
    let error = #expect(throws: ModelError.self) {
      try ONNXFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
    }
    #expect(error?.description.contains("the number of nodes is over the limit of 1048576") == true)
  }

  @Test func `a file's size is told with the flag that raises it`() {
    #expect(
      ModelError(.tooLarge(limit: Limits.Models.fileBytes)).description
        == "the file is over the limit of 2 GB (a flag raises it: --max-model)")
    #expect(
      ModelError(.tooLarge(limit: Limits.Models.mlmodelBytes)).description
        == "the file is over the limit of 1 MB")
  }
}
