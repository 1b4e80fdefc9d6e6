import FoundationEssentials
import Glibc
import Kernels
import Tabular
import Testing

@testable import Models

/// Files of any format, and those of boosted models.
extension LimitCase {
  private static let deep = "levels of JSON, UBJSON and Python's objects in a model file"
  private static let values = "values of a model file in JSON or UBJSON, arrays of numbers aside"
  private static let sets = "all sets of categories or one-hot values of a model"

  static let documents = [
    LimitCase(
      "bytes of a model file",
      "the file is over the limit of 2 GB (a flag raises it: --max-model)"
    ) {
      try inFolder([("m", try Fixture.named("xgboost-base-score-given").bytes())]) { folder in
        // A hole takes no room on the disk.
        #expect(truncate(folder + "/m", off_t(Limits.Models.fileBytes + 1)) == 0)
        _ = try ModelLoader.load(path: folder + "/m", parallel: Parallel(threads: 1))
      }
    },
    LimitCase(deep, "the nesting at byte 100 is over the limit of 100 levels") {
      words { _ = try JSONReader.read([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) }
    },
    LimitCase(deep, "the nesting at byte 101 is over the limit of 100 levels") {
      words { _ = try UBJSONReader.read([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) }
    },
    LimitCase(values, "the number of values at byte 21 is over the limit of 10") {
      words { _ = try JSONReader.read(Array("[\"x\",1,2,3,4,5,6,7,8,9,10,11,12]".utf8), few) }
    },
    LimitCase(values, "the number of values at byte 11 is over the limit of 10") {
      words { _ = try UBJSONReader.read(Array("[ZZZZZZZZZZZZZ]".utf8), few) }
    },
    LimitCase("outputs of a model", "num_class is over the limit of 100000") {
      words(
        try edited("xgboost-base-score-given", #""num_class":"0""#, #""num_class":"100001""#),
        XGBoostJSONFormat.self)
    },
    LimitCase("outputs of a model", "the number of outputs is over the limit of 100000") {
      words(
        try edited(
          "lightgbm-regression", "num_tree_per_iteration=1", "num_tree_per_iteration=100001"),
        LightGBMFormat.self)
    },
    LimitCase("outputs of a model", "the number of outputs is over the limit of 100000") {
      let biases = String(repeating: "0,", count: Limits.Models.outputs + 1)
      return words(
        try edited(
          "catboost-RMSE", #""scale_and_bias":[1,["#, #""scale_and_bias":[1,[\#(biases)"#),
        CatBoostJSONFormat.self)
    },
    LimitCase("features of a model", "the number of features is over the limit of 1000000") {
      words(
        try edited("lightgbm-regression", "max_feature_idx=3", "max_feature_idx=1000000"),
        LightGBMFormat.self)
    },
    LimitCase(
      "nodes of all trees of a model, and as many leaf values",
      "the number of nodes is over the limit of 2,147,483,647"
    ) { words { try ModelError.check(numbered: Int(Int32.max), "nodes") } },
    LimitCase(sets, "the size of all category sets is over the limit of 256 MB") {
      words {
        var builder = TreeEnsembleBuilder(
          featureCount: 7, outputCount: 1, comparison: .less, precision: .float32,
          categoryRule: .xgboost)
        var set = 0
        let tree = DocumentNode(try JSONReader.read(Array(wideTree.utf8)))
        _ = try XGBoostTree(tree, outputCount: 1).converted(into: &builder, weight: 1, words: &set)
      }
    },
    LimitCase(sets, "the size of all one-hot values is over the limit of 256 MB") {
      let values = (0..<70_000).map { "\($0)," }.joined()
      return words(
        try edited("catboost-one-hot", #""values":["#, #""values":[\#(values)"#),
        CatBoostJSONFormat.self)
    },
    LimitCase(
      "scores of one call of a model: rows times outputs",
      "the number of scores (2147483649 rows of 1 outputs) is over the limit of 2147483648"
    ) {
      let model = try Fixture.named("lightgbm-regression").model()
      return words {
        _ = try model.scores(
          for: Table(columns: [], rowCount: 1 << 31 + 1), output: .prediction,
          parallel: Parallel(threads: 1))
      }
    },
  ]

  private static let few = {
    var reading = DocumentReading()
    reading.mostValues = 10
    return reading
  }()

  /// A tree of XGBoost with 129 nodes, each of which knows the last of 16,777,216 categories.
  private static var wideTree: String {
    let (splits, nodes) = (129, 259)
    func list(_ values: [Int]) -> String {
      "[" + values.map(String.init).joined(separator: ",") + "]"
    }
    func all(_ value: Int, _ count: Int) -> String { list(Array(repeating: value, count: count)) }
    let inner = Array(0..<splits)
    let leaves = Array(repeating: -1, count: nodes - splits)
    return """
      {"categories":\(all(16_777_215, splits)),"categories_nodes":\(list(inner)),\
      "categories_segments":\(list(inner)),"categories_sizes":\(all(1, splits)),\
      "left_children":\(list(inner.map { 2 * $0 + 1 } + leaves)),\
      "right_children":\(list(inner.map { 2 * $0 + 2 } + leaves)),\
      "split_type":\(list(Array(repeating: 1, count: splits) + leaves.map { _ in 0 })),\
      "split_indices":\(all(4, nodes)),"split_conditions":\(all(0, nodes)),\
      "default_left":\(all(0, nodes)),"sum_hessian":\(all(1, nodes)),"base_weights":\(all(0, nodes))}
      """
  }

  /// The error of `work` in a folder with these files.
  static func inFolder(
    _ files: [(name: String, bytes: [UInt8])], _ work: (String) throws -> Void
  ) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tollgate-limits-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
    return words { try work(folder.path) }
  }
}
