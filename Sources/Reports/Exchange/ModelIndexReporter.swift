import Findings

/// `model-index.yaml`: the numbers of the whole table for the front matter of a Hugging Face model card.
///
/// Texts are written as JSON strings, which are YAML too, so nothing in them can become structure.
enum ModelIndexReporter: Reporter {
  static let id = "model-index"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    let data = report.inputs.first { $0.role == "evaluation" }?.path ?? "evaluation"
    let isClassification = report.exhibits.contains {
      if case .confusion = $0.content { true } else { false }
    }
    var lines = report.partialText.map { ["# partial run: \($0)"] } ?? []
    lines += [
      "model-index:",
      "- name: \(quoted(report.gate))",
      "  results:",
      "  - task:",
      "      type: \(isClassification ? "tabular-classification" : "tabular-regression")",
      "    dataset:",
      "      name: \(quoted(data))",
      "      type: \(quoted(data))",
    ]
    let metrics = report.findings.filter {
      $0.measurement.subject == Measurement.Subject() && $0.measurement.candidate.estimate != nil
    }
    lines.append(metrics.isEmpty ? "    metrics: []" : "    metrics:")
    for finding in metrics {
      guard let value = finding.measurement.candidate.estimate?.value else { continue }
      lines += [
        "    - type: \(quoted(finding.check))", "      name: \(quoted(finding.id))",
        "      value: \(number(value))",
      ]
    }
    return [ReportFile(name: "model-index.yaml", text: lines.joined(separator: "\n") + "\n")]
  }

  /// YAML 1.1 takes a number with an exponent for a text where it has no point.
  private static func number(_ value: Double) -> String {
    let text = JSONText.number(value)
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }

  private static func quoted(_ text: String) -> String {
    JSONText.string(VisibleText.line(text, limit: 400))
  }
}
