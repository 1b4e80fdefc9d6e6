package import Kernels

extension CompiledEnsemble {
  /// Whether the trees can be asked about changes without starting again: leaves are constants, and the
  /// engine takes the ensemble's shape.
  package var allowsChanges: Bool { changingForest != nil }

  /// The bytes that ``changedMargins(of:rowCount:changes:parallel:instructionSet:)`` keeps for a row and a
  /// way to change it.
  package var changedSumBytes: Int? { changingForest?.changedSumBytes }

  /// The margins of a table's rows, and of the same rows with some inputs changed; see
  /// ``Forest/changedSums(of:rowCount:changes:parallel:instructionSet:)``.
  ///
  /// - Parameter features: As ``margins(of:rowCount:parallel:instructionSet:)`` takes them.
  /// - Returns: Nil unless ``allowsChanges``.
  package func changedMargins(
    of features: [[Double]], rowCount: Int, changes: [InputChange], parallel: Parallel,
    instructionSet: InstructionSet = .best
  ) -> ChangedMargins? {
    guard let forest = changingForest else { return nil }
    let sums = forest.changedSums(
      of: features, rowCount: rowCount, changes: changes, parallel: parallel,
      instructionSet: instructionSet)
    return ChangedMargins(ensemble: self, sums: sums)
  }

  private var changingForest: Forest? { forest.flatMap { $0.allowsChanges ? $0 : nil } }
}

/// The margins of rows as they are and after changes of some inputs.
package struct ChangedMargins: Sendable {
  fileprivate let ensemble: CompiledEnsemble
  fileprivate let sums: ChangedSums

  /// Of the rows as they are: `result[output][row]`.
  package func base(parallel: Parallel) -> [[Double]] {
    ensemble.finished(sums.base, parallel: parallel)
  }

  /// After one way of a change.
  package func margins(change: Int, way: Int, parallel: Parallel) -> [[Double]] {
    ensemble.finished(sums.sums(change: change, way: way), parallel: parallel)
  }
}
