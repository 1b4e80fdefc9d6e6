import Findings

/// `index.html` and its style sheet: a page that needs no network and, but for sorting and filtering,
/// no script, so it is whole under the content policy that Jenkins puts on published reports.
enum HTMLReporter: Reporter {
  static let id = "html"
  static let fileName = "index.html"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    let page = HTMLPage(
      report, stylesheet: templates.file("tollgate.css"), script: templates.file("tollgate.js"))
    return [
      ReportFile(name: fileName, text: templates.render("index.html", page.record)),
      ReportFile(name: "tollgate.css", text: templates.file("tollgate.css")),
    ]
  }
}
