import Findings

/// What was compared with what: the sentence that a reader needs before any number. Absent parts are
/// empty.
struct ReportSubject {
  let candidate: String
  let baseline: String
  let data: String
  /// Rows of the evaluation data: `2,956`.
  let rows: String

  init(_ report: Report) {
    func path(_ role: String) -> String { report.inputs.first { $0.role == role }?.path ?? "" }
    candidate = path("candidate")
    baseline = path("baseline")
    data = path("evaluation")
    let facts = report.inputs.first { $0.role == "evaluation" }?.facts ?? []
    let text = facts.first { $0.name == "rows" }?.value ?? ""
    rows = Int(text).map(NumberStyle.typographic.count) ?? text
  }
}
