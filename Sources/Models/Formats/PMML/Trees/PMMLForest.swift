package import Kernels
package import Tabular

/// A PMML model whose trees became the common ensemble, which the fast engine evaluates.
///
/// What the model says is computed from sums of leaves as the document has it: with the same
/// operations in the same order as ``PMMLModel``, so that both agree bit for bit. Rows that the
/// ensemble cannot follow (missing values in trees that give nothing for them) go to the interpreter.
package struct PMMLForest: Model {
  package let description: ModelDescription
  package let trees: CompiledEnsemble
  /// The places of the ensemble's features.
  let places: [Int]
  /// Derived fields in front of the trees.
  let steps: [PMMLStep]
  /// What follows the sums: nothing, or the rest of a chain.
  let tail: PMMLForestTail
  /// The same model, interpreted.
  let interpreter: PMMLModel
  /// Whether the ensemble is exact for missing values.
  let isTotal: Bool

  private static let block = 4096

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    interpreter.preparation.unknownCategories(in: table, weights: weights)
  }

  package func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    if output == .raw, tail.isClassification {
      throw .unsupported(
        feature: "classes without margins", advice: "ask for predictions, which PMML defines")
    }
    let (cells, symbols) = try interpreter.preparation.cells(of: table, parallel: parallel)
    let features = self.features(cells, symbols, table.rowCount, parallel)
    let margins = trees.margins(of: features, rowCount: table.rowCount, parallel: parallel)
    let scores = tail.scores(of: margins, parallel: parallel)
    guard !isTotal else { return scores }
    let open = (0..<table.rowCount).filter { row in features.contains { $0[row].isNaN } }
    guard !open.isEmpty else { return scores }
    let others = interpreter.scores(
      ofCells: cells.map { column in open.map { column[$0] } }, symbols, rowCount: open.count,
      parallel: parallel)
    var outputs = scores.outputs
    for index in outputs.indices {
      for (position, row) in open.enumerated() {
        outputs[index][row] = others.outputs[index][position]
      }
    }
    return Scores(kind: scores.kind, outputs: outputs)
  }

  package var featureUses: [FeatureUse] {
    let count = description.features.count
    guard isTotal else { return Array(repeating: .unknown, count: count) }
    return FeatureUse.of(trees.ensemble.readInputs, sources: sources, featureCount: count)
  }

  /// Nil where rows with missing values go to the interpreter.
  package func treeRows(
    of table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> TreeRows? {
    guard isTotal, output == .prediction else { return nil }
    let (cells, symbols) = try interpreter.preparation.cells(of: table, parallel: parallel)
    let tail = tail
    return TreeRows(
      trees: trees, inputs: features(cells, symbols, table.rowCount, parallel),
      rowCount: table.rowCount, sources: sources
    ) { margins, parallel in tail.scores(of: margins, parallel: parallel) }
  }

  /// By input of the trees, the field that it is; unknown with derived fields in front.
  private var sources: [Int?] {
    guard steps.isEmpty else { return [] }
    let inputs = interpreter.preparation.inputs
    return places.map { place in inputs.firstIndex { $0.place == place } }
  }

  /// The columns that the trees test.
  private func features(
    _ cells: [[Double]], _ symbols: PMMLSymbols, _ rowCount: Int, _ parallel: Parallel
  ) -> [[Double]] {
    let inputs = interpreter.preparation.inputs
    if steps.isEmpty {
      let columns = Dictionary(uniqueKeysWithValues: zip(inputs.map(\.place), cells))
      return places.map { columns[$0] ?? [] }
    }
    let block = PMMLForest.block
    let parts = parallel.map(count: (rowCount + block - 1) / block) { index in
      let rows = index * block..<min(rowCount, (index + 1) * block)
      let frame = PMMLFrame(
        rowCount: rows.count, placeCount: interpreter.placeCount, symbols: symbols)
      for (input, column) in zip(inputs, cells) {
        frame.columns[input.place] = Array(column[rows])
      }
      frame.run(steps)
      return places.map { frame.columns[$0] }
    }
    return places.indices.map { index in parts.flatMap { $0[index] } }
  }
}
