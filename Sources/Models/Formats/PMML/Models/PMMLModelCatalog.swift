/// The kinds of models that can be scored: one line each.
enum PMMLModelCatalog {
  /// What a kind's reader makes.
  typealias Compiled = (scorer: any PMMLScorer, classes: PMMLClasses)

  /// A kind of model and what compiles it.
  struct Kind: Sendable {
    /// The name of its element.
    let name: String
    let compile: @Sendable (PMMLModelContext) throws(ModelError) -> Compiled
  }

  static let all: [Kind] = [
    Kind(name: "TreeModel", compile: PMMLTree.compile),
    Kind(name: "MiningModel", compile: PMMLSegmentation.compile),
    Kind(name: "RegressionModel", compile: PMMLRegression.compile),
    Kind(name: "GeneralRegressionModel", compile: PMMLGeneralRegression.compile),
    Kind(name: "NeuralNetwork", compile: PMMLNeuralNetwork.compile),
    Kind(name: "SupportVectorMachineModel", compile: PMMLSupportVectors.compile),
    Kind(name: "NaiveBayesModel", compile: PMMLNaiveBayes.compile),
    Kind(name: "Scorecard", compile: PMMLScorecard.compile),
    Kind(name: "RuleSetModel", compile: PMMLRuleSet.compile),
    Kind(name: "ClusteringModel", compile: PMMLClustering.compile),
    Kind(name: "NearestNeighborModel", compile: PMMLNeighbours.compile),
  ]

  /// Models of PMML that give no score of a row, or that nobody writes.
  private static let refused: Set<String> = [
    "AnomalyDetectionModel", "AssociationModel", "BaselineModel", "BayesianNetworkModel",
    "GaussianProcessModel", "SequenceModel", "TextModel", "TimeSeriesModel",
  ]

  /// The first model of a document, or of a segment, that is there to be scored.
  static func model(in element: PMMLElement) throws(ModelError) -> (PMMLElement, Kind) {
    for child in element.children where child["isScorable"] != "false" {
      if let kind = all.first(where: { $0.name == child.name }) { return (child, kind) }
      if refused.contains(child.name) {
        throw child.unsupported("the model type \(child.name)")
      }
    }
    throw element.malformed("\(element.name) holds no model that can be scored")
  }
}
