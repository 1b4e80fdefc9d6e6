import Findings

/// `model-card.cdx.json`: the candidate as a component of a CycloneDX 1.6 bill of materials, its numbers in
/// the component's model card, and once more as properties, since libraries drop model cards.
enum CycloneDXReporter: Reporter {
  static let id = "cyclonedx"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    let candidate = report.inputs.first { $0.role == "candidate" }
    let name = VisibleText.line(candidate?.path ?? report.gate, limit: 400)
    var component: [String: JSONValue] = [
      "type": .string("machine-learning-model"),
      "name": .string(name),
      "bom-ref": .string("candidate"),
      "modelCard": .object([
        "quantitativeAnalysis": .object([
          "performanceMetrics": .array(report.findings.compactMap(metric))
        ])
      ]),
      "properties": .array(
        [
          property("tollgate:gate", report.gate),
          property("tollgate:verdict", report.verdict.rawValue),
          property("tollgate:version", report.toolVersion),
        ] + (report.partialText.map { [property("tollgate:partial", $0)] } ?? [])
          + report.findings.flatMap(properties)),
    ]
    if let candidate, !candidate.sha256.isEmpty {
      component["hashes"] = .array([
        .object(["alg": .string("SHA-256"), "content": .string(candidate.sha256)])
      ])
    }
    let document: JSONValue = .object([
      "$schema": .string("http://cyclonedx.org/schema/bom-1.6.schema.json"),
      "bomFormat": .string("CycloneDX"), "specVersion": .string("1.6"), "version": .number(1),
      "components": .array([.object(component)]),
    ])
    return [ReportFile(name: "model-card.cdx.json", text: JSONText.document(document))]
  }

  /// The format takes numbers as texts.
  private static func metric(_ finding: Finding) -> JSONValue? {
    guard let estimate = finding.measurement.candidate.estimate else { return nil }
    var members: [String: JSONValue] = [
      "type": .string(VisibleText.line(finding.check, limit: 200)),
      "value": .string(JSONText.number(estimate.value)),
    ]
    if let slice = finding.measurement.subject.slice ?? finding.measurement.subject.group {
      members["slice"] = .string(VisibleText.line(slice, limit: 200))
    }
    if let low = estimate.low, let high = estimate.high {
      members["confidenceInterval"] = .object([
        "lowerBound": .string(JSONText.number(low)), "upperBound": .string(JSONText.number(high)),
      ])
    }
    return .object(members)
  }

  private static func properties(_ finding: Finding) -> [JSONValue] {
    guard let estimate = finding.measurement.candidate.estimate else { return [] }
    let id = VisibleText.line(finding.id, limit: 400)
    return [("value", estimate.value), ("low", estimate.low), ("high", estimate.high)].compactMap {
      (name: String, value: Double?) in
      value.map { property("tollgate:\(name):\(id)", JSONText.number($0)) }
    }
  }

  private static func property(_ name: String, _ value: String) -> JSONValue {
    .object(["name": .string(name), "value": .string(VisibleText.line(value, limit: 200))])
  }
}
