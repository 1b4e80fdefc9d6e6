import FoundationEssentials
import Kernels
import Testing

@testable import Models

/// Opening files: what is recognised, and what is refused with which advice.
struct ModelLoaderTests {
  private func load(_ bytes: [UInt8]) throws -> any Model {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-\(UUID().uuidString)").path
    #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try ModelLoader.load(path: path, parallel: Parallel(threads: 1))
  }

  static let refused: [(head: [UInt8], name: String)] = [
    ([0x80, 0x04, 0x95], "pickle"), (Array("ccopy_reg\n_rec".utf8), "pickle"),
    ([0x78, 0x9C, 0x01], "joblib"), (ZipWriter.archive([("archive/data.pkl", [])]), "PyTorch"),
    (ZipWriter.archive([("config.json", [])]), "Keras"),
    (ZipWriter.archive([("a.npy", [])]), "NumPy"), (ZipWriter.archive([("x", [])]), "zip"),
    (Array("binf....".utf8), "old binary"), (Array("CONFIG-offset:".utf8), "old binary"),
    (Array("[\n { \"nodeid\": 0,".utf8), "dump"),
    (
      Array("{\"name\":\"tree\",\"version\":\"v4\",\"num_tree_per_iteration\":1".utf8),
      "LightGBM dump"
    ),
    ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "HDF5"),
    (Array("<?xml version=\"1.0\"?><html/>".utf8), "no PMML"),
  ]

  @Test(arguments: refused)
  func `formats that are known and refused say what they are`(head: [UInt8], name: String) {
    let error = #expect(throws: ModelError.self) { try load(head) }
    guard case .refused(let format, let advice) = error else {
      Issue.record("\(name): \(error.map(\.description) ?? "no error")")
      return
    }
    #expect(format.contains(name), "\(format)")
    #expect(!advice.isEmpty)
  }

  @Test func `a CSV of scores is a model, a CSV without is not`() throws {
    let model = try load(Array("id,score\n1,0.25\n2,0.75\n".utf8))
    #expect(model.description.format == "predictions")
    #expect(throws: ModelError.self) { try load(Array("name,town\nx,y\n".utf8)) }
    #expect(throws: ModelError.unrecognized) { try load([0, 1, 2, 3]) }
  }

  @Test func `folders, devices and absent files are refused in words`() {
    func message(_ path: String) -> String? {
      #expect(throws: ModelError.self) {
        try ModelLoader.load(path: path, parallel: Parallel(threads: 1))
      }?.description
    }
    #expect(message("/") == "is a folder; name the model file in it")
    #expect(message("/dev/zero") == "is a pipe or a device; a regular file is expected")
    #expect(message("/nonexistent/file")?.hasPrefix("cannot be read: ") == true)
  }

  @Test func `descriptions tell producer, task, rounds and size`() throws {
    let model = try Fixture.named("xgboost-early-stopping-of-the-wrapper")
    let answers = try model.answers()
    let description = try model.model().description
    #expect(description.producer == "XGBoost 3.2.0")
    #expect(description.task == .binary)
    #expect(description.features.map(\.name) == ["age", "income", "score", "rate"])
    let rounds = try #require(description.facts.first { $0.name == "rounds used" }?.value)
    #expect(rounds.hasPrefix("\(try #require(answers.rounds)) of "))
    #expect(rounds.hasSuffix("(up to the best iteration, as the scikit-learn wrapper predicts)"))
    var all = ModelOptions()
    all.rounds = .first(99)
    #expect(throws: ModelError.self) { try model.model(all) }
  }

  static let kinds: [(fixture: String, task: ModelTask, kind: Scores.Kind)] = [
    ("xgboost-binary-logistic", .binary, .probability), ("xgboost-binary-hinge", .binary, .label),
    ("xgboost-binary-logitraw", .binary, .margin), ("xgboost-reg-logistic", .regression, .value),
    ("xgboost-multi-softmax", .multiclass(classCount: 3), .label),
    ("xgboost-multi-softprob", .multiclass(classCount: 3), .probability),
    ("xgboost-rank-ndcg", .ranking, .margin), ("xgboost-quantiles-3", .regression, .value),
    ("lightgbm-binary", .binary, .probability), ("lightgbm-lambdarank", .ranking, .margin),
    ("lightgbm-multiclass", .multiclass(classCount: 3), .probability),
    ("lightgbm-multiclassova", .multiclass(classCount: 3), .margin),
    ("lightgbm-poisson", .regression, .value), ("lightgbm-custom-objective", .regression, .value),
  ]

  @Test(arguments: kinds)
  func `an objective decides task and kind of scores`(
    fixture: String, task: ModelTask, kind: Scores.Kind
  ) throws {
    let fixture = try Fixture.named(fixture)
    let model = try fixture.model()
    #expect(model.description.task == task)
    let scores = try model.scores(
      for: try fixture.table(), output: .prediction, parallel: Parallel(threads: 1))
    #expect(scores.kind == kind)
  }
}
