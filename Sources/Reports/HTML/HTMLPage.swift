import Findings

/// The record of the whole page.
struct HTMLPage {
  /// Findings with a card of their own, and with a full row in the table. The rest is listed by
  /// name: a page of megabytes opens in no reviewer's browser, and a finding is never left out.
  static let cardLimit = 40
  static let rowLimit = 400
  static let exhibitLimit = 40

  let report: Report
  let stylesheet: String
  let script: String

  init(_ report: Report, stylesheet: String, script: String) {
    self.report = report
    self.stylesheet = stylesheet
    self.script = script
  }

  var record: TemplateRecord {
    let findings = HTMLFinding.all(report.findingsByUrgency, of: report.run)
    let urgent = findings.filter(\.finding.outcome.needsAttention)
    let rows = findings.prefix(Self.rowLimit)
    let compact = findings.dropFirst(Self.rowLimit)
    let slices = HTMLSlices.all(report)
    var values: [String: TemplateRecord.Value] = [
      "gate": .text(VisibleText.line(report.gate, limit: 200)),
      "version": .text(VisibleText.line(report.toolVersion, limit: 40)),
      "verdict": .text(report.verdict.rawValue),
      "title": .text(report.heading),
      "symbol": .text(report.verdict.outcome.symbol),
      "reason": .text(VisibleText.line(report.reason, limit: 600)),
      "exitCode": .text(String(report.exitCode)),
      "planned": .text(NumberStyle.typographic.count(report.counts.planned)),
      "counts": .list(counts),
      "urgent": .list(urgent.prefix(Self.cardLimit).map(\.card)),
      "hasUrgent": .flag(!urgent.isEmpty),
      "urgentOmitted": .text(
        urgent.count > Self.cardLimit ? String(urgent.count - Self.cardLimit) : ""),
      "suites": .list(suites(rows)),
      "hasSuites": .flag(!findings.isEmpty),
      "compact": .list(compact.map(\.mention)),
      "hasCompact": .flag(!compact.isEmpty),
      "slices": .list(slices.map(\.record)),
      "hasSlices": .flag(!slices.isEmpty),
      "chapters": .list(chapters),
      "inputs": .list(report.inputs.map(input)),
      "stylesheet": .markup(stylesheet),
      "script": .markup(script),
      "scriptDigest": .text(ScriptDigest.base64(script)),
    ]
    values.merge(footnotes) { first, _ in first }
    values.merge(comparison) { first, _ in first }
    return TemplateRecord(values)
  }

  /// What was compared with what, for the head of the page.
  private var comparison: [String: TemplateRecord.Value] {
    let compared = ReportSubject(report)
    let steps = NextSteps(report)
    return [
      "nextSteps": .list(
        steps.sentences.map { TemplateRecord(["text": .text(VisibleText.line($0, limit: 400))]) }),
      "hasNextSteps": .flag(!steps.sentences.isEmpty),
      "notes": .list(
        report.notesByUrgency.prefix(100).map {
          TemplateRecord([
            "text": .text(VisibleText.line($0.text, limit: 600)), "isMarked": .flag($0.isMarked),
          ])
        }),
      "hasNotes": .flag(!report.notes.isEmpty),
      "rerun": .text(VisibleText.line(steps.rerun, limit: 1_000)),
      "candidateFile": .text(VisibleText.line(compared.candidate, limit: 120)),
      "baselineFile": .text(VisibleText.line(compared.baseline, limit: 120)),
      "dataFile": .text(VisibleText.line(compared.data, limit: 120)),
      "dataRows": .text(VisibleText.line(compared.rows, limit: 20)),
      "valueName": .text(compared.valueName), "referenceName": .text(compared.referenceName),
      "isOfTables": .flag(compared.isOfTables),
      "shareSVG": .markup(OutcomeBar.drawing(report.counts)),
    ]
  }

  /// The exhibits by what they are for, in the order in which a reviewer asks.
  private var chapters: [TemplateRecord] {
    let shown = report.exhibits.prefix(Self.exhibitLimit).enumerated()
      .map { (exhibit: $1, record: HTMLExhibit($1, index: $0).record) }
    return ExhibitChapter.allCases.compactMap { chapter in
      let records = shown.filter { ExhibitChapter($0.exhibit) == chapter }.map(\.record)
      guard !records.isEmpty else { return nil }
      return TemplateRecord([
        "anchor": .text(chapter.rawValue), "title": .text(chapter.title),
        "exhibits": .list(records),
      ])
    }
  }

  private var counts: [TemplateRecord] {
    Outcome.byUrgency.filter { report.counts[$0] > 0 }.map { outcome in
      TemplateRecord([
        "outcome": .text(outcome.word), "symbol": .text(outcome.symbol),
        "count": .text(NumberStyle.typographic.count(report.counts[outcome])),
      ])
    }
  }

  /// In the order of the configuration; each suite's urgent findings first.
  private func suites(_ rows: ArraySlice<HTMLFinding>) -> [TemplateRecord] {
    var names: [String] = []
    var seen: Set<String> = []
    for finding in report.findings where seen.insert(finding.suite).inserted {
      names.append(finding.suite)
    }
    let bySuite = Dictionary(grouping: rows, by: \.finding.suite)
    return names.compactMap { name in
      guard let findings = bySuite[name] else { return nil }
      return TemplateRecord([
        "name": .text(VisibleText.line(name, limit: 100)), "count": .text(String(findings.count)),
        "rows": .list(findings.map(\.row)),
      ])
    }
  }

  private func input(_ input: Report.Input) -> TemplateRecord {
    TemplateRecord([
      "role": .text(VisibleText.line(input.role, limit: 60)),
      "path": .text(VisibleText.line(input.path, limit: 400)),
      "format": .text(VisibleText.line(input.format, limit: 60)),
      "size": .text(input.isFile ? NumberStyle.typographic.count(input.bytes) : ""),
      "sha256": .text(VisibleText.line(input.sha256, limit: 64)),
      "shortSha256": .text(
        input.isFile ? String(VisibleText.line(input.sha256, limit: 64).prefix(12)) : "no file"),
      "facts": .list(input.facts.prefix(40).map { fact($0.name, $0.value) }),
    ])
  }

  private func fact(_ name: String, _ value: String) -> TemplateRecord {
    TemplateRecord([
      "name": .text(VisibleText.line(name, limit: 60)),
      "value": .text(VisibleText.line(value, limit: 300)),
    ])
  }

  private var footnotes: [String: TemplateRecord.Value] {
    let style = NumberStyle.typographic
    return [
      "alpha": .text(style.short(report.statistics.alpha)),
      "confidence": .text(style.short(100 * (1 - 2 * report.statistics.alpha)) + "%"),
      "correction": .text(VisibleText.line(report.statistics.correctionText, limit: 120)),
      "seed": .text(String(report.statistics.seed)),
      "start": .text(VisibleText.line(report.run.start, limit: 40)),
      "seconds": .text(style.number(report.run.seconds)),
      "host": .text(VisibleText.line(report.run.host, limit: 100)),
      "ci": .list(
        report.run.ci.keys.sorted().prefix(30).map { fact($0, report.run.ci[$0] ?? "") }),
    ]
  }
}
