import Findings

/// `metrics.json` and `metrics.csv`: the numbers alone, for `dvc metrics diff` and for plots over builds.
///
/// DVC prints keys in tables, as Markdown too: what would end a cell or a line stands in them as `%7C`.
enum DVCMetricsReporter: Reporter {
  static let id = "metrics"

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    var suites: [String: [String: JSONValue]] = [:]
    var columns: [(name: String, value: Double)] = []
    for finding in report.findings {
      var numbers: [String: JSONValue] = [:]
      func add(_ name: String, _ value: Double?) {
        guard let value, value.isFinite else { return }
        numbers[name] = .number(value)
        columns.append(("\(finding.id) \(name)", value))
      }
      add("candidate", finding.measurement.candidate.estimate?.value)
      add("baseline", finding.measurement.baseline?.estimate?.value)
      add("difference", finding.measurement.difference?.value)
      let name =
        finding.id.hasPrefix(finding.suite + "/")
        ? String(finding.id.dropFirst(finding.suite.count + 1)) : finding.id
      // The facts of the gate stand under this name.
      let suite = finding.suite == "gate" ? "gate (suite)" : key(finding.suite)
      suites[suite, default: [:]][free(key(name), in: suites[suite])] = .object(numbers)
    }
    var tree = suites.mapValues { JSONValue.object($0) }
    // The exit code of a run that only records is 0 whatever the verdict is.
    var facts = [
      ("exit_code", report.exitCode),
      // Some entries that pass are no gate that passes.
      ("verdict_passed", report.verdict == .passed && !report.isPartial ? 1 : 0),
    ]
    if report.isPartial { facts.append(("partial", 1)) }
    let counts = Outcome.allCases.map { ($0.rawValue, report.counts[$0]) }
    tree["gate"] = .object(
      Dictionary(uniqueKeysWithValues: (facts + counts).map { ($0, .number(Double($1))) }))
    return [
      ReportFile(name: "metrics.json", text: JSONText.document(.object(tree))),
      ReportFile(name: "metrics.csv", text: csv(columns)),
    ]
  }

  /// Two names may look alike once they are keys.
  private static func free(_ key: String, in taken: [String: JSONValue]?) -> String {
    var (place, number) = (key, 1)
    while taken?[place] != nil {
      number += 1
      place = "\(key) \(number)"
    }
    return place
  }

  private static func key(_ text: String) -> String {
    let escapes: [Unicode.Scalar: String] = [
      "|": "%7C", "\t": "%09", "\n": "%0A", "\r": "%0D", "\u{B}": "%0B", "\u{C}": "%0C",
    ]
    let parts = text.unicodeScalars.map { escapes[$0] ?? String($0) }
    return VisibleText.clean(parts.joined())
  }

  /// One line of names, one of numbers.
  private static func csv(_ columns: [(name: String, value: Double)]) -> String {
    let names = columns.map {
      "\"" + VisibleText.line($0.name).replacing("\"", with: "\"\"") + "\""
    }
    return names.joined(separator: ",") + "\n"
      + columns.map { JSONText.number($0.value) }.joined(separator: ",") + "\n"
  }
}
