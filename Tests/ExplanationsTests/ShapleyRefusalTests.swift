import Foundation
import Kernels
import Tabular
import Testing

@testable import Explanations
@testable import Models

/// Real files that exact SHAP values do not exist for: what is refused, in words, and what works instead.
@Suite struct ShapleyRefusalTests {
  private let parallel = Parallel(threads: 2)

  private static func bytes(_ path: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ModelsTests/Fixtures")
    return [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }

  private static func model(_ bytes: [UInt8]) throws -> any Model {
    let format = try #require(
      ModelFormatCatalog.all.first { $0.recognizes(prefix: bytes.prefix(4096)) })
    return try format.read(ModelSource(bytes: bytes), options: ModelOptions())
  }

  /// A few rows of numbers that reach different leaves.
  private func rows(_ model: any Model, count: Int, output: ScoreOutput = .raw) throws
    -> ScorableRows
  {
    let columns = model.description.features.enumerated().map { place, feature in
      Column(
        name: feature.name,
        values: .numeric((0..<count).map { Double(($0 * 7 + place * 3) % 11) - 5 }))
    }
    return try ScorableRows(
      model, table: Table(columns: columns, rowCount: count), output: output, parallel: parallel)
  }

  private func refusal(
    _ choice: ShapleyExplainer.Choice, _ rows: ScorableRows
  ) -> ExplanationError? {
    do throws(ExplanationError) {
      _ = try ShapleyExplainer(choice, seed: 1, parallel: parallel)
        .attributions(of: rows, background: rows)
      return nil
    } catch {
      return error
    }
  }

  /// The values add up to the scores, whatever the way.
  private func expectExplained(_ rows: ScorableRows, by method: Attributions.Method) throws {
    let values = try ShapleyExplainer(seed: 1, parallel: parallel)
      .attributions(of: rows, background: rows)
    #expect(values.method == method)
    let scores = try rows.scores(parallel: parallel).outputs[0]
    for (sum, score) in zip(values.scores(output: 0), scores) {
      #expect(abs(sum - score) <= 1e-9 * max(1, abs(score)))
    }
  }

  @Test func `CatBoost without the weights of its leaves has no path-dependent values`() throws {
    let text = String(decoding: try Self.bytes("catboost-Logloss/model.json"), as: UTF8.self)
    let whole = try rows(try Self.model([UInt8](text.utf8)), count: 6)
    #expect(refusal(.pathDependent, whole) == nil)
    // What a file is like that was saved without them.
    let parts = text.components(separatedBy: "\"leaf_weights\"")
    #expect(parts.count > 1)
    let bare =
      parts[0]
      + parts.dropFirst().map { part in
        "\"leaf_weights\":[]" + part.drop { $0 != "]" }.dropFirst()
      }.joined()
    let stripped = try rows(try Self.model([UInt8](bare.utf8)), count: 6)
    #expect(
      refusal(.pathDependent, stripped)
        == .unfit(
          "the model file does not say how many training rows reached each node, which path-dependent "
            + "SHAP values need; interventional ones need a background instead"))
    #expect(refusal(.interventional, stripped) == nil)
    try expectExplained(stripped, by: .treeInterventional)
  }

  @Test(arguments: ["lightgbm-linear-trees", "lightgbm-linear-trees-without-missing"])
  func `LightGBM's linear leaves have no exact values, and sampled ones`(name: String) throws {
    let model = try Self.model(try Self.bytes("\(name)/model.txt"))
    let rows = try rows(model, count: 4)
    for choice in [ShapleyExplainer.Choice.pathDependent, .interventional] {
      #expect(
        refusal(choice, rows)
          == .unfit(
            "the leaves are linear functions (LightGBM's linear_tree), which have no exact SHAP values; "
              + "sampling works for any model"), "\(choice)")
    }
    try expectExplained(rows, by: .sampling)
  }

  @Test func `a model behind its link is explained in its own units by sampling alone`() throws {
    let model = try Self.model(try Self.bytes("catboost-Logloss/model.json"))
    let rows = try rows(model, count: 4, output: .prediction)
    #expect(
      refusal(.interventional, rows)
        == .unfit(
          "exact SHAP values are of margins, which add up; predictions behind a link are explained by "
            + "sampling"))
    try expectExplained(rows, by: .sampling)
  }
}
