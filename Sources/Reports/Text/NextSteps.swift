import Findings

/// What a reader can do about a verdict, for pages that people meet in a pull request.
struct NextSteps {
  /// Plain sentences; none for a gate where nothing stands in the way.
  let sentences: [String]
  /// The command that looks at the urgent findings alone; empty where no entry can be named.
  let rerun: String

  private static let selectorLimit = 4

  init(_ report: Report) {
    let attention = report.findings.filter { $0.outcome.needsAttention }
    let urgent = attention.filter { $0.waivedPattern == nil }
    let file = report.inputs.first { $0.role == "config" }?.path
    var sentences: [String] = []
    if report.verdict == .error || urgent.contains(where: { $0.outcome == .error }) {
      sentences.append("An error has to be repaired first: what it hides was not judged.")
    }
    if attention.contains(where: { $0.waivedPattern != nil }) {
      sentences.append(
        "A waiver that has expired needs a mended model, or its owner's word and a later day.")
    }
    if urgent.contains(where: { $0.outcome == .failed }) {
      sentences.append(
        "A failed finding needs a better candidate or, for a while, a waiver with a reason, an "
          + "owner and a last day in \(file ?? "the configuration").")
    }
    if urgent.contains(where: { $0.outcome == .inconclusive }) {
      sentences.append(
        "An inconclusive finding is neither good nor bad news: it needs more rows or a wider margin."
      )
    }
    self.sentences = sentences
    // A waiver is no entry that could be run.
    rerun = file.map { Self.command($0, urgent) } ?? ""
  }

  private static func command(_ file: String, _ urgent: [Finding]) -> String {
    var selectors: [String] = []
    for finding in urgent {
      // An entry with a name of its own is not selected by its check.
      let entry = "\(finding.suite)/\(finding.check)"
      let selector = finding.id.hasPrefix(entry) ? entry : finding.suite
      if !selectors.contains(selector) { selectors.append(selector) }
    }
    guard !selectors.isEmpty else { return "" }
    if selectors.count > selectorLimit { selectors = [] }
    return (["tollgate check", quoted(file)] + selectors.map { "--only \(quoted($0))" })
      .joined(separator: " ")
  }

  /// A word that a shell takes as it stands.
  static func quoted(_ word: String) -> String {
    let line = VisibleText.line(word, limit: 200)
    let isPlain =
      !line.isEmpty
      && line.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || [0x2D, 0x2E, 0x2F, 0x5F].contains($0)
      }
    return isPlain ? line : "'" + line.replacing("'", with: "'\\''") + "'"
  }
}
