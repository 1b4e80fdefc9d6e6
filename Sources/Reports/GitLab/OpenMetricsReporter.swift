import Digest
import Findings

/// `metrics.txt`: one gauge a number, in OpenMetrics text that GitLab's reader takes too.
///
/// That reader splits lines as a shell does and compares values as texts: labels keep to letters, digits
/// and a few signs, any other is written as the bytes of an address are (`%C3%A9`), so that each finding has
/// a series of its own whatever else there is; numbers have six digits behind the point.
enum OpenMetricsReporter: Reporter {
  static let id = "openmetrics"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    var used: [String: Int] = [:]
    let labels = report.findings.map { finding -> String in
      let label = label(finding.id)
      let number = used[label, default: 0] + 1
      used[label] = number
      return number == 1 ? label : "\(label) \(number)"
    }
    var text = ""
    func family(_ name: String, _ help: String, _ value: (Finding) -> Double?) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
      for (finding, label) in zip(report.findings, labels) {
        guard let value = value(finding) else { continue }
        text += "\(name){finding=\"\(label)\"} \(number(value))\n"
      }
    }
    family("tollgate_candidate", "The candidate's value.") {
      $0.measurement.candidate.estimate?.value
    }
    family("tollgate_difference", "Candidate minus baseline.") { $0.measurement.difference?.value }
    let rule = StandingRule(report)
    family("tollgate_failed", "1 for a finding that blocks, 0 for others.") {
      rule.standing(of: $0) == .blocks ? 1 : 0
    }
    if report.isPartial {
      text +=
        "# HELP tollgate_partial 1 for a run of some entries alone.\n# TYPE tollgate_partial gauge\n"
        + "tollgate_partial 1\n"
    }
    text +=
      "# HELP tollgate_exit_code The exit code of the gate.\n# TYPE tollgate_exit_code gauge\n"
    text += "tollgate_exit_code \(report.exitCode)\n# EOF\n"
    return [ReportFile(name: "metrics.txt", text: text)]
  }

  /// Letters, digits and signs that both readers take as they are.
  private static let plain = Set(
    "_.=<>:/ -[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  private static let limit = 200

  private static func label(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var label: [UInt8] = []
    for byte in text.utf8 {
      if plain.contains(byte) {
        label.append(byte)
      } else {
        label += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
      // A long one is known by its digest.
      if label.count > limit {
        return String(decoding: label.prefix(limit), as: UTF8.self) + ":"
          + Issue.hex(SHA256.digest(of: text).prefix(8))
      }
    }
    return String(decoding: label, as: UTF8.self)
  }

  private static func number(_ value: Double) -> String {
    let digits = DecimalText(value)
    // Six digits behind the point would make a 0 of a small number.
    return value == 0 || digits.exponent > -3 ? digits.fixed(6) : digits.scientific(6)
  }
}
