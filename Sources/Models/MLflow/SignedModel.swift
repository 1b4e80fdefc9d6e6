import Kernels
import Tabular

/// A model that checks each table against its signature first.
struct SignedModel: Model {
  package let description: ModelDescription
  let signature: MLflowSignature?
  let inner: any Model

  package func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    let checked =
      try signature?.checked(table, isPositional: !inner.description.namesFeatures) ?? table
    return try inner.scores(for: checked, output: output, parallel: parallel)
  }

  package var featureUses: [FeatureUse] { inner.featureUses }

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    let checked =
      try signature?.checked(table, isPositional: !inner.description.namesFeatures) ?? table
    return try inner.unknownCategories(in: checked, weights: weights)
  }

  package func treeRows(
    of table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> TreeRows? {
    let checked =
      try signature?.checked(table, isPositional: !inner.description.namesFeatures) ?? table
    return try inner.treeRows(of: checked, output: output, parallel: parallel)
  }
}

/// The same for a model of trees, whose inputs are prepared apart from its scores.
struct SignedPreparation: FeaturePreparation {
  let signature: MLflowSignature?
  let isPositional: Bool
  let inner: any FeaturePreparation

  package func inputs(of table: Table, parallel: Parallel) throws(ModelError) -> [[Double]] {
    let checked = try signature?.checked(table, isPositional: isPositional) ?? table
    return try inner.inputs(of: checked, parallel: parallel)
  }

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    let checked = try signature?.checked(table, isPositional: isPositional) ?? table
    return try inner.unknownCategories(in: checked, weights: weights)
  }

  package var sources: [Int?] { inner.sources }
}
