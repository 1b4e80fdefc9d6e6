import CKernels

extension Forest {
  /// The outputs of a table's rows: `result[output][row]`.
  ///
  /// - Parameter features: One column per feature, NaN where missing.
  /// - Precondition: The columns that inputs and linear leaves name have `rowCount` values.
  package func sums(
    of features: [[Double]], rowCount: Int, parallel: Parallel,
    instructionSet: InstructionSet = .best
  ) -> [[Double]] {
    check(features, rowCount: rowCount)
    guard outputCount != 1 else {
      return unsafe [
        [Double](unsafeUninitializedCapacity: rowCount) { buffer, initialized in
          unsafe fill(buffer, features, rowCount, parallel, instructionSet)
          initialized = rowCount
        }
      ]
    }
    let flat = UnsafeMutableBufferPointer<Double>.allocate(capacity: outputCount * rowCount)
    defer { unsafe flat.deallocate() }
    unsafe fill(flat, features, rowCount, parallel, instructionSet)
    return (0..<outputCount).map { output in
      unsafe [Double](flat[output * rowCount..<(output + 1) * rowCount])
    }
  }

  func check(_ features: [[Double]], rowCount: Int) {
    let read =
      numericInputs.map(\.feature) + categoryInputs.map(\.feature)
      + (linear?.terms.map(\.feature) ?? [])
    precondition(
      read.allSatisfy { features.indices.contains($0) && features[$0].count == rowCount },
      "a table that does not fit the forest")
  }

  private func fill(
    _ outputs: UnsafeMutableBufferPointer<Double>, _ features: [[Double]], _ rowCount: Int,
    _ parallel: Parallel, _ instructionSet: InstructionSet
  ) {
    let shared = unsafe SharedBuffer(outputs)
    let rows = tileRows
    parallel.forEach(count: (rowCount + rows - 1) / rows) { piece in
      let range = piece * rows..<min(rowCount, (piece + 1) * rows)
      let tile = ForestTile(self, rows: range, of: features, instructionSet: instructionSet)
      switch values {
      case .float32(let values):
        unsafe write(tile, values, features, instructionSet, to: shared.buffer, rowCount)
      case .float64(let values):
        unsafe write(tile, values, features, instructionSet, to: shared.buffer, rowCount)
      }
    }
  }

  private func write<Number: SumWidth>(
    _ tile: borrowing ForestTile, _ values: [Number], _ features: [[Double]],
    _ instructionSet: InstructionSet, to outputs: UnsafeMutableBufferPointer<Double>,
    _ rowCount: Int
  ) {
    let sums = UnsafeMutablePointer<Number>.allocate(capacity: outputCount * Forest.blockRows)
    defer { unsafe sums.deallocate() }
    for block in 0..<tile.blockCount {
      for (output, base) in baseScores.enumerated() {
        unsafe (sums + output * Forest.blockRows).initialize(
          repeating: Number(base), count: Forest.blockRows)
      }
      unsafe add(tile, block, values, features, instructionSet, to: sums)
      let rows = tile.rows(ofBlock: block)
      for output in 0..<outputCount {
        let column = unsafe sums + output * Forest.blockRows
        for (position, row) in rows.enumerated() {
          let sum = unsafe column[position]
          unsafe outputs[output * rowCount + row] = Double(
            divisor == 1 ? sum : sum / Number(divisor))
        }
      }
    }
  }

  private func add<Number: SumWidth>(
    _ tile: borrowing ForestTile, _ block: Int, _ values: [Number], _ features: [[Double]],
    _ instructionSet: InstructionSet, to sums: UnsafeMutablePointer<Number>
  ) {
    unsafe withTables(values) { values, tests, levels in
      for run in runs {
        switch run {
        case .uniform(let range, let output):
          for (slot, tree) in zip(0..., trees[range]) {
            unsafe tile.findLeaves(
              self, tree.body, tests, levels, block: block, instructionSet: instructionSet,
              to: tile.leaves + slot * Forest.blockRows)
          }
          for output in output < 0 ? 0..<outputCount : output..<output + 1 {
            let firstValues = firstValues[firstValues.count == 1 ? 0 : output]
            unsafe firstValues.withUnsafeBufferPointer { first in
              let first = unsafe UnsafeBufferPointer(rebasing: first[range])
              guard let start = first.baseAddress else { return }
              unsafe Number.add(
                tile.leaves, values, start, treeCount: first.count,
                to: sums + output * Forest.blockRows)
            }
          }
        case .single(let index):
          let tree = trees[index]
          unsafe findWideLeaves(tile, tree, tests, levels, block, instructionSet)
          unsafe add(tree, tile, block, values, features, to: sums)
        }
      }
    }
  }

  /// The first elements of the leaf values, the tests and the levels.
  private func withTables<Number: SumWidth>(
    _ values: [Number],
    _ body: (UnsafePointer<Number>, UnsafePointer<tg_test>?, UnsafePointer<tg_level>?) -> Void
  ) {
    unsafe values.withUnsafeBufferPointer { values in
      unsafe tests.withUnsafeBufferPointer { tests in
        unsafe levels.withUnsafeBufferPointer { levels in
          guard let values = values.baseAddress else { return }
          unsafe body(values, tests.baseAddress, levels.baseAddress)
        }
      }
    }
  }

  /// Writes the leaf numbers of a tree of any kind to the tile's `wideLeaves`.
  func findWideLeaves(
    _ tile: borrowing ForestTile, _ tree: Tree, _ tests: UnsafePointer<tg_test>?,
    _ levels: UnsafePointer<tg_level>?, _ block: Int, _ instructionSet: InstructionSet
  ) {
    switch tree.body {
    case .walked(let root, let testsCategories):
      tile.walk(self, root: root, testsCategories: testsCategories, block: block)
    case .symmetric(let range, let sets) where range.count > 8:
      // A byte for the levels at the top, one for the eight below.
      let low = unsafe tile.leaves + Forest.blockRows
      let border = range.upperBound - 8
      unsafe tile.findLeaves(
        self, .symmetric(levels: range.lowerBound..<border, sets: sets), tests, levels,
        block: block, instructionSet: instructionSet, to: tile.leaves)
      unsafe tile.findLeaves(
        self, .symmetric(levels: border..<range.upperBound, sets: sets), tests, levels,
        block: block, instructionSet: instructionSet, to: low)
      for row in 0..<Forest.blockRows {
        unsafe tile.wideLeaves[row] = UInt32(tile.leaves[row]) << 8 | UInt32(low[row])
      }
    case .sliced, .symmetric:
      unsafe tile.findLeaves(
        self, tree.body, tests, levels, block: block, instructionSet: instructionSet,
        to: tile.leaves)
      for row in 0..<Forest.blockRows {
        unsafe tile.wideLeaves[row] = UInt32(tile.leaves[row])
      }
    }
  }

  private func add<Number: SumWidth>(
    _ tree: Tree, _ tile: borrowing ForestTile, _ block: Int, _ values: UnsafePointer<Number>,
    _ features: [[Double]], to sums: UnsafeMutablePointer<Number>
  ) {
    let first = Int(tree.firstValue)
    if let linear {
      for (position, row) in tile.rows(ofBlock: block).enumerated() {
        let leaf = unsafe first + Int(tile.wideLeaves[position])
        let value = linear.value(leaf: leaf, row: row, of: features).map(Number.init)
        unsafe sums[tree.output * Forest.blockRows + position] += value ?? values[leaf]
      }
      return
    }
    for output in tree.output < 0 ? 0..<outputCount : tree.output..<tree.output + 1 {
      let column = tree.output < 0 ? first + output * tree.leafCount : first
      unsafe Number.add(tile.wideLeaves, values + column, to: sums + output * Forest.blockRows)
    }
  }
}

extension Forest.LinearLeaves {
  /// The value of a linear leaf, nil where one of its features is NaN.
  func value(leaf: Int, row: Int, of features: [[Double]]) -> Double? {
    var sum = constants[leaf]
    for term in terms[starts[leaf]..<starts[leaf + 1]] {
      let number = features[term.feature][row]
      if number.isNaN { return nil }
      sum += term.coefficient * (roundsToFloat ? Double(Float(number)) : number)
    }
    return sum
  }
}
