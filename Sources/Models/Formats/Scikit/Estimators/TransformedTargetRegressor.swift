import Kernels
import Tabular

/// `TransformedTargetRegressor`: a regressor of a transformed target, its predictions taken back.
struct TransformedTargetRegressor: FittedEstimator {
  static let classNames: Set<String> = ["TransformedTargetRegressor"]

  let target = EstimatorTarget.numbers
  private var chain: EstimatorChain
  private let inverse: TargetInverse

  init(_ object: PythonObject) throws(ModelError) {
    let inner = try object.attribute("regressor_")
    chain = try EstimatorChain(inner)
    guard chain.estimator.target == .numbers else {
      throw inner.unsupported("a target that is no number")
    }
    var inverse = TargetInverse()
    if let transformer = try object.optional("transformer_") { try inverse.append(transformer) }
    self.inverse = inverse
  }

  /// The prediction is the number itself: nobody asks for what stands before the way back.
  var link: any Link { ScikitLink(shape: .identity, target: target) }

  var facts: [(name: String, value: String)] { chain.estimator.facts }

  func inputUses(count: Int) -> [InputUse] { chain.inputUses(count: count) }

  func onSparseInput() -> TransformedTargetRegressor {
    var regressor = self
    regressor.chain = chain.onSparseInput()
    return regressor
  }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    try chain.predictions(of: columns, rowCount: rowCount, parallel: parallel)
      .map { inverse.numbers($0) }
  }
}

/// A transformer of one column that can be undone.
protocol InvertibleTransformer: Transformer {
  /// The cells of the first column as they were before.
  func inverted(_ cells: [Double]) -> [Double]
}

/// The way back through the transformers of a target.
private struct TargetInverse: Sendable {
  /// In the order in which they are applied, the last transformer's first.
  private var steps: [@Sendable ([Double]) -> [Double]] = []

  func numbers(_ cells: [Double]) -> [Double] { steps.reduce(cells) { $1($0) } }

  /// Adds a transformer, or a pipeline of them, which comes in front of those that are there.
  mutating func append(_ object: PythonObject) throws(ModelError) {
    if try object.isNone { return }
    if try object.textIfAny() == "passthrough" { return }
    if let inner = try object.held { return try append(inner) }
    if object.className == "Pipeline" {
      for step in try TransformerChain.steps(of: object).reversed() { try append(step) }
      return
    }
    if object.className == "FunctionTransformer" {
      guard let function = try object.optional("inverse_func") else { return }
      let arguments = try object.optional("inv_kw_args")
      guard let known = NumPyFunction.of(function), try arguments?.keys().isEmpty ?? true else {
        throw object.unsupported("the function \(function.fullName)")
      }
      steps.append { $0.map(known) }
      return
    }
    guard let known = try TransformerCatalog.transformer(object) as? any InvertibleTransformer,
      known.inputCount == 1
    else { throw object.unsupported("the way back of a target") }
    steps.append { known.inverted($0) }
  }
}
