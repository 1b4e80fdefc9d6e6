package import Kernels
package import Tabular

/// What adds up to a margin: trees, or one linear function per output.
package enum Booster: Sendable {
  /// Arranged once when the model is loaded, used for every table.
  case trees(CompiledEnsemble)
  case linear(LinearBooster)
}

/// A model that adds up: its inputs from a table's columns, a booster, and the objective's link.
package struct BoostedModel: Model {
  package let description: ModelDescription
  package let booster: Booster
  package let link: any Link
  package let preparation: any FeaturePreparation

  /// The most scores that one call makes: 16 GB of them.
  private static let cellLimit = 1 << 31

  private var outputCount: Int {
    switch booster {
    case .trees(let trees): trees.ensemble.outputCount
    case .linear(let linear): linear.starts.count
    }
  }

  /// The table's columns as the booster's inputs: one of `rowCount` numbers per input, in the
  /// booster's order, NaN where missing and categories as codes.
  ///
  /// - Throws: ``ModelError`` as ``scores(for:output:parallel:)`` does.
  package func features(of table: Table, parallel: Parallel) throws(ModelError) -> [[Double]] {
    try preparation.inputs(of: table, parallel: parallel)
  }

  package func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    let (cells, overflow) = table.rowCount.multipliedReportingOverflow(by: outputCount)
    guard !overflow, cells <= BoostedModel.cellLimit else {
      throw .tooLarge(
        what: "the number of scores (\(table.rowCount) rows of \(outputCount) outputs)",
        limit: "\(BoostedModel.cellLimit)")
    }
    return scores(
      ofFeatures: try features(of: table, parallel: parallel), rowCount: table.rowCount,
      output: output,
      parallel: parallel)
  }

  package var featureUses: [FeatureUse] {
    let isRead =
      switch booster {
      case .trees(let trees): trees.ensemble.readInputs
      case .linear(let linear): linear.weights.map { $0.contains { $0 != 0 } }
      }
    return FeatureUse.of(
      isRead, sources: preparation.sources, featureCount: description.features.count)
  }

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    try preparation.unknownCategories(in: table, weights: weights)
  }

  package func treeRows(
    of table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> TreeRows? {
    guard case .trees(let trees) = booster else { return nil }
    return TreeRows(
      trees: trees, inputs: try features(of: table, parallel: parallel), rowCount: table.rowCount,
      sources: preparation.sources
    ) { margins, parallel in scores(ofMargins: margins, output: output, parallel: parallel) }
  }

  /// The scores of rows that are bound already, for callers who change a feature and ask again.
  ///
  /// - Precondition: `features` is what ``features(of:parallel:)`` gives, or columns like it.
  package func scores(
    ofFeatures features: [[Double]], rowCount: Int, output: ScoreOutput, parallel: Parallel
  ) -> Scores {
    let margins: [[Double]] =
      switch booster {
      case .trees(let trees): trees.margins(of: features, rowCount: rowCount, parallel: parallel)
      case .linear(let linear): linear.margins(of: features, rowCount: rowCount, parallel: parallel)
      }
    return scores(ofMargins: margins, output: output, parallel: parallel)
  }

  /// What the objective makes of a booster's sums.
  private func scores(
    ofMargins margins: [[Double]], output: ScoreOutput, parallel: Parallel
  ) -> Scores {
    switch output {
    case .raw: return Scores(kind: .margin, outputs: margins)
    case .prediction:
      return Scores(
        kind: link.predictionKind(outputCount: margins.count),
        outputs: link.predictions(from: margins, parallel: parallel))
    }
  }
}
