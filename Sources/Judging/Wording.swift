internal import Findings

/// Sentences about findings that no condition speaks for.
enum Wording {
  /// `roc_auc is 0.9312 (baseline 0.9401)`
  static func recorded(_ finding: Finding) -> String {
    switch finding.measurement.candidate {
    case .undefined(let reason): return "\(finding.check) is undefined: \(reason)"
    case .number(let estimate):
      var text = "\(finding.check) is \(NumberStyle.ascii.number(estimate.value))"
      if case .number(let baseline)? = finding.measurement.baseline {
        text +=
          " (\(finding.measurement.counterpart.rawValue) \(NumberStyle.ascii.number(baseline.value)))"
      }
      return text
    }
  }
}
