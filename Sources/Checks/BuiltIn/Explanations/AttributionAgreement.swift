internal import Explanations
internal import Findings
internal import Kernels
internal import Metrics
internal import Models
internal import Statistics

/// Whether two models have the same reasons row by row: they may weigh their features alike on the whole and
/// yet decide single rows for other reasons.
///
/// Both are explained in the same units against the same background rows.
struct AttributionAgreement: Check {
  /// What of two rows of SHAP values is compared.
  enum Question: Sendable {
    /// The cosine of the angle between them.
    case cosine
    /// Whether a feature speaks for a row in one model and against it in the other.
    case signs(features: [String], tau: Double)
  }

  let question: Question
  let explained: ExplainedRows

  typealias Inputs = (candidate: Scorable, baseline: Scorable)

  var demand: Demand<(candidate: Scorable, baseline: Scorable)> {
    .bothModels
  }

  func measure(
    _ inputs: (candidate: Scorable, baseline: Scorable), settings: MeasureSettings
  ) -> [Measurement] {
    let candidate = inputs.candidate.sampled(rows: explained.rows, seed: settings.seed)
    let baseline = inputs.baseline.sampled(rows: explained.rows, seed: settings.seed)
    let pair = Result { () throws(ExplanationError) in
      let parallel = settings.parallel
      let inMargins =
        candidate.givesMargins(parallel: parallel) && baseline.givesMargins(parallel: parallel)
      return AttributionPair(
        candidate: try candidate.attributions(
          background: explained.background, inMargins: inMargins, settings: settings),
        baseline: try baseline.attributions(
          background: explained.background, inMargins: inMargins, settings: settings),
        inMargins: inMargins)
    }
    switch question {
    case .cosine:
      return [
        measurement(pair, candidate, settings, nil) { pair throws(ExplanationError) in
          try pair.cosines()
        }
      ]
    case .signs(let features, let tau):
      return features.map { feature in
        measurement(pair, candidate, settings, feature) { pair throws(ExplanationError) in
          try pair.signFlips(of: feature, beyond: tau, hidden: candidate.hidden)
        }
      }
    }
  }

  /// - Parameter numbers: One a row: cosines, or 1 for a changed sign.
  private func measurement(
    _ pair: Result<AttributionPair, ExplanationError>, _ model: Scorable,
    _ settings: MeasureSettings, _ feature: String?,
    _ numbers: (AttributionPair) throws(ExplanationError) -> [Double]
  ) -> Measurement {
    let isCosine = feature == nil
    var measured = Measurement(
      subject: .init(feature: feature), direction: isCosine ? .higher : .lower,
      unit: isCosine ? "" : "rate", candidate: .undefined(""))
    do throws(ExplanationError) {
      let pair = try pair.get()
      let rows = try numbers(pair)
      let comparison = MetricComparison(alpha: settings.alpha, identity: model.identity)
      measured.candidate =
        isCosine
        ? comparison.measure(.meanError, candidate: model.moving(rows), baseline: nil).candidate
        : comparison.measure(
          .selectionRate, candidate: model.depending(rows.map { $0 > 0 ? 1 : 0 }), baseline: nil
        ).candidate
      if isCosine, case .number(var estimate) = measured.candidate {
        estimate.low = estimate.low.map { max(-1, $0) }
        estimate.high = estimate.high.map { min(1, $0) }
        measured.candidate = .number(estimate)
      }
      measured.detail = pair.detail
    } catch {
      measured.candidate = .undefined(error.description)
    }
    return measured
  }
}

extension AttributionAgreement {
  static func kinds(_ task: TaskKind) -> [CheckKind] { [cosineKind(task), signKind(task)] }

  private static func cosineKind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "attribution_cosine", title: "Attribution cosine",
      summary:
        "How alike candidate and baseline explain each row: 1 is the same reasons, 0 others.",
      formula: "mean over rows of phi_c . phi_b / (|phi_c| |phi_b|), phi the SHAP values; 1 where "
        + "neither has any, 0 where one has none",
      reference: "1 - scipy.spatial.distance.cosine(phi_c[i], phi_b[i]), mean over i",
      direction: .higher, unit: "", task: task, options: ExplainedRows.options, baseline: .measured,
      defaultJudge: .interval, takesSlices: false, limits: -1...1,
      make: { reader throws(OptionError) in
        AttributionAgreement(question: .cosine, explained: try ExplainedRows(&reader))
      })
  }

  private static func signKind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "attribution_sign_flips", title: "Attribution sign flips",
      summary: "How often a feature speaks for a row in one model and against it in the other.",
      formula: "(1/n) #(rows with phi_c phi_b < 0, both abs(phi) > tau)",
      reference: "numpy.mean((phi_c * phi_b < 0) & (numpy.minimum(abs(phi_c), abs(phi_b)) > tau))",
      direction: .lower, unit: "rate", task: task,
      options: [
        CheckOption(
          name: "features", shape: .columns, summary: "the features, one finding each",
          exampleText: "[age]"),
        CheckOption(
          name: "tau", summary: "what a value must exceed to say anything, in units of the score",
          defaultText: "0", exampleText: "0.01"),
      ] + ExplainedRows.options, baseline: .measured, defaultJudge: .interval, takesSlices: false,
      make: { reader throws(OptionError) in
        guard let features = try reader.texts("features") else {
          throw OptionError(line: nil, column: nil, message: "lacks the option 'features'")
        }
        let tau = try reader.number("tau", in: 0...1e300, default: 0)
        return AttributionAgreement(
          question: .signs(features: features, tau: tau), explained: try ExplainedRows(&reader))
      })
  }
}
