internal import Explanations
internal import Kernels
internal import Models
internal import Statistics
internal import Tabular

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
    let drawn = compared(rows: background, seed: settings.seed &+ 1)
    let own: ScorableRows
    let others: ScorableRows
    do throws(ModelError) {
      own = inMargins ? try margins(parallel: settings.parallel) : rows
      others = try ScorableRows(
        own.model, table: drawn, output: own.output, parallel: settings.parallel)
    } catch {
      throw .model(error)
    }
    let values = try ShapleyExplainer(seed: settings.seed, parallel: settings.parallel)
      .attributions(of: own, background: others)
    return Explained(values: values, backgroundRows: others.rowCount)
  }

  /// The rows that others are compared with. With weights, a row is there about as often as its weight says:
  /// rows in the order of a hash, and of their arcs on a line those under equally spaced points.
  private func compared(rows limit: Int, seed: UInt64) -> Table {
    guard let weights, weights.contains(where: { $0 != weights[0] }) else {
      return sampled(rows: limit, seed: seed).rows.table
    }
    let salt = SeededGenerator.mix(seed ^ SeededGenerator.stableHash("importance/rows"))
    let keys = identity.keys ?? RowIdentity().drawingKeys(count: rows.rowCount)
    let order = HashOrder.ascending(of: keys.map { SeededGenerator.mix($0 ^ salt) })
    let total = Sums.unordered(weights)
    let step = total / Double(limit)
    var chosen: [Int32] = []
    var (end, point) = (0.0, step / 2)
    for row in order {
      end += weights[Int(row)]
      while point < end, chosen.count < limit {
        chosen.append(row)
        point += step
      }
    }
    return rows.table.selecting(rows: chosen)
  }
}
