import Findings

/// One finding as a card, a row and a mention.
struct HTMLFinding {
  let finding: Finding
  /// Its waiver's last day is told from the day of the run.
  let run: Report.Run
  /// Its place in the page; unique there.
  let anchor: String
  /// Its number in the page.
  let index: Int

  /// All findings with anchors that stay the same from run to run.
  static func all(_ findings: [Finding], of run: Report.Run) -> [HTMLFinding] {
    var used: [String: Int] = [:]
    return findings.enumerated().map { index, finding in
      let slug = slug(finding.id)
      let number = used[slug, default: 0] + 1
      used[slug] = number
      return HTMLFinding(
        finding: finding, run: run, anchor: number == 1 ? slug : "\(slug)-\(number)",
        index: index)
    }
  }

  /// Letters, digits, `.`, `_` and `-`: safe in an address and in an attribute.
  static func slug(_ id: String) -> String {
    var slug = "f-"
    for byte in id.utf8.prefix(80) {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || byte >= 0x30 && byte <= 0x39)
      if isPlain || scalar == "_" || scalar == "." {
        slug.unicodeScalars.append(scalar)
      } else if !slug.hasSuffix("-") {
        slug += "-"
      }
    }
    return slug.hasSuffix("-") ? String(slug.dropLast()) : slug
  }

  var mention: TemplateRecord {
    TemplateRecord([
      "anchor": .text(anchor), "id": .text(VisibleText.line(finding.id, limit: 80)),
      "outcome": .text(finding.outcome.word), "symbol": .text(finding.outcome.symbol),
    ])
  }

  /// Without plots.
  var row: TemplateRecord { TemplateRecord(values) }

  var card: TemplateRecord {
    var values = values
    values["conditions"] = .list(
      finding.conditions.prefix(6).enumerated().map { index, judged in
        TemplateRecord([
          "requirement": .text(requirement(judged)),
          "outcome": .text(judged.outcome.word),
          "symbol": .text(judged.outcome.symbol),
          "reason": .text(VisibleText.line(judged.reason, limit: 300)),
          "plotSVG": .markup(plot(judged, index: index)),
        ])
      })
    return TemplateRecord(values)
  }

  private func requirement(_ judged: JudgedCondition) -> String {
    VisibleText.line(
      NumberStyle.typographic.requirement(
        judged.condition, comparedWith: finding.measurement.counterpart), limit: 60)
  }

  private func plot(_ judged: JudgedCondition, index: Int) -> String {
    let style = NumberStyle.typographic
    guard let plot = IntervalPlot(judged, of: finding.measurement, style: style) else { return "" }
    let what = finding.measurement.words(comparison: judged.condition.kind.isComparison)
    return plot.drawing(
      id: "p\(self.index)-\(index)", outcome: judged.outcome,
      title: "\(what); must be \(requirement(judged))",
      description: VisibleText.line(judged.reason, limit: 200))
  }

  /// The condition that decided the outcome, as a picture for its row.
  private var strip: String {
    guard let judged = finding.decisive,
      let plot = IntervalPlot(judged, of: finding.measurement, style: .typographic)
    else { return "" }
    return plot.strip(outcome: finding.outcome)
  }

  private var values: [String: TemplateRecord.Value] {
    let figures = FindingFigures(finding, style: .typographic)
    let subject = finding.measurement.subject
    return [
      "anchor": .text(anchor),
      "id": .text(VisibleText.line(finding.id, limit: 200)),
      "suite": .text(VisibleText.line(finding.suite, limit: 100)),
      "check": .text(
        VisibleText.line(
          finding.check + (subject.feature.map { ".\($0)" } ?? ""), limit: 160)),
      "subject": .text(
        VisibleText.line(
          finding.waivedPattern ?? subject.slice ?? subject.group ?? "", limit: 160)),
      "outcome": .text(finding.outcome.word),
      "symbol": .text(finding.outcome.symbol),
      "severity": .text(finding.severity.rawValue),
      "message": .text(VisibleText.line(finding.message, limit: 500)),
      "candidate": .text(figures.candidate),
      "candidateInterval": .text(figures.candidateInterval),
      "valueName": .text(
        finding.measurement.counterpart == .reference ? "Evaluation" : "Candidate"),
      "referenceName": .text(finding.measurement.counterpart.name),
      "baseline": .text(figures.baseline),
      "baselineInterval": .text(figures.baselineInterval),
      "difference": .text(figures.difference),
      "differenceInterval": .text(figures.differenceInterval),
      "p": .text(figures.p),
      "method": .text(figures.method),
      "rows": .text(figures.rows),
      "bounds": .text(figures.bounds),
      "stripSVG": .markup(strip),
      "isNotable": .flag(![.passed, .recorded].contains(finding.outcome)),
      "location": .text(
        finding.location.map { VisibleText.line($0.file, limit: 200) + ":\($0.line)" } ?? ""),
      "waiver": .text(
        finding.waiver.map {
          VisibleText.line($0.text(at: run), limit: 300)
        } ?? ""),
      "conditions": .list([]),
    ]
  }
}
