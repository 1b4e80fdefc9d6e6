import Findings

/// The record of the summary's template.
struct MarkdownSummary {
  private let report: Report
  private let findings: [Finding]
  private let shown: Int

  /// - Parameter findings: Urgent ones first.
  init(_ report: Report, _ findings: [Finding], shown: Int) {
    self.report = report
    self.findings = findings
    self.shown = shown
  }

  var record: TemplateRecord {
    let kept = findings.prefix(shown)
    let urgent = kept.filter(\.outcome.needsAttention)
    let notable = kept.filter { $0.outcome == .warned || $0.outcome == .waived }
    let rest = kept.filter { $0.outcome == .passed || $0.outcome == .recorded }
    let steps = NextSteps(report)
    let style = NumberStyle.typographic
    return TemplateRecord(
      provenance.merging([
        "gate": .text(MarkdownText.escape(report.gate, limit: 200)),
        "version": .text(MarkdownText.escape(report.toolVersion, limit: 40)),
        "title": .text(report.heading),
        "symbol": .text(report.verdict.outcome.symbol),
        "reason": .text(MarkdownText.escape(report.reason, limit: 1_000)),
        "exitCode": .text(String(report.exitCode)),
        "counts": .text(report.countsText),
        "urgent": .list(urgent.map(row)),
        "hasUrgent": .flag(!urgent.isEmpty),
        "hasPictures": .flag(urgent.contains { picture($0) != nil }),
        "nextSteps": .list(
          steps.sentences.map {
            TemplateRecord(["text": .text(MarkdownText.escape($0, limit: 400))])
          }),
        "hasNextSteps": .flag(!steps.sentences.isEmpty),
        "notes": .list(
          report.notesByUrgency.prefix(20).map {
            TemplateRecord([
              "text": .text(MarkdownText.escape($0.text, limit: 400)),
              "isMarked": .flag($0.isMarked),
            ])
          }),
        "hasNotes": .flag(!report.notes.isEmpty),
        "rerun": .text(MarkdownText.code(steps.rerun, limit: 1_000)),
        "notable": .list(notable.map(row)),
        "hasNotable": .flag(!notable.isEmpty),
        "rest": .list(rest.map(row)),
        "hasRest": .flag(!rest.isEmpty),
        "restCounts": .text(restCounts),
        "omitted": .text(
          findings.count > shown ? style.count(findings.count - shown) : ""),
        "tables": .list(tables),
        "hasTables": .flag(!tables.isEmpty),
        "inputs": .list(report.inputs.prefix(20).map(input)),
        "hasInputs": .flag(!report.inputs.isEmpty),
        "alpha": .text(style.short(report.statistics.alpha)),
        "confidence": .text(style.short(100 * (1 - 2 * report.statistics.alpha)) + "%"),
        "correction": .text(MarkdownText.escape(report.statistics.correctionText, limit: 120)),
        "seed": .text(String(report.statistics.seed)),
      ]) { $1 })
  }

  /// What was compared with what, each with the first digits of its digest.
  private var provenance: [String: TemplateRecord.Value] {
    let subject = ReportSubject(report)
    func file(_ path: String) -> TemplateRecord.Value {
      .text(MarkdownText.code(path, limit: 160))
    }
    func digest(_ role: String) -> TemplateRecord.Value {
      let input = report.inputs.first { $0.role == role && $0.isFile }
      return .text(
        input.map { MarkdownText.code(String($0.sha256.prefix(12)), limit: 12) } ?? "")
    }
    return [
      "candidateFile": file(subject.candidate),
      "candidateDigest": digest(subject.isOfTables ? "evaluation" : "candidate"),
      "baselineFile": file(subject.baseline),
      "baselineDigest": digest(subject.isOfTables ? "reference" : "baseline"),
      "dataFile": file(subject.data), "dataDigest": digest("evaluation"),
      "dataRows": .text(MarkdownText.escape(subject.rows, limit: 20)),
      "valueName": .text(subject.valueName), "referenceName": .text(subject.referenceName),
      "referenceNoun": .text(subject.referenceName.lowercased()),
    ]
  }

  private var restCounts: String {
    [Outcome.passed, .recorded].compactMap { outcome in
      let count = findings.count { $0.outcome == outcome }
      return count > 0 ? "\(count) \(outcome.word)" : nil
    }.joined(separator: ", ")
  }

  private func row(_ finding: Finding) -> TemplateRecord {
    let figures = FindingFigures(finding, style: .typographic)
    func cell(_ text: String) -> TemplateRecord.Value {
      .text(text.isEmpty ? "" : MarkdownText.escape(text, limit: 200))
    }
    return TemplateRecord([
      "symbol": .text(finding.outcome.symbol),
      "outcome": .text(finding.outcome.word),
      "id": .text(MarkdownText.code(finding.id, limit: 160)),
      "candidate": cell(figures.candidate),
      "candidateInterval": cell(figures.candidateInterval),
      "baseline": cell(figures.baseline),
      "difference": cell(figures.difference),
      "differenceInterval": cell(figures.differenceInterval),
      "bounds": cell(figures.bounds),
      "rows": cell(figures.rows),
      "picture": .text(MarkdownText.code(picture(finding) ?? "", limit: 40)),
      "message": .text(MarkdownText.escape(finding.statement(at: report.run), limit: 400)),
    ])
  }

  /// The condition that decided the outcome, in characters.
  private func picture(_ finding: Finding) -> String? {
    guard let judged = finding.decisive else { return nil }
    return IntervalPlot(judged, of: finding.measurement, style: .typographic)?.textStrip
  }

  /// The tables among the exhibits, small enough to leave the findings their place.
  private var tables: [TemplateRecord] {
    report.exhibits.compactMap { exhibit -> TemplateRecord? in
      let (header, rows): ([String], [[String]])
      switch exhibit.content {
      case .table(let head, let lines): (header, rows) = (head, lines)
      case .groups(let groups):
        let text = GroupsText(groups: groups, style: .typographic)
        (header, rows) = (text.header, text.rows)
      case .bars(_, let names, let series):
        header = ["name"] + series.map(\.name)
        rows = names.indices.map { index in
          [names[index]]
            + series.map { line in
              let value = line.values.indices.contains(index) ? line.values[index] : nil
              return value.text(.typographic)
            }
        }
      case .curves, .confusion, .histogram: return nil
      }
      guard !header.isEmpty else { return nil }
      func line(_ cells: [String]) -> String {
        cells.prefix(8).map { MarkdownText.escape($0, limit: 40) }.joined(separator: " | ")
      }
      return TemplateRecord([
        "caption": .text(MarkdownText.escape(exhibit.title, limit: 120)),
        "header": .text(line(header)),
        "divider": .text(header.prefix(8).map { _ in "---" }.joined(separator: "|")),
        "lines": .list(rows.prefix(10).map { TemplateRecord(["line": .text(line($0))]) }),
      ])
    }.prefix(8).map { $0 }
  }

  private func input(_ input: Report.Input) -> TemplateRecord {
    let facts = input.facts.prefix(12).map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    return TemplateRecord([
      "role": .text(MarkdownText.escape(input.role, limit: 60)),
      "path": .text(MarkdownText.code(input.path, limit: 200)),
      "format": .text(MarkdownText.escape(input.format, limit: 60)),
      "sha256": .text(
        input.isFile ? MarkdownText.code(String(input.sha256.prefix(12)), limit: 12) : "no file"),
      "facts": .text(MarkdownText.escape(facts, limit: 300)),
    ])
  }
}
