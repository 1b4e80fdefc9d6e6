import Digest
import Findings

/// A finding that somebody must look at, as issue trackers and code annotations take it.
struct Issue {
  enum Level: String { case error, warning }

  let finding: Finding
  let level: Level
  /// The file that asked for the finding; a platform that shows issues in files needs one.
  let file: String
  let line: Int

  /// What the finding says, on one line.
  var message: String { VisibleText.line(finding.message, limit: 1_000) }

  /// The same for the same finding in every run, whatever its numbers are.
  func fingerprint(of report: Report) -> String {
    SHA256.digest(of: "tollgate\u{0}\(report.gate)\u{0}\(finding.id)")
      .map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }
}

extension Report {
  /// The findings that failed, broke, could not be decided or were warned of, urgent ones first.
  var issues: [Issue] {
    let fallback =
      inputs.first { $0.role == "config" }?.path ?? inputs.first?.path ?? "tollgate.yml"
    return findingsByUrgency.compactMap { finding in
      let level: Issue.Level? =
        switch finding.outcome {
        case .failed, .error: .error
        case .inconclusive: finding.severity == .fail ? .error : .warning
        case .warned: .warning
        case .passed, .waived, .recorded: nil
        }
      guard let level else { return nil }
      let path = VisibleText.line(finding.location?.file ?? fallback, limit: 400)
      return Issue(
        finding: finding, level: level,
        file: path.hasPrefix("./") ? String(path.dropFirst(2)) : path,
        line: Swift.max(1, finding.location?.line ?? 1))
    }
  }
}
