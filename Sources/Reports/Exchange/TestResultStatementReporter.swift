import Findings

/// `statement.json` and `predicate.json`: an in-toto statement that these tests ran on this model, ready to
/// be signed by whoever holds a key. None for a run that knows no candidate.
///
/// https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
enum TestResultStatementReporter: Reporter {
  static let id = "in-toto"

  static let predicateType = "https://in-toto.io/attestation/test-result/v0.1"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    let subjects = report.inputs.filter { $0.role == "candidate" && !$0.sha256.isEmpty }
    guard !subjects.isEmpty else { return [] }
    let predicate = predicate(report)
    let statement: JSONValue = .object([
      "_type": .string("https://in-toto.io/Statement/v1"),
      "subject": .array(subjects.map(descriptor)),
      "predicateType": .string(predicateType),
      "predicate": predicate,
    ])
    return [
      ReportFile(name: "statement.json", text: JSONText.document(statement)),
      ReportFile(name: "predicate.json", text: JSONText.document(predicate)),
    ]
  }

  private static func predicate(_ report: Report) -> JSONValue {
    func ids(_ outcomes: Outcome..., and undecided: [Finding] = []) -> JSONValue {
      .array(
        (report.findings.filter { outcomes.contains($0.outcome) } + undecided)
          .map { .string(VisibleText.line($0.id, limit: 400)) })
    }
    let rule = StandingRule(report)
    func undecided(_ standing: Standing) -> [Finding] {
      report.findings.filter { $0.outcome == .inconclusive && rule.standing(of: $0) == standing }
    }
    let hasWarnings =
      report.findings.contains { $0.outcome == .warned || $0.outcome == .waived }
      || !undecided(.warns).isEmpty
    // Some entries that pass are no gate that passes.
    let result =
      report.verdict != .passed || report.isPartial ? "FAILED" : hasWarnings ? "WARNED" : "PASSED"
    var members: [String: JSONValue] = [
      "result": .string(result),
      "configuration": .array(
        report.inputs.filter { $0.role != "candidate" && !$0.sha256.isEmpty }.map(descriptor)),
      "passedTests": ids(.passed),
      "warnedTests": ids(.warned, .waived, and: undecided(.warns)),
      // What was left open and stands in nobody's way is in none of the lists: the gate does not vouch
      // for it, and nothing is wrong with it.
      "failedTests": ids(.failed, .error, and: undecided(.blocks)),
    ]
    if let partial = report.partialText { members["partial"] = .string(partial) }
    if let url = report.run.ci["url"] { members["url"] = .string(VisibleText.line(url)) }
    return .object(members)
  }

  private static func descriptor(_ input: Report.Input) -> JSONValue {
    .object([
      "name": .string(VisibleText.line(input.path, limit: 400)),
      "digest": .object(["sha256": .string(input.sha256)]),
    ])
  }
}
