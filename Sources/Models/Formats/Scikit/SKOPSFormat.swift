/// scikit-learn models as skops files: linear models, trees, forests, boosting, models of models, and
/// pipelines of the common transformers, rebuilt from what is stored. Nothing of a file is executed.
///
/// A zip archive of another kind is refused here too, since only its directory tells what it is.
package enum SKOPSFormat: ModelFormat {
  package static let id = "skops"
  package static let title = "scikit-learn (skops)"
  package static let summary = "scikit-learn model as a skops file, pipelines included"

  package static func recognizes(prefix: ArraySlice<UInt8>) -> Bool {
    ZipArchive.recognizes(prefix)
  }

  package static func read(
    _ source: ModelSource, options: ModelOptions
  ) throws(ModelError) -> any Model {
    let archive = try ZipArchive(source.bytes)
    guard archive.holds(SKOPSFile.schemaName) else { throw RefusedFormat.of(archive).error }
    guard options.rounds == .automatic else {
      throw .badOption(option: "rounds", problem: "cannot be chosen for a scikit-learn model")
    }
    guard options.categories.isEmpty else {
      throw .badOption(
        option: "categories",
        problem: "cannot be given for a scikit-learn model, which holds its own")
    }
    let file = try SKOPSFile(archive)
    return try model(of: try file.root(), in: file)
  }

  private static func model(
    of root: PythonObject, in file: SKOPSFile
  ) throws(ModelError) -> any Model {
    let chain = try EstimatorChain(root)
    let estimator = chain.estimator
    if let booster = estimator as? WrappedBooster, chain.transformers.steps.isEmpty {
      let model = booster.model
      return BoostedModel(
        description: description(
          root, chain, file, features: model.description.features,
          areNamed: model.description.namesFeatures),
        booster: model.booster, link: model.link, preparation: model.preparation)
    }
    let features = try ScikitFeatures(chain, root: root)
    let description = description(
      root, chain, file, features: features.features, areNamed: features.areNamed)
    switch estimator {
    case let trees as any TreeEstimator:
      return BoostedModel(
        description: description, booster: .trees(trees.trees), link: trees.link,
        preparation: features)
    case let wrapped as WrappedBooster where !wrapped.readsCategories:
      return BoostedModel(
        description: description, booster: wrapped.model.booster, link: wrapped.model.link,
        preparation: features)
    default:
      return ScikitModel(description: description, features: features, chain: chain)
    }
  }

  private static func description(
    _ root: PythonObject, _ chain: EstimatorChain, _ file: SKOPSFile, features: [Feature],
    areNamed: Bool
  ) -> ModelDescription {
    var steps = chain.transformers.steps.map { "\(type(of: $0))" }
    steps.append(chain.estimatorName)
    let version = (try? root.optional("_sklearn_version")?.text()) ?? ""
    let library = [version.isEmpty ? "" : "scikit-learn \(version)", "skops \(file.version)"]
    var facts = chain.estimator.facts
    if steps.count > 1 { facts.insert(("steps", steps.joined(separator: " → ")), at: 0) }
    if !chain.wrappers.isEmpty {
      facts.insert(("inside", chain.wrappers.joined(separator: " → ")), at: 0)
    }
    if let decision = chain.decision {
      facts.append(("own threshold", "\(decision.value) for '\(decision.className)'"))
    }
    let isWrapped = chain.estimator is WrappedBooster
    var description = ModelDescription(
      format: id, producer: library.filter { !$0.isEmpty }.joined(separator: ", "),
      task: isWrapped
        ? chain.estimator.link.task(outputCount: chain.estimator.target.outputCount)
        : chain.estimator.target.task,
      objective: chain.estimatorName, features: features, namesFeatures: areNamed,
      classNames: chain.estimator.target.classNames,
      facts: facts + [("skops protocol", "\(file.protocolVersion)")])
    description.decision = chain.decision
    return description
  }
}
