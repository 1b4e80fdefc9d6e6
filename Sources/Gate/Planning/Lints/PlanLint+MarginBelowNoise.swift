internal import Findings
internal import Statistics

extension PlanLint {
  /// A margin smaller than the standard error: the verdict would be about luck.
  static let marginBelowNoise = PlanLint(
    id: "margin_below_noise", summary: "A margin is smaller than the standard error."
  ) { facts in
    let alpha = facts.configuration.statistics.alpha
    return facts.decisions.compactMap { decision in
      guard let margin = decision.margin, let effect = decision.detectableEffect, margin > 0,
        decision.proof == .hold
      else { return nil }
      let error =
        effect / Power.minimalDetectableEffect(standardError: 1, alpha: alpha)
      guard margin < error else { return nil }
      let style = NumberStyle.ascii
      return Remark(
        message: "the margin of '\(decision.id)' (\(style.margin(margin, unit: decision.unit))) is "
          + "smaller than the standard error (\(style.margin(error, unit: decision.unit))): equal models "
          + "would hardly ever be shown to be so",
        place: facts.entry(of: decision)?.configuration.check.place)
    }
  }
}
