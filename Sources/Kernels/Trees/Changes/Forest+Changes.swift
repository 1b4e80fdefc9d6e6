import CKernels

extension Forest {
  /// Whether ``changedSums(of:rowCount:changes:parallel:instructionSet:)`` can tell: leaves are constants.
  package var allowsChanges: Bool { linear == nil }

  /// The sums of a table's rows, and of the same rows with some inputs changed, each change by itself.
  ///
  /// Each row's leaves are kept; after a change only trees that test a changed input are asked again,
  /// from their topmost such tests on, and only rows whose leaf is another are summed anew. Sums are of
  /// integers (``FixedPoint``), so a change leaves no trace of the order of additions: rows that end in
  /// the same leaves have the same sum, and a change that moves no row changes nothing at all. They
  /// differ from ``sums(of:rowCount:parallel:instructionSet:)`` by the rounding of its additions.
  ///
  /// - Parameter features: One column per feature, NaN where missing.
  /// - Precondition: ``allowsChanges``; columns have `rowCount` values, and so have lists of donors.
  package func changedSums(
    of features: [[Double]], rowCount: Int, changes: [InputChange], parallel: Parallel,
    instructionSet: InstructionSet = .best
  ) -> ChangedSums {
    precondition(allowsChanges, "linear leaves change with every input")
    check(features, rowCount: rowCount)
    let plans = changes.map { change in
      precondition(change.donors.allSatisfy { $0?.count ?? rowCount == rowCount })
      return ChangePlan(self, change, parallel: parallel, instructionSet: instructionSet)
    }
    let fixed = FixedPoint(self)
    let starts = changes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.donors.count) }
    let wayCount = starts.last ?? 0
    var base = [Double](repeating: 0, count: outputCount * rowCount)
    let size = wayCount * outputCount * rowCount
    let changed = unsafe [Double](unsafeUninitializedCapacity: size) { buffer, initialized in
      unsafe base.withUnsafeMutableBufferPointer { base in
        let (shared, sharedBase) = unsafe (SharedBuffer(buffer), SharedBuffer(base))
        let rows = tileRows
        parallel.forEach(count: (rowCount + rows - 1) / rows) { piece in
          let range = piece * rows..<min(rowCount, (piece + 1) * rows)
          let tile = ChangingTile(
            self, rows: range, of: features, fixed, instructionSet: instructionSet)
          for block in 0..<tile.blockCount {
            unsafe tile.sum(
              block, plans, starts: starts, base: sharedBase.buffer, changed: shared.buffer,
              rowCount: rowCount)
          }
        }
      }
      initialized = size
    }
    return ChangedSums(
      rowCount: rowCount,
      base: (0..<outputCount).map { Array(base[$0 * rowCount..<($0 + 1) * rowCount]) },
      changed: changed, starts: starts)
  }
}
