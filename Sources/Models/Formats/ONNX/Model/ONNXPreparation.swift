package import Kernels
package import Tabular

/// The operators in front of a graph's only trees: columns of a table in, inputs of the trees out.
package struct ONNXPreparation: FeaturePreparation {
  let inputs: ONNXTableInputs
  let program: ONNXProgram
  /// The columns that the trees read.
  let featureCount: Int

  private static let blockRows = 1024

  package func inputs(of table: Table, parallel: Parallel) throws(ModelError) -> [[Double]] {
    let cells = try ONNXTableCells(inputs, of: table)
    let (size, rowCount) = (ONNXPreparation.blockRows, table.rowCount)
    let blocks = parallel.map(count: (rowCount + size - 1) / size) { block in
      Result { () throws(ModelError) in
        try self.columns(cells, block * size..<min(rowCount, (block + 1) * size))
      }
    }
    var columns = [[Double]](repeating: [], count: featureCount)
    for index in columns.indices { columns[index].reserveCapacity(rowCount) }
    for block in blocks {
      for (index, column) in try block.get().enumerated() { columns[index] += column }
    }
    return columns
  }

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    try inputs.unknownCategories(in: table, weights: weights)
  }

  private func columns(
    _ cells: ONNXTableCells, _ rows: Range<Int>
  ) throws(ModelError) -> [[Double]] {
    var budget = ONNXBudget()
    guard let made = try program.run(cells.tensors(of: rows), budget: &budget).first,
      let (count, width) = made.matrixShape, count == rows.count, width >= featureCount,
      let values = made.elements.doubles
    else {
      throw .malformed(
        place: "the graph", problem: "gives its trees no matrix of \(featureCount) features")
    }
    return (0..<featureCount).map { feature in
      (0..<count).map { values[$0 * width + feature] }
    }
  }
}
