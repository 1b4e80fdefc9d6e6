import Kernels

extension DecisionThreshold {
  /// The classes that decide at a threshold of their own.
  static let deciders: Set<String> = ["FixedThresholdClassifier", "TunedThresholdClassifierCV"]

  /// The threshold of one of the ``deciders``.
  ///
  /// - Parameter estimator: what it takes its scores from.
  init(of object: PythonObject, around estimator: any FittedEstimator) throws(ModelError) {
    guard let classes = estimator.target.classNames, classes.count == 2 else {
      throw object.unsupported("a threshold for what is no classifier of two classes")
    }
    let givesProbabilities = estimator.link.predictionKind(outputCount: 1) == .probability
    let method = try object.optional("response_method")?.text() ?? "auto"
    // Probabilities go first here, unlike in calibration.
    let isOfProbability = method == "predict_proba" || method == "auto" && givesProbabilities
    var threshold = isOfProbability ? 0.5 : 0
    if object.className == "TunedThresholdClassifierCV" {
      threshold = try object.attribute("best_threshold_").number()
    } else if let stored = try object.optional("threshold"), try stored.textIfAny() != "auto" {
      threshold = try stored.number()
    }
    guard !threshold.isNaN else { throw object.malformed("has a threshold that is no number") }
    let positive = try DecisionThreshold.positiveClass(object, classes)
    className = positive
    isProbability = givesProbabilities
    guard givesProbabilities, !isOfProbability else {
      value = threshold
      return
    }
    // Scores are probabilities here, so the decision value becomes the one that it stands for.
    let isSecond = positive == classes[1]
    let margins = [[isSecond ? threshold : -threshold]]
    let chance = estimator.link.predictions(from: margins, parallel: Parallel(threads: 1))
    guard let chance = chance.last?.first, !chance.isNaN else {
      throw object.unsupported("a threshold of decision values")
    }
    value = isSecond ? chance : 1 - chance
  }

  /// Metrics that ask for the positive class, which is 1 unless the search was told another.
  private static let metricsOfOneClass: Set<String> = [
    "f1_score", "fbeta_score", "precision_score", "recall_score", "jaccard_score",
  ]

  /// The class whose score is compared: the second of two unless something says otherwise.
  private static func positiveClass(
    _ object: PythonObject, _ classes: [String]
  ) throws(ModelError) -> String {
    var label: String?
    if let scorer = try object.optional("_curve_scorer") {
      if let named = try scorer.optional("_kwargs")?.optional("pos_label") {
        label = try named.asClass()
      } else if let metric = try scorer.optional("_score_func"),
        metricsOfOneClass.contains(metric.className)
      {
        label = "1"
      }
    } else if let named = try object.optional("pos_label") {
      label = try named.asClass()
    }
    guard let label else { return classes[1] }
    if classes.contains(label) { return label }
    // Of truth values, 1 is true.
    if label == "1", classes[1] == "true" { return "true" }
    throw object.malformed("takes '\(label)' as positive class, which is none of its classes")
  }
}

extension PythonObject {
  /// What a value is called where it is a class.
  fileprivate func asClass() throws(ModelError) -> String? {
    if isArray { return try names().first ?? nil }
    switch try literal() {
    case .string(let text): return text
    case .integer(let number): return String(number)
    case .boolean(let truth): return truth ? "true" : "false"
    case .number(let number): return Int(exactly: number).map(String.init) ?? "\(number)"
    default: throw malformed("names no class")
    }
  }
}
