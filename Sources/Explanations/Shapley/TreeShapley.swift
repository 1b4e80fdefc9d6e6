package import Kernels
package import Models

/// Exact SHAP values of models that are trees, in margins.
package enum TreeShapley {
  /// Path-dependent values: what is unknown is averaged over the training rows below each node, by
  /// covers of the file. Needs no background; shap's `TreeExplainer` without data, XGBoost's
  /// `pred_contribs` and LightGBM's `pred_contrib`.
  ///
  /// Where a model makes several inputs of one feature, the feature is one player.
  ///
  /// - Throws: ``ExplanationError/unfit(_:)`` if the file has no usable covers, or the trees have no
  ///   exact values.
  package static func pathDependent(
    _ rows: TreeRows, features: [String], parallel: Parallel
  ) throws(ExplanationError) -> Attributions {
    let ensemble = rows.trees.ensemble
    if case .flawed(let reason) = ensemble.covers { throw .unfit(reason) }
    guard let shares = ensemble.leftShares() else {
      throw .unfit(
        "the model file does not say how many training rows reached each node, which "
          + "path-dependent SHAP values need; interventional ones need a background instead")
    }
    let explained = try ExplainedTrees(rows, players: rows.sources, shares: shares)
    if let deepest = explained.trees.map(\.depth).max(), deepest > PathShapley.depthLimit {
      throw .unfit(
        "a tree has \(deepest) levels; path-dependent SHAP values are computed for at most "
          + "\(PathShapley.depthLimit)")
    }
    let sums = PathShapley(
      trees: explained.trees, leafValues: explained.leafValues, tests: explained.tests,
      playerCount: features.count, outputCount: explained.outputCount
    ).sums(of: rows.inputs, rowCount: rows.rowCount, parallel: parallel)
    return explained.attributions(sums, method: .treePathDependent, features: features)
  }

  /// Interventional values: what is unknown takes the values of background rows. They answer which
  /// features the model uses; shap's `TreeExplainer` with data.
  ///
  /// - Parameters:
  ///   - background: Rows of the same model.
  ///   - weights: One for each of them; nil for equal ones.
  /// - Throws: ``ExplanationError/unfit(_:)`` if the background is empty or the trees have no exact
  ///   values.
  package static func interventional(
    _ rows: TreeRows, background: TreeRows, weights: [Double]? = nil, features: [String],
    parallel: Parallel
  ) throws(ExplanationError) -> Attributions {
    let weights = weights ?? Array(repeating: 1, count: background.rowCount)
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else {
      throw .unfit("the background has no rows to compare with")
    }
    let explained = try ExplainedTrees(rows, players: rows.sources, shares: nil)
    if let most = explained.trees.map(\.playersAboveLeaf).max(), most > PatternShapley.playerLimit {
      throw .unfit(
        "a leaf depends on \(most) features; interventional SHAP values are computed for at most "
          + "\(PatternShapley.playerLimit)")
    }
    let sums = PatternShapley(
      trees: explained.trees, leafValues: explained.leafValues, tests: explained.tests,
      playerCount: features.count, outputCount: explained.outputCount,
      background: background.inputs, weights: weights.map { $0 / total }
    ).sums(of: rows.inputs, rowCount: rows.rowCount, parallel: parallel)
    return explained.attributions(sums, method: .treeInterventional, features: features)
  }
}
