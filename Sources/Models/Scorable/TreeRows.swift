package import Kernels

/// A table as the inputs of a model's trees, and what becomes of the trees' sums: what there is to know
/// for whoever asks the trees again with changed inputs.
package struct TreeRows: Sendable {
  package let trees: CompiledEnsemble
  /// One column of ``rowCount`` numbers per input of the trees: NaN where missing, categories as codes.
  package let inputs: [[Double]]
  package let rowCount: Int
  /// By input, the feature (a position in ``ModelDescription/features``) that it is read from cell by
  /// cell, so that exchanging rows of the column exchanges those of the input; nil for an input that is
  /// made of several columns, or nobody knows of which.
  package let sources: [Int?]
  /// The model's scores of margins, `margins[output][row]`, for any number of rows.
  package let scores: @Sendable (_ margins: [[Double]], _ parallel: Parallel) -> Scores

  package init(
    trees: CompiledEnsemble, inputs: [[Double]], rowCount: Int, sources: [Int?],
    scores: @escaping @Sendable (_ margins: [[Double]], _ parallel: Parallel) -> Scores
  ) {
    self.trees = trees
    self.inputs = inputs
    self.rowCount = rowCount
    self.sources =
      sources.count == inputs.count ? sources : Array(repeating: nil, count: inputs.count)
    self.scores = scores
  }

  /// The inputs that are made of none but `feature`, or nil where one of unknown making may be too.
  package func inputs(ofFeature feature: Int) -> [Int]? {
    let isRead = trees.ensemble.readInputs
    guard !zip(sources, isRead).contains(where: { $0 == nil && $1 }) else { return nil }
    return sources.indices.filter { sources[$0] == feature }
  }

  /// The same for some of the rows, in that order.
  func selecting(_ rows: [Int32]) -> TreeRows {
    TreeRows(
      trees: trees, inputs: inputs.map { column in rows.map { column[Int($0)] } },
      rowCount: rows.count, sources: sources, scores: scores)
  }
}
