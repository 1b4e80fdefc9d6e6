import Findings

/// What was compared with what: the sentence that a reader needs before any number. Absent parts are
/// empty. Of a gate without models the tables take the places of the two.
struct ReportSubject {
  let candidate: String
  let baseline: String
  let data: String
  /// Rows of the evaluation data: `2,956`.
  let rows: String

  /// Whether no model is judged: the numbers are about tables.
  let isOfTables: Bool

  /// The heads of the columns that hold what is judged, and what it is compared with.
  var valueName: String { isOfTables ? "Evaluation" : "Candidate" }
  var referenceName: String {
    (isOfTables ? Measurement.Counterpart.reference : .baseline).name
  }

  init(_ report: Report) {
    func path(_ role: String) -> String { report.inputs.first { $0.role == role }?.path ?? "" }
    isOfTables = path("candidate").isEmpty && !path("evaluation").isEmpty
    candidate = path(isOfTables ? "evaluation" : "candidate")
    baseline = path(isOfTables ? "reference" : "baseline")
    data = isOfTables ? "" : path("evaluation")
    let facts = report.inputs.first { $0.role == "evaluation" }?.facts ?? []
    let text = facts.first { $0.name == "rows" }?.value ?? ""
    rows = Int(text).map(NumberStyle.typographic.count) ?? text
  }
}
