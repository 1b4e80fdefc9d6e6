import Kernels

/// What a model does with the sums of its trees.
enum PMMLForestTail: Sendable {
  /// The sum is the prediction, treated by the targets in order.
  case number([PMMLTargets])
  /// Sums are divided by their total over all classes.
  case shares(classCount: Int)
  /// The leaves of one tree are probabilities as they are.
  case plain(classCount: Int)
  /// One regression follows in the chain, which reads the sums of the models before it.
  case chain(PMMLForestChain)

  var isClassification: Bool {
    switch self {
    case .number: false
    case .shares, .plain: true
    case .chain(let chain): chain.classCount > 0
    }
  }

  func scores(of margins: [[Double]], parallel: Parallel) -> Scores {
    switch self {
    case .number(let targets):
      var result = PMMLResult(predictions: margins[0])
      for target in targets { target.apply(to: &result) }
      return Scores(kind: .value, outputs: [result.predictions])
    case .plain(let count):
      return Scores(kind: .probability, outputs: PMMLForestTail.shown(margins, count))
    case .shares(let count):
      var shares = margins
      for row in shares[0].indices {
        let total = shares.reduce(0) { $0 + $1[row] }
        for index in shares.indices {
          shares[index][row] = total > 0 ? shares[index][row] / total : .nan
        }
      }
      return Scores(kind: .probability, outputs: PMMLForestTail.shown(shares, count))
    case .chain(let chain): return chain.scores(of: margins, parallel: parallel)
    }
  }

  /// Of two classes, the second's probability says all.
  static func shown(_ probabilities: [[Double]], _ count: Int) -> [[Double]] {
    count == 2 ? [probabilities[1]] : probabilities
  }
}

/// The regression at the end of a chain of sums of trees, as writers of boosted trees make it.
struct PMMLForestChain: Sendable {
  /// The targets of each sum, and the outputs that carry it on.
  let sums: [(targets: PMMLTargets, outputs: [PMMLOutput])]
  let last: PMMLCompiledModel
  let placeCount: Int
  let classCount: Int

  private static let block = 4096

  func scores(of margins: [[Double]], parallel: Parallel) -> Scores {
    let rowCount = margins[0].count
    let block = PMMLForestChain.block
    let parts = parallel.map(count: (rowCount + block - 1) / block) { index in
      let rows = index * block..<min(rowCount, (index + 1) * block)
      let frame = PMMLFrame(rowCount: rows.count, placeCount: placeCount, symbols: PMMLSymbols())
      for (margin, sum) in zip(margins, sums) {
        var result = PMMLResult(predictions: Array(margin[rows]))
        sum.targets.apply(to: &result)
        for output in sum.outputs {
          frame[output.place] = output.cells(of: result, in: frame)
        }
      }
      let result = last.result(frame)
      return classCount == 0 ? [result.predictions] : result.probabilities
    }
    let outputs = (0..<max(1, classCount)).map { index in parts.flatMap { $0[index] } }
    return classCount == 0
      ? Scores(kind: .value, outputs: outputs)
      : Scores(kind: .probability, outputs: PMMLForestTail.shown(outputs, classCount))
  }
}
