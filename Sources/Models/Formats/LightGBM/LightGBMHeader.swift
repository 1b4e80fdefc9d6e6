import Kernels

/// The header of a LightGBM file, checked.
struct LightGBMHeader {
  let version: String
  /// Outputs: one per class, or one.
  let treesPerRound: Int
  let featureNames: [String]
  /// Whether training had no names, so that the library made `Column_0`, `Column_1`, … up.
  let namesAreMadeUp: Bool
  /// The features whose ranges are lists of categories.
  let listedCategories: [Int]
  /// The codes in these lists, by feature; those that stand for missing are none.
  let listedCodes: [Int: Set<Int>]
  let objective: LightGBMObjective
  /// Whether outputs are means over rounds (random forest).
  let averages: Bool

  /// The most outputs and features that a model may have.
  private static let outputLimit = Limits.Models.outputs
  private static let featureLimit = Limits.Models.features

  init(_ section: LightGBMSection) throws(ModelError) {
    version = try section.text("version") ?? "v2"
    guard ["v2", "v3", "v4"].contains(version) else {
      throw .unsupported(
        feature: "version '\(version)' of the LightGBM text format",
        advice: "v2, v3 and v4 are read")
    }
    let classes = try section.count("num_class", least: 1) ?? 1
    treesPerRound = try section.count("num_tree_per_iteration", least: 1) ?? classes
    guard treesPerRound <= LightGBMHeader.outputLimit else {
      throw .tooLarge(what: "the number of outputs", limit: "\(LightGBMHeader.outputLimit)")
    }
    guard let last = try section.count("max_feature_idx", least: 0) else {
      throw .malformed(place: "header", problem: "'max_feature_idx' is missing")
    }
    guard last < LightGBMHeader.featureLimit else {
      throw .tooLarge(what: "the number of features", limit: "\(LightGBMHeader.featureLimit)")
    }
    let names = try section.text("feature_names")?.split(separator: " ").map(String.init) ?? []
    guard names.count == last + 1 else {
      throw section.malformed(
        "feature_names", "holds \(names.count) names; max_feature_idx says \(last + 1)")
    }
    guard Set(names).count == names.count else {
      throw section.malformed("feature_names", "two features have the same name")
    }
    featureNames = names
    namesAreMadeUp = names.enumerated().allSatisfy { $1 == "Column_\($0)" }
    let infos = try section.text("feature_infos")?.split(separator: " ") ?? []
    guard infos.isEmpty || infos.count == names.count else {
      throw section.malformed(
        "feature_infos", "holds \(infos.count) ranges for \(names.count) features")
    }
    listedCategories = infos.indices.filter { !infos[$0].hasPrefix("[") && infos[$0] != "none" }
    listedCodes = Dictionary(
      uniqueKeysWithValues: listedCategories.map { feature in
        (
          feature,
          Set(infos[feature].split(separator: ":").compactMap { Int($0) }.filter { $0 >= 0 })
        )
      })
    objective = try LightGBMObjective(line: section.text("objective"))
    averages = section.has("average_output")
  }
}
