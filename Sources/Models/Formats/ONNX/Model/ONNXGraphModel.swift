package import Kernels
package import Tabular

/// An ONNX graph that is run as it is, operator after operator, on blocks of rows.
package struct ONNXGraphModel: Model {
  package let description: ModelDescription
  let inputs: ONNXTableInputs
  let program: ONNXProgram
  let task: ModelTask
  /// What the scores are; nil to be told by their values.
  let kind: Scores.Kind?
  /// Whether of two scores the first is the second class's.
  let isMirrored: Bool
  /// The names of labels, where labels are all that the graph gives.
  let labelNames: [String]?

  /// Rows that are run together.
  private static let blockRows = 1024

  package func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    if output == .raw, kind != .margin {
      throw .unsupported(
        feature: "a graph without margins", advice: "ask for predictions")
    }
    let cells = try ONNXTableCells(inputs, of: table)
    try requireIndependentRows(cells, rowCount: table.rowCount)
    let blockRows = inputs.fixedRows ?? ONNXGraphModel.blockRows
    let blocks = parallel.map(count: (table.rowCount + blockRows - 1) / blockRows) { block in
      Result { () throws(ModelError) in
        try self.columns(
          cells, block * blockRows..<min(table.rowCount, (block + 1) * blockRows))
      }
    }
    var outputs: [[Double]] = []
    for block in blocks {
      let columns = try block.get()
      if outputs.isEmpty { outputs = columns.map { _ in [] } }
      guard columns.count == outputs.count else {
        throw .malformed(place: "the graph", problem: "gives rows of different widths")
      }
      for (index, column) in columns.enumerated() { outputs[index] += column }
    }
    return finished(outputs)
  }

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    try inputs.unknownCategories(in: table, weights: weights)
  }

  /// One column of numbers for each score, for some rows of the table.
  private func columns(
    _ cells: ONNXTableCells, _ rows: Range<Int>
  ) throws(ModelError) -> [[Double]] {
    var budget = ONNXBudget()
    let made = try program.run(
      cells.tensors(of: rows, padding: inputs.fixedRows), budget: &budget)
    var columns: [[Double]] = []
    for tensor in made {
      let given = inputs.fixedRows ?? rows.count
      guard tensor.count % given == 0, tensor.shape.first == given || given == 1 else {
        throw .malformed(
          place: "the graph", problem: "gives the shape \(tensor.shape) for \(given) rows")
      }
      let width = tensor.count / given
      guard width > 0, width <= 1 << 16 else {
        throw .malformed(place: "the graph", problem: "gives \(width) scores a row")
      }
      let values = try labelNames == nil ? numbers(tensor.elements) : places(tensor.elements)
      for column in 0..<width {
        columns.append(rows.indices.map { values[($0 - rows.lowerBound) * width + column] })
      }
    }
    return columns
  }

  private func numbers(_ elements: ONNXElements) throws(ModelError) -> [Double] {
    guard let values = elements.doubles else {
      throw .unsupported(
        feature: "a graph whose scores are \(elements.typeName)", advice: ONNXFormat.advice)
    }
    return values
  }

  /// Labels as positions of their names.
  private func places(_ elements: ONNXElements) throws(ModelError) -> [Double] {
    let names = labelNames ?? []
    let texts: [String]
    switch elements {
    case .integer(let values): texts = values.map { String($0) }
    case .text(let values): texts = values.map { $0 }
    case .float, .double, .truth: return try numbers(elements)
    }
    let places = Dictionary(zip(names, names.indices)) { first, _ in first }
    var found: [Double] = []
    for text in texts {
      guard let place = places[text] else {
        throw .malformed(
          place: "the graph", problem: "gives the label '\(text)', which it does not list")
      }
      found.append(Double(place))
    }
    return found
  }

  private func finished(_ outputs: [[Double]]) -> Scores {
    let kind = kind ?? (ONNXGraphModel.areProbabilities(outputs) ? .probability : .margin)
    guard task == .binary, outputs.count == 2 else { return Scores(kind: kind, outputs: outputs) }
    // Of two classes the second one's score says all.
    return Scores(kind: kind, outputs: [outputs[isMirrored ? 0 : 1]])
  }

  /// Whether the scores of each row are in 0…1 and, if there are several, add up to 1.
  private static func areProbabilities(_ outputs: [[Double]]) -> Bool {
    guard let first = outputs.first else { return true }
    return first.indices.allSatisfy { row in
      var sum = 0.0
      for output in outputs {
        guard (0...1).contains(output[row]) || output[row].isNaN else { return false }
        sum += output[row]
      }
      return outputs.count == 1 || sum.isNaN || abs(sum - 1) < 1e-4
    }
  }

  /// - Throws: ``ModelError`` if the score of the first row changes with the rows beside it: then
  ///   there is no such thing as the model's score of a row.
  private func requireIndependentRows(
    _ cells: ONNXTableCells, rowCount: Int
  ) throws(ModelError) {
    guard inputs.fixedRows == nil, rowCount > 1 else { return }
    let alone = try columns(cells, 0..<1).map { $0[0].bitPattern }
    let together = try columns(cells, 0..<min(rowCount, 3)).map { $0[0].bitPattern }
    guard alone == together else {
      throw .unsupported(
        feature: "scores that depend on the other rows of the table", advice: ONNXFormat.advice)
    }
  }
}
