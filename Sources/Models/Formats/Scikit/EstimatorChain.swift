import Kernels
import Tabular

/// A whole model: transformers, and the estimator behind them. An estimator without a pipeline is one
/// without transformers.
struct EstimatorChain: Sendable {
  let transformers: TransformerChain
  private(set) var estimator: any FittedEstimator
  /// The estimator's class in scikit-learn.
  let estimatorName: String
  /// The classes of what stands around the estimator, outermost first: searches, thresholds.
  let wrappers: [String]
  /// The threshold that the outermost of them decides at.
  let decision: DecisionThreshold?

  /// - Parameter object: an estimator, a pipeline that ends in one, or what hands on to one.
  init(_ object: PythonObject) throws(ModelError) {
    var transformers = TransformerChain()
    var wrappers: [String] = []
    var decider: PythonObject?
    var last = object
    while last.package == "sklearn" {
      if last.className == "Pipeline" {
        var steps = try TransformerChain.steps(of: last)
        guard let end = steps.popLast() else { throw last.malformed("has no steps") }
        for step in steps { try transformers.append(step) }
        last = end
      } else if FeatureSelector.predicts(last) {
        // As a model it is what it selects with, on what it selects.
        try transformers.append(last)
        wrappers.append(last.className)
        last = try last.attribute("estimator_")
      } else if let inner = try last.held {
        if decider == nil, DecisionThreshold.deciders.contains(last.className) { decider = last }
        wrappers.append(last.className)
        last = inner
      } else {
        break
      }
    }
    self.transformers = transformers
    self.wrappers = wrappers
    let estimator = try EstimatorCatalog.estimator(last)
    self.estimator = transformers.givesSparse(from: false) ? estimator.onSparseInput() : estimator
    estimatorName = last.className
    decision =
      if let decider { try DecisionThreshold(of: decider, around: estimator) } else { nil }
  }

  /// The same model of a sparse matrix.
  func onSparseInput() -> EstimatorChain {
    guard transformers.givesSparse(from: true) else { return self }
    var chain = self
    chain.estimator = estimator.onSparseInput()
    return chain
  }

  func inputUses(count: Int) -> [InputUse] {
    transformers.inputUses(count: count, last: estimator.inputUses(count: count))
  }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    try estimator.margins(
      of: try transformers.transformed(columns, rowCount: rowCount), rowCount: rowCount,
      parallel: parallel)
  }

  func predictions(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    estimator.link.predictions(
      from: try margins(of: columns, rowCount: rowCount, parallel: parallel), parallel: parallel)
  }

  /// A probability for each class; of two classes both.
  func probabilities(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    let predictions = try predictions(of: columns, rowCount: rowCount, parallel: parallel)
    return predictions.count == 1 ? [predictions[0].map { 1 - $0 }, predictions[0]] : predictions
  }

  /// Whether predictions are probabilities.
  var givesProbabilities: Bool {
    estimator.link.predictionKind(outputCount: estimator.target.outputCount) == .probability
  }
}
