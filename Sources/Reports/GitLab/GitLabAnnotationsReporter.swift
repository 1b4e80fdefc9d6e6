import Findings

/// `gl-annotations.json`: a link to the reports on GitLab's page of the job; none where the run does not
/// know its job's address.
enum GitLabAnnotationsReporter: Reporter {
  static let id = "gitlab-annotations"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    var links: [JSONValue] = []
    if let url = report.run.ci["url"], url.hasPrefix("https://") || url.hasPrefix("http://") {
      links.append(
        .object([
          "external_link": .object([
            "label": .string("Reports of the gate (\(report.verdict.rawValue))"),
            "url": .string(url + "/artifacts/browse"),
          ])
        ]))
    }
    return [
      ReportFile(
        name: "gl-annotations.json",
        text: JSONText.document(.object(["Model gate": .array(links)])))
    ]
  }
}
