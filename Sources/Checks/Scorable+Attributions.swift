internal import Explanations
internal import Kernels
internal import Models

extension Scorable {
  /// SHAP values with the rows that they are against.
  struct Explained: Sendable {
    let values: Attributions
    let backgroundRows: Int
  }

  /// Whether the model can be asked for margins, in which exact values add up.
  func givesMargins(parallel: Parallel) -> Bool {
    (try? margins(parallel: parallel)) != nil
  }

  /// The SHAP values of these rows against some of them, by the best way that the model has.
  ///
  /// - Parameters:
  ///   - background: How many rows they are compared with, chosen by the hash of their keys.
  ///   - inMargins: Whether margins are explained; else predictions.
  func attributions(
    background: Int, inMargins: Bool, settings: MeasureSettings
  ) throws(ExplanationError) -> Explained {
    let drawn = sampled(rows: background, seed: settings.seed &+ 1)
    let own: ScorableRows
    let others: ScorableRows
    do throws(ModelError) {
      own = inMargins ? try margins(parallel: settings.parallel) : rows
      others = try ScorableRows(
        own.model, table: drawn.rows.table, output: own.output, parallel: settings.parallel)
    } catch {
      throw .model(error)
    }
    let values = try ShapleyExplainer(seed: settings.seed, parallel: settings.parallel)
      .attributions(of: own, background: others)
    return Explained(values: values, backgroundRows: others.rowCount)
  }
}
