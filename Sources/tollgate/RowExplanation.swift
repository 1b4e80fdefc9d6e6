import ArgumentParser
import Explanations
import Findings
import Gate
import Kernels
import Models
import Tabular

/// What `tollgate explain` tells without labels: SHAP values of rows, and curves of features.
struct RowExplanation {
  let model: String
  let data: String
  let background: String?
  let output: ScoreOutput
  /// At most so many rows, the first ones; nil for all.
  let rowLimit: Int?
  let backgroundLimit: Int
  let hidden: Set<String>
  let options: TableOptions
  let limits: RaisedLimits
  let seed: UInt64
  let parallel: Parallel

  /// The SHAP values of the rows, and how many rows they are compared with (nil for none).
  func attributions(
    _ choice: ShapleyExplainer.Choice
  ) throws(Ending) -> (AttributionListing, backgroundRows: Int?) {
    let model = try loaded()
    let table = try table(data, for: model)
    let other =
      try background.map { path throws(Ending) in try self.table(path, for: model) } ?? table
    let rows = try scorable(model, table.selecting(rows: first(rowLimit, of: table)))
    let drawn = try scorable(model, other.selecting(rows: drawn(backgroundLimit, of: other)))
    do throws(ExplanationError) {
      let values = try ShapleyExplainer(choice, seed: seed, parallel: parallel)
        .attributions(of: rows, background: drawn)
      let listing = AttributionListing(values, output: output, description: model.description)
      return (listing, values.method == .treePathDependent ? nil : drawn.rowCount)
    } catch {
      throw ending(error)
    }
  }

  /// The partial dependence (`pdp`) or accumulated local effects (`ale`) of some features; nil takes all
  /// that the model may read, and of those without an order none for `ale`.
  func curves(method: String, of features: [String]?) throws(Ending) -> CurveListing {
    let model = try loaded()
    let table = try table(data, for: model)
    let rows = try scorable(model, table.selecting(rows: first(rowLimit, of: table)))
    let all = rows.table.names.enumerated()
      .filter { rows.use(ofColumn: $0.offset) != .unread }.map(\.element)
    var listing = CurveListing(method: method)
    for name in features ?? all {
      do throws(ExplanationError) {
        try add(name, rows, to: &listing)
      } catch {
        if features == nil, case .unfit = error { continue }
        throw ending(error)
      }
    }
    return listing
  }

  private func add(
    _ feature: String, _ rows: ScorableRows, to listing: inout CurveListing
  ) throws(ExplanationError) {
    if listing.method == "ale" {
      let own = try AccumulatedEffects(of: rows, feature: feature, parallel: parallel)
      for (output, curve) in own.effects.enumerated() {
        listing.curves.append(
          CurveListing.Curve(
            feature: feature, output: output,
            points: zip(own.edges, curve).map { (CSVWriter.text(of: $0), $1) },
            heterogeneity: nil))
      }
      return
    }
    let own = try IndividualCurves(of: rows, feature: feature, parallel: parallel)
    let spread = own.heterogeneity()
    for (output, curve) in own.partialDependence().enumerated() {
      listing.curves.append(
        CurveListing.Curve(
          feature: feature, output: output,
          points: zip(own.grid.points, curve).map { (CurveListing.text($0), $1) },
          heterogeneity: spread[output]))
    }
  }

  private func ending(_ error: ExplanationError) -> Ending {
    switch error {
    case .unfit(let reason): Ending(.usage, line: reason)
    case .model(let problem): Ending(.unloadable, line: "\(model): \(problem.description)")
    }
  }

  private func loaded() throws(Ending) -> any Model {
    var options = ModelOptions()
    options.runtime = ONNXRuntimeSearch { System.variable($0) }
    limits.apply(to: &options)
    do throws(ModelError) {
      return try ModelLoader.load(path: model, options: options, parallel: parallel)
    } catch {
      throw Ending(.unloadable, line: "\(model): \(error.description)")
    }
  }

  private func table(_ path: String, for model: any Model) throws(Ending) -> Table {
    let table: Table
    var options = options
    options.untypedTextColumns = [model.description].untypedTextColumns
    options.keptTexts = [model.description].keptTexts
    options.numericColumns = [model.description].numericColumns(hiding: hidden)
    do throws(TableError) {
      table = try TableReader.read(path: path, options: options, parallel: parallel)
    } catch {
      throw Ending(.unloadable, line: "\(path): \(error.description)")
    }
    guard table.rowCount > 0 else { throw Ending(.unloadable, line: "\(path): has no rows") }
    return Table(
      columns: table.columns.filter { !hidden.contains($0.name) }, rowCount: table.rowCount)
  }

  private func scorable(_ loaded: any Model, _ table: Table) throws(Ending) -> ScorableRows {
    do throws(ModelError) {
      return try ScorableRows(loaded, table: table, output: output, parallel: parallel)
    } catch {
      throw Ending(.unloadable, line: "\(model): \(error.description)")
    }
  }

  private func first(_ limit: Int?, of table: Table) -> [Int32] {
    (0..<min(limit ?? table.rowCount, table.rowCount)).map { Int32(truncatingIfNeeded: $0) }
  }

  /// Distinct rows by the seed, in order of the table.
  private func drawn(_ limit: Int, of table: Table) -> [Int32] {
    guard limit < table.rowCount else { return first(nil, of: table) }
    let salt = SeededGenerator.mix(seed ^ SeededGenerator.stableHash("shapley/background"))
    let hashes = (0..<table.rowCount).map {
      SeededGenerator.mix(salt &+ UInt64(truncatingIfNeeded: $0))
    }
    let chosen = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }.prefix(limit)
    return chosen.sorted().map { Int32(truncatingIfNeeded: $0) }
  }
}
