import Kernels

/// The parameters of `learner` that a reader needs, checked.
struct XGBoostParameters {
  let version: [Int]
  let featureCount: Int
  let outputCount: Int
  let objective: XGBoostObjective
  /// What each output starts from, in margin space.
  let baseMargins: [Float]

  /// The most outputs that a model may have; each takes a column of scores.
  static let outputLimit = Limits.Models.outputs
  /// The most features; each takes a column of the table.
  static let featureLimit = Limits.Models.features

  init(document: DocumentNode, learner: DocumentNode) throws(ModelError) {
    version = try document.optional("version")?.integers() ?? []
    let parameters = try learner.member("learner_model_param")
    featureCount = try XGBoostParameters.count(
      parameters.member("num_feature"), limit: XGBoostParameters.featureLimit)
    var outputs = 1
    for key in ["num_class", "num_target"] {
      guard let node = try parameters.optional(key) else { continue }
      outputs = max(
        outputs, try XGBoostParameters.count(node, limit: XGBoostParameters.outputLimit))
    }
    outputCount = outputs
    objective = try XGBoostParameters.objective(learner.member("objective").member("name"))
    let baseNode = try parameters.member("base_score")
    var values = try XGBoostParameters.baseScores(baseNode)
    if values.count == 1 { values = [Float](repeating: values[0], count: outputs) }
    guard values.count == outputs else {
      throw baseNode.malformed("holds \(values.count) numbers, the model has \(outputs) outputs")
    }
    guard let margins = objective.margins(ofBaseScores: values) else {
      throw baseNode.malformed("is no value that \(objective.rawValue) can start from")
    }
    baseMargins = margins
  }

  private static func count(_ node: DocumentNode, limit: Int) throws(ModelError) -> Int {
    let count = try node.integer()
    guard count >= 0 else { throw node.malformed("is \(count), which is no count") }
    guard count <= limit else { throw .tooLarge(what: "\(node.path)", limit: "\(limit)") }
    return count
  }

  private static func objective(_ node: DocumentNode) throws(ModelError) -> XGBoostObjective {
    let name = try node.string()
    guard let objective = XGBoostObjective(rawValue: name) else {
      throw .unsupported(
        feature: "the objective '\(name)'",
        advice: "use a table of predictions for this model")
    }
    return objective
  }

  /// One number, or several in brackets or parentheses.
  private static func baseScores(_ node: DocumentNode) throws(ModelError) -> [Float] {
    var values: [Float] = []
    let text = try node.string().filter { !"[]() ".contains($0) }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let value = Float(part), value.isFinite else {
        throw node.malformed("'\(part)' is not a finite number")
      }
      values.append(value)
    }
    return values
  }

  /// `XGBoost 3.2.0`, or nothing if the file has no version.
  var producer: String {
    version.isEmpty ? "" : "XGBoost " + version.map(String.init).joined(separator: ".")
  }
}
