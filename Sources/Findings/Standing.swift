/// What a finding means to whoever acts on the run.
package enum Standing: Sendable, CaseIterable {
  /// It is why the run ends with a code that stops a pipeline.
  case blocks
  /// The run goes on, and somebody should look.
  case warns
  /// The rows could not decide it, and nothing asked them to: worth a note, no alarm.
  case notes
  /// Nothing is to be said: it passed, is accepted or only recorded.
  case fine
}

/// The one answer behind every level, severity, status and number that a format has for a finding, made
/// from what the run ended with: a run that ends with 0 has nothing that blocks.
package struct StandingRule: Sendable {
  private let letsPass: Bool
  /// Nothing else blocks a run that is inconclusive: what the rows left open does.
  private let notesBlock: Bool
  /// The run stops a pipeline though no finding does: nothing had a condition that could be applied. A list of
  /// findings that shows no other reason names the run itself.
  package let runBlocks: Bool

  package init(_ report: Report) {
    letsPass = report.exitCode == ExitCode.passed.rawValue || report.verdict == .passed
    notesBlock =
      !letsPass && report.verdict == .inconclusive
      && !report.findings.contains { Self.byItself($0) == .blocks }
    runBlocks =
      notesBlock && !report.findings.contains { Self.byItself($0) == .notes }
  }

  /// The standing of a finding of that report.
  package func standing(of finding: Finding) -> Standing {
    switch Self.byItself(finding) {
    case .blocks: letsPass ? .warns : .blocks
    case .notes: notesBlock ? .blocks : .notes
    case .warns: .warns
    case .fine: .fine
    }
  }

  private static func byItself(_ finding: Finding) -> Standing {
    switch finding.outcome {
    case .failed, .error: .blocks
    case .inconclusive:
      finding.severity == .warn ? .warns : finding.blocksUndecided ? .blocks : .notes
    case .warned: .warns
    case .passed, .waived, .recorded: .fine
    }
  }
}
