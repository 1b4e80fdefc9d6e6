import Kernels
import Tabular

/// An estimator that is an ensemble of trees (or one tree).
protocol TreeEstimator: FittedEstimator {
  var trees: CompiledEnsemble { get }
  /// How columns become the trees' inputs.
  var inputs: TreeInputs { get }
}

extension TreeEstimator {
  var facts: [(name: String, value: String)] { EnsembleShape(of: trees.ensemble).facts }

  func inputUses(count: Int) -> [InputUse] {
    inputs.steps.inputUses(
      count: count, last: Array(repeating: .numeric, count: count))
  }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    let numbers = try inputs.numbers(of: columns, rowCount: rowCount)
    return trees.margins(of: numbers, rowCount: rowCount, parallel: parallel)
  }
}

/// Brings columns into the form that trees read.
struct TreeInputs: Sendable {
  let featureCount: Int
  var steps = TransformerChain()
  let rule: InputNumbers
  /// By input, the category codes that training knew; others count as missing.
  var knownCodes: [Int: Set<Int>] = [:]

  func numbers(of columns: [Column], rowCount: Int) throws(ModelError) -> [[Double]] {
    let prepared = try steps.transformed(columns, rowCount: rowCount)
    guard prepared.count == featureCount else {
      throw .wrongFeatureCount(model: featureCount, table: prepared.count)
    }
    var numbers = try rule.numbers(of: prepared)
    for input in knownCodes.keys.sorted() {
      guard let known = knownCodes[input] else { continue }
      numbers[input] = numbers[input].map { code in
        // Truncated as the library does; negative and unknown codes are missing.
        code >= 0 && code < 256 && known.contains(Int(code)) ? code : .nan
      }
    }
    return numbers
  }
}
