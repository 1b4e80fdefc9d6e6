import Kernels
import Tabular

/// A scikit-learn model that is no ensemble of trees: its estimator is asked piece by piece, so that
/// the columns that transformers make never stand in memory all at once.
struct ScikitModel: Model {
  package let description: ModelDescription
  let features: ScikitFeatures
  let chain: EstimatorChain

  private static let piece = 1 << 11

  package func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    let columns = try features.columns(of: table)
    let rowCount = table.rowCount
    let pieces = max(1, (rowCount + ScikitModel.piece - 1) / ScikitModel.piece)
    let results = parallel.map(count: pieces) { index in
      let rows = index * ScikitModel.piece..<min(rowCount, (index + 1) * ScikitModel.piece)
      return Result { () throws(ModelError) in
        try scores(of: pieces == 1 ? columns : columns.map { $0.rows(rows) }, rows.count, output)
      }
    }
    var parts: [[[Double]]] = []
    for result in results {
      switch result {
      case .success(let part): parts.append(part)
      // Once more over the whole table, so that the message counts all rows.
      case .failure(let error):
        if pieces > 1 { _ = try scores(of: columns, rowCount, output) }
        throw error
      }
    }
    let outputs = (parts.first ?? []).indices.map { output in parts.flatMap { $0[output] } }
    let link = chain.estimator.link
    return Scores(
      kind: output == .raw ? .margin : link.predictionKind(outputCount: outputs.count),
      outputs: outputs)
  }

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    try features.unknownCategories(in: table, weights: weights)
  }

  /// Of a linear estimator by its coefficients.
  package var featureUses: [FeatureUse] {
    let count = features.features.count
    guard let weights = chain.estimator.weights, let inputs = weights.first?.count else {
      return Array(repeating: .unknown, count: count)
    }
    let isRead = (0..<inputs).map { input in weights.contains { $0[input] != 0 } }
    return FeatureUse.of(isRead, sources: features.sources, featureCount: count)
  }

  private func scores(
    of columns: [Column], _ rowCount: Int, _ output: ScoreOutput
  ) throws(ModelError) -> [[Double]] {
    let alone = Parallel(threads: 1)
    return switch output {
    case .raw: try chain.margins(of: columns, rowCount: rowCount, parallel: alone)
    case .prediction: try chain.predictions(of: columns, rowCount: rowCount, parallel: alone)
    }
  }
}

extension Column {
  /// The column's cells of some rows.
  fileprivate func rows(_ rows: Range<Int>) -> Column {
    switch values {
    case .numeric(let cells): Column(name: name, values: .numeric(Array(cells[rows])))
    case .boolean(let cells): Column(name: name, values: .boolean(Array(cells[rows])))
    case .categorical(let codes, let levels):
      Column(name: name, values: .categorical(codes: Array(codes[rows]), levels: levels))
    }
  }
}
