package import Findings

/// The summary for a terminal or a job's log: urgent findings first, the verdict last, where the
/// reader's eye is when the command ends.
package struct ConsoleReporter {
  /// Whether to write ANSI colours.
  private let color: Bool
  /// Columns of the terminal; at least 40.
  private let width: Int

  package init(color: Bool, width: Int = 100) {
    self.color = color
    self.width = min(max(width, 40), 200)
  }

  /// - Parameter paths: Where the report files are, to be named at the end.
  package func text(_ report: Report, paths: [String] = []) -> String {
    var lines = ["tollgate \(clean(report.toolVersion, 40)): \(clean(report.gate, 120))", ""]
    let findings = report.findingsByUrgency
    // Every finding that is not simply good is told about; the good ones are a line each.
    let idWidth = min(
      findings.map { clean($0.id, 100).unicodeScalars.count }.max() ?? 0, max(20, width - 46))
    for finding in findings.prefix(Self.findingLimit) {
      lines += rows(finding, of: report.run, idWidth)
    }
    if findings.count > Self.findingLimit {
      lines.append("  ... and \(findings.count - Self.findingLimit) more in the reports")
    }
    if !findings.isEmpty { lines.append("") }
    for note in report.notesByUrgency.prefix(Self.noteLimit) {
      lines += wrapped("  \(note.isMarked ? "!" : "-") note: " + clean(note.text, 500), indent: 4)
    }
    if report.notes.count > Self.noteLimit {
      lines.append("  ... and \(report.notes.count - Self.noteLimit) more notes in the reports")
    }
    if !report.notes.isEmpty { lines.append("") }
    let verdict = report.verdict.outcome
    lines.append(
      contentsOf: wrapped(
        paint("\(symbol(verdict)) \(report.verdict.rawValue)", verdict) + ": "
          + clean(report.reason, 1_000), indent: 2))
    lines.append("  \(report.countsText); exit code \(report.exitCode)")
    for path in paths { lines.append("  report: \(clean(path, 400))") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let findingLimit = 200
  private static let noteLimit = 20

  private func rows(_ finding: Finding, of run: Report.Run, _ idWidth: Int) -> [String] {
    let figures = FindingFigures(finding, style: .ascii)
    let outcome = finding.outcome
    let head = "\(symbol(outcome)) \(padded(outcome.word, 12)) "
    var line = "  " + paint(head, outcome) + padded(clean(finding.id, 100), idWidth)
    var used = 2 + head.count + idWidth
    // The bound stands in the message, where there is something to say about it.
    for (part, size) in [(figures.candidate, 10), (figures.difference, 0)] {
      let cell = padded(clean(part, 40), size)
      guard used + 2 + cell.count <= width else { continue }
      line += "  " + cell
      used += 2 + cell.count
    }
    while line.hasSuffix(" ") { line.removeLast() }
    switch outcome {
    case .passed, .recorded: return [line]
    case .failed, .error, .inconclusive, .warned, .waived:
      let place = finding.location.map { " (\(clean($0.file, 200)):\($0.line))" } ?? ""
      return [line] + wrapped("    " + clean(finding.statement(at: run), 500) + place, indent: 4)
    }
  }

  /// ASCII, since logs lose everything else first.
  private func symbol(_ outcome: Outcome) -> String {
    switch outcome {
    case .passed: "+"
    case .failed: "x"
    case .warned, .error: "!"
    case .inconclusive: "?"
    case .waived, .recorded: "-"
    }
  }

  private func paint(_ text: String, _ outcome: Outcome) -> String {
    guard color else { return text }
    let code =
      switch outcome {
      case .passed: "32"
      case .failed, .error: "1;31"
      case .warned, .inconclusive: "33"
      case .waived, .recorded: "2"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }

  /// One line that a CI system cannot take for a command: `::error::` works after spaces at the start
  /// of a line, `##[` and `##vso[` anywhere.
  private func clean(_ text: String, _ limit: Int) -> String {
    VisibleText.line(text, limit: limit)
      .replacing("::", with: ":\u{200B}:").replacing("##", with: "#\u{200B}#")
  }

  private func wrapped(_ text: String, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = String(text.prefix { $0 == " " })
    for word in text.split(separator: " ") {
      let isStart = line.allSatisfy { $0 == " " }
      if !isStart, line.count + 1 + word.count > width {
        lines.append(line)
        line = margin + word
      } else {
        line += (isStart ? "" : " ") + word
      }
    }
    return lines + [line]
  }
}
