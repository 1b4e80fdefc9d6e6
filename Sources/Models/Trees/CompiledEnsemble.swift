package import Kernels

/// An ensemble arranged for fast evaluation. Made once when a model is loaded, used for every table.
package struct CompiledEnsemble: Sendable {
  /// The ensemble as it was loaded.
  package let ensemble: TreeEnsemble
  /// Nil for an ensemble with more distinct tests than the engine's columns hold.
  let forest: Forest?

  /// Arranges `ensemble`, in time proportional to its nodes (times the logarithm of its cuts).
  package init(_ ensemble: TreeEnsemble) {
    self.init(ensemble, largestSlicedTree: 256)
  }

  /// - Parameters:
  ///   - largestSlicedTree: Trees of more leaves are walked from node to node.
  ///   - deepestSymmetricTree: Symmetric trees of more levels are treated as any other.
  init(_ ensemble: TreeEnsemble, largestSlicedTree: Int, deepestSymmetricTree: Int = 16) {
    self.ensemble = ensemble
    let columns = CodeColumns(ensemble)
    forest =
      columns.count < Forest.columnLimit
      ? ensemble.forest(
        columns, largestSlicedTree: largestSlicedTree, deepestSymmetricTree: deepestSymmetricTree)
      : nil
  }

  /// The raw margins of a table's rows: `result[output][row]`, equal to the plain walk bit for bit.
  ///
  /// - Parameters:
  ///   - features: One column per feature, in training order, each of `rowCount` values: NaN where
  ///     missing, categories as codes.
  ///   - instructionSet: The kernel to use; all give the same bits.
  /// - Precondition: `features` has as many columns as the ensemble has features, of `rowCount`
  ///   values each.
  package func margins(
    of features: [[Double]], rowCount: Int, parallel: Parallel,
    instructionSet: InstructionSet = .best
  ) -> [[Double]] {
    precondition(
      features.count == ensemble.featureCount && features.allSatisfy { $0.count == rowCount },
      "a table that does not fit the ensemble")
    guard let forest else {
      return ensemble.walkedMargins(of: features, rowCount: rowCount, parallel: parallel)
    }
    let sums = forest.sums(
      of: features, rowCount: rowCount, parallel: parallel, instructionSet: instructionSet)
    return finished(sums, parallel: parallel)
  }

  /// The margins of sums: scale and bias of every output.
  func finished(_ sums: [[Double]], parallel: Parallel) -> [[Double]] {
    guard !ensemble.hasPlainEnding else { return sums }
    let scale = ensemble.scale
    return zip(sums, ensemble.biases).map { sums, bias in
      parallel.fill(count: sums.count, initial: 0.0) { rows, cells in
        for (offset, row) in rows.enumerated() { cells[offset] = scale * sums[row] + bias }
      }
    }
  }
}
