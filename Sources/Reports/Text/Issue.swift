import Digest
import Findings

/// A finding that somebody must look at, as issue trackers and code annotations take it.
struct Issue {
  /// In SARIF's words.
  enum Level: String { case error, warning, note }

  let finding: Finding
  let level: Level
  /// The file that asked for the finding; a platform that shows issues in files needs one.
  let file: String
  let line: Int

  /// What the finding says, on one line.
  var message: String { VisibleText.line(finding.message, limit: 1_000) }

  /// The same for the same finding in every run, whatever its numbers are.
  func fingerprint(of report: Report) -> String {
    Self.hex(SHA256.digest(of: "tollgate\u{0}\(report.gate)\u{0}\(finding.id)"))
  }

  /// Two digits a byte.
  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

extension Report {
  /// The findings that failed, broke, could not be decided or were warned of, urgent ones first and what
  /// is only noted last.
  var issues: [Issue] {
    let fallback =
      inputs.first { $0.role == "config" }?.path ?? inputs.first?.path ?? "tollgate.yml"
    let rule = StandingRule(self)
    let all = findingsByUrgency.compactMap { finding -> Issue? in
      let level: Issue.Level
      switch rule.standing(of: finding) {
      case .blocks: level = .error
      case .warns: level = .warning
      case .notes: level = .note
      case .fine: return nil
      }
      return Issue(
        finding: finding, level: level,
        file: rooted(VisibleText.line(finding.location?.file ?? fallback, limit: 400)),
        line: Swift.max(1, finding.location?.line ?? 1))
    }
    return all.filter { $0.level != .note } + all.filter { $0.level == .note }
  }

  /// How loud a run without issues that did not pass is told.
  var alarm: Issue.Level { exitCode == ExitCode.passed.rawValue ? .warning : .error }
}
