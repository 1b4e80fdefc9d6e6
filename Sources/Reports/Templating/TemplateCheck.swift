import Kernels

/// Finds names that no record has, partials that do not exist, and partials that never end.
enum TemplateCheck {
  static func check(
    _ text: String, name: String, file: String, among templates: [String: String]
  ) throws(ReportError) {
    let known = TemplateLibrary.partial(name).hasSuffix(".md") ? MarkdownNames.all : HTMLNames.all
    for tag in TemplateTag.all(in: text) {
      func failure(_ problem: String) -> ReportError {
        .template(file: file, line: tag.line, column: tag.column, problem: problem)
      }
      switch tag.kind {
      case .name:
        for part in tag.name.split(separator: ".") where known[String(part)] == nil {
          throw failure(
            "'\(part)' is not a name that templates know"
              + Suggestion.clause(String(part), among: known.keys.sorted()))
        }
      case .partial:
        let partial = tag.name + ".mustache"
        guard templates[partial] != nil else {
          throw failure("there is no template '\(partial)'")
        }
        if reaches(name, from: partial, templates, []) {
          throw failure("'\(partial)' uses this template again and would never end")
        }
      }
    }
  }

  private static func reaches(
    _ goal: String, from name: String, _ templates: [String: String], _ seen: Set<String>
  ) -> Bool {
    if name == goal { return true }
    guard let text = templates[name], !seen.contains(name) else { return false }
    return TemplateTag.all(in: text).contains { tag in
      tag.kind == .partial
        && reaches(goal, from: tag.name + ".mustache", templates, seen.union([name]))
    }
  }
}
