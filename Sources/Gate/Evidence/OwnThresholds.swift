internal import Checks
internal import Models

extension OutcomesBuilder {
  /// The thresholds that models' files hold, brought to the score of the gate's positive class: a model
  /// may have tuned its threshold for the other one.
  func ownThresholds(of models: [Role: any Model]) -> [Role: Double] {
    var thresholds: [Role: Double] = [:]
    for role in Role.allCases {
      guard task == .binary, let model = models[role],
        let decision = model.description.decision,
        let classes = model.description.classNames, classes.count == 2,
        let place = classes.firstIndex(of: decision.className)
      else { continue }
      // Of the two classes, the one whose score the gate takes: asked with a score of the second.
      let probe = Scores(kind: .probability, outputs: [[0.25]])
      guard
        case .binary(let scores, _, _)? = try? reader(of: model, role: role).answers(probe),
        let score = scores.first
      else { continue }
      let isSecond = score == 0.25
      thresholds[role] =
        isSecond == (place == 1) ? decision.value : decision.complement
    }
    return thresholds
  }
}
