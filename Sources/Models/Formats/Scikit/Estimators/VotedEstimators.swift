import Kernels
import Tabular

/// `VotingClassifier` (soft), `VotingRegressor`, and bagging over all features: the weighted mean of
/// several models' predictions.
struct VotedEstimators: FittedEstimator {
  static let classNames: Set<String> = [
    "VotingClassifier", "VotingRegressor", "BaggingClassifier", "BaggingRegressor",
  ]

  let target: EstimatorTarget
  private var members: [EstimatorChain]
  private let weights: [Double]
  /// By member, the inputs that it reads; nil for all.
  private let inputs: [[Int]?]

  init(_ object: PythonObject) throws(ModelError) {
    let isClassifier = object.className.hasSuffix("Classifier")
    target = isClassifier ? try EstimatorTarget(classesOf: object) : .numbers
    if let voting = try object.optional("voting")?.text(), voting != "soft" {
      throw object.unsupported("voting='\(voting)'")
    }
    let objects = try object.attribute("estimators_").items()
    var members: [EstimatorChain] = []
    for item in objects {
      let member = try EstimatorChain(item)
      guard member.estimator.target.task == target.task,
        !isClassifier || member.givesProbabilities
      else { throw item.unsupported("a member without probabilities of all classes") }
      members.append(member)
    }
    guard !members.isEmpty else { throw object.malformed("has no estimators") }
    self.members = members
    weights = try VotedEstimators.weights(object, count: members.count)
    if let lists = try object.optional("estimators_features_")?.items() {
      guard lists.count == members.count else {
        throw object.malformed("has features for \(lists.count) of \(members.count) estimators")
      }
      var inputs: [[Int]?] = []
      for list in lists {
        let places = try list.integers()
        guard places.allSatisfy({ $0 >= 0 }) else { throw list.malformed("names no features") }
        inputs.append(places)
      }
      self.inputs = inputs
    } else {
      inputs = Array(repeating: nil, count: members.count)
    }
  }

  /// The weights of those that were not dropped.
  private static func weights(
    _ object: PythonObject, count: Int
  ) throws(ModelError) -> [Double] {
    guard let all = try object.optional("weights")?.finiteNumbers() else {
      return Array(repeating: 1, count: count)
    }
    var weights: [Double] = []
    for (pair, weight) in zip(try object.attribute("estimators").items(), all) {
      let fields = try pair.items()
      if try fields.last?.textIfAny() != "drop" { weights.append(weight) }
    }
    guard weights.count == count, weights.reduce(0, +) != 0 else {
      throw object.malformed("has weights that do not fit its estimators")
    }
    return weights
  }

  var link: any Link {
    ScikitLink(shape: target == .numbers ? .identity : .probability, target: target)
  }

  var facts: [(name: String, value: String)] { [("estimators", "\(members.count)")] }

  func inputUses(count: Int) -> [InputUse] {
    inputs.allSatisfy { $0 == nil }
      ? members.first?.inputUses(count: count) ?? [] : Array(repeating: .numeric, count: count)
  }

  func onSparseInput() -> VotedEstimators {
    var voted = self
    voted.members = members.map { $0.onSparseInput() }
    return voted
  }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: rowCount), count: target.outputCount)
    for (index, member) in members.enumerated() {
      var own = columns
      if let places = inputs[index] {
        guard places.allSatisfy(columns.indices.contains) else {
          throw .wrongFeatureCount(model: (places.max() ?? 0) + 1, table: columns.count)
        }
        own = places.map { columns[$0] }
      }
      let predictions = try member.predictions(of: own, rowCount: rowCount, parallel: parallel)
      for (output, prediction) in predictions.enumerated() where sums.indices.contains(output) {
        for row in 0..<rowCount { sums[output][row] += weights[index] * prediction[row] }
      }
    }
    let total = weights.reduce(0, +)
    return sums.map { $0.map { $0 / total } }
  }
}
