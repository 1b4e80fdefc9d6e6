package import Kernels
package import Tabular

/// A PMML model that is computed as the document writes it, block by block of rows.
package struct PMMLModel: Model {
  package let description: ModelDescription
  var compiled: PMMLCompiledModel
  let preparation: PMMLPreparation
  let placeCount: Int
  /// Rows that are scored together: their columns stay in the cache.
  let block: Int

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    preparation.unknownCategories(in: table, weights: weights)
  }

  package func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    if output == .raw, compiled.function != .regression {
      throw .unsupported(
        feature: "classes without margins", advice: "ask for predictions, which PMML defines")
    }
    let (cells, symbols) = try preparation.cells(of: table, parallel: parallel)
    return scores(ofCells: cells, symbols, rowCount: table.rowCount, parallel: parallel)
  }

  /// The predictions of rows whose inputs are prepared.
  func scores(
    ofCells cells: [[Double]], _ symbols: PMMLSymbols, rowCount: Int, parallel: Parallel
  ) -> Scores {
    let results = run(rowCount, cells, symbols, parallel) { _, result in result }
    let others = compiled.answersSeveral ? results.first?.others.count ?? 0 : 0
    if others > 1 {
      return Scores(
        kind: .value,
        outputs: (0..<others).map { index in results.flatMap { $0.others[index].result.predictions }
        })
    }
    guard compiled.hasProbabilities else {
      let isNumber = compiled.classes.count == 0
      return Scores(
        kind: isNumber ? .value : .label, outputs: [results.flatMap(\.predictions)])
    }
    // Of two classes, the second's probability says all.
    let wanted = compiled.classes.count == 2 ? 1..<2 : 0..<compiled.classes.count
    return Scores(
      kind: .probability,
      outputs: wanted.map { index in
        results.flatMap { result in
          result.probabilities.isEmpty
            ? result.predictions.map { _ in .nan } : result.probabilities[index]
        }
      })
  }

  /// The output fields that the document asks for, as columns by name.
  package func outputs(of table: Table, parallel: Parallel) throws(ModelError) -> [Column] {
    let (cells, symbols) = try preparation.cells(of: table, parallel: parallel)
    let blocks = run(table.rowCount, cells, symbols, parallel) { frame, _ in
      compiled.outputs.filter { !$0.name.isEmpty }.map { output in
        let cells = frame.columns[output.place]
        return output.type.isText ? Cells.texts(cells.map { frame.text($0) }) : .numbers(cells)
      }
    }
    let named = compiled.outputs.filter { !$0.name.isEmpty }
    return named.indices.map { index in
      Column(name: named[index].name, values: Cells.values(blocks.map { $0[index] }))
    }
  }

  private enum Cells: Sendable {
    case numbers([Double])
    case texts([String?])

    static func values(_ parts: [Cells]) -> Column.Values {
      var numbers: [Double] = []
      var codes: [Int32] = []
      var levels: [String: Int32] = [:]
      var texts: [String] = []
      for part in parts {
        switch part {
        case .numbers(let cells): numbers += cells
        case .texts(let cells):
          for text in cells {
            guard let text else {
              codes.append(-1)
              continue
            }
            let code = levels[text] ?? Int32(texts.count)
            if code == texts.count {
              levels[text] = code
              texts.append(text)
            }
            codes.append(code)
          }
        }
      }
      return numbers.isEmpty && !codes.isEmpty
        ? .categorical(codes: codes, levels: Levels(texts)) : .numeric(numbers)
    }
  }

  /// `take` of every block of rows, in order.
  private func run<Value: Sendable>(
    _ rowCount: Int, _ cells: [[Double]], _ symbols: PMMLSymbols, _ parallel: Parallel,
    _ take: @Sendable (PMMLFrame, PMMLResult) -> Value
  ) -> [Value] {
    let block = block
    return parallel.map(count: (rowCount + block - 1) / block) { index in
      let rows = index * block..<min(rowCount, (index + 1) * block)
      let frame = PMMLFrame(rowCount: rows.count, placeCount: placeCount, symbols: symbols)
      for (input, column) in zip(preparation.inputs, cells) {
        frame.columns[input.place] = Array(column[rows])
      }
      let result = compiled.result(frame)
      return take(frame, result)
    }
  }
}
