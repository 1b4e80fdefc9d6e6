package import Kernels
package import Models

/// SHAP values by the best way that a model has: exact ones of trees and weighted sums, sampled ones of
/// everything else.
package struct ShapleyExplainer: Sendable {
  /// What is asked for.
  package enum Choice: String, Sendable, CaseIterable {
    /// Exact interventional values of margins where the model has them, else sampled ones.
    case automatic = "auto"
    case pathDependent = "path-dependent"
    case interventional
    case sampling
  }

  private let choice: Choice
  private let seed: UInt64
  private let parallel: Parallel

  package init(_ choice: Choice = .automatic, seed: UInt64, parallel: Parallel) {
    self.choice = choice
    self.seed = seed
    self.parallel = parallel
  }

  /// The values of `rows` against `background`, in the units of ``ScorableRows/output``.
  ///
  /// Trees add up in margins alone, so predictions behind a link are explained by sampling.
  ///
  /// - Throws: ``ExplanationError`` if the chosen way does not fit the model, or the model refuses a row.
  package func attributions(
    of rows: ScorableRows, background: ScorableRows
  ) throws(ExplanationError) -> Attributions {
    switch choice {
    case .sampling: return try sampled(rows, background)
    case .pathDependent, .interventional: return try exact(rows, background)
    case .automatic:
      do throws(ExplanationError) {
        return try exact(rows, background)
      } catch {
        guard case .unfit = error else { throw error }
        return try sampled(rows, background)
      }
    }
  }

  private func sampled(
    _ rows: ScorableRows, _ background: ScorableRows
  ) throws(ExplanationError) -> Attributions {
    try SampledShapley(seed: seed, parallel: parallel).attributions(rows, background: background)
  }

  private func exact(
    _ rows: ScorableRows, _ background: ScorableRows
  ) throws(ExplanationError) -> Attributions {
    guard rows.output == .raw else {
      throw .unfit(
        "exact SHAP values are of margins, which add up; predictions behind a link are explained by "
          + "sampling")
    }
    let names = rows.model.description.features.map(\.name)
    if let trees = rows.trees {
      if choice == .pathDependent {
        return try TreeShapley.pathDependent(trees, features: names, parallel: parallel)
      }
      guard let other = background.trees else {
        throw .unfit("the background's rows are not those of trees")
      }
      return try TreeShapley.interventional(
        trees, background: other, features: names, parallel: parallel)
    }
    if choice != .pathDependent, let model = rows.model as? BoostedModel,
      case .linear(let booster) = model.booster
    {
      let own: [[Double]]
      let other: [[Double]]
      do throws(ModelError) {
        own = try model.features(of: rows.table, parallel: parallel)
        other = try model.features(of: background.table, parallel: parallel)
      } catch {
        throw .model(error)
      }
      if own.count == names.count {
        return try LinearShapley.attributions(
          of: booster, inputs: own, background: other, features: names)
      }
    }
    throw .unfit(
      "the model is not trees alone, so its SHAP values cannot be computed exactly; sampling works for "
        + "any model")
  }
}
