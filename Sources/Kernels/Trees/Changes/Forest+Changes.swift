import CKernels

extension Forest {
  /// Whether ``changedSums(of:rowCount:changes:parallel:instructionSet:)`` can tell: leaves are constants.
  package var allowsChanges: Bool { linear == nil }

  /// The bytes that ``changedSums(of:rowCount:changes:parallel:instructionSet:)`` keeps for a row and a
  /// way to change it.
  package var changedSumBytes: Int { outputCount * (isFloat ? 4 : 8) }

  /// The sums of a table's rows, and of the same rows with some inputs changed, each change by itself.
  ///
  /// After a change only trees that test a changed input are asked again, only their tests on such
  /// inputs, and only rows whose leaf is another are summed anew. Sums are of
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
    let table = ForkTable(self)
    let plans = changes.map { change in
      precondition(change.donors.allSatisfy { $0?.count ?? rowCount == rowCount })
      return ChangePlan(self, change, table, parallel: parallel, instructionSet: instructionSet)
    }
    let starts = changes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.donors.count) }
    let fixed = FixedPoint(self)
    let groups = ChangeGroup.groups(of: plans, outputCount: outputCount)
    var base = [Double](repeating: 0, count: outputCount * rowCount)
    func changed<Number: SumWidth>() -> [Number] {
      let size = (starts.last ?? 0) * outputCount * rowCount
      return unsafe [Number](unsafeUninitializedCapacity: size) { buffer, initialized in
        unsafe base.withUnsafeMutableBufferPointer { base in
          let (shared, sharedBase) = unsafe (SharedBuffer(buffer), SharedBuffer(base))
          let rows = tileRows
          parallel.forEach(count: (rowCount + rows - 1) / rows) { piece in
            let range = piece * rows..<min(rowCount, (piece + 1) * rows)
            let tile = ChangingTile(
              self, rows: range, of: features, fixed, table, groups, plans,
              instructionSet: instructionSet)
            for group in groups {
              unsafe tile.sum(
                group, plans, starts: starts, base: sharedBase.buffer, changed: shared.buffer,
                rowCount: rowCount)
            }
          }
        }
        initialized = size
      }
    }
    let sums: ChangedSums.Changed = isFloat ? .float32(changed()) : .float64(changed())
    return ChangedSums(
      rowCount: rowCount,
      base: (0..<outputCount).map { Array(base[$0 * rowCount..<($0 + 1) * rowCount]) },
      changed: sums, starts: starts)
  }
}
