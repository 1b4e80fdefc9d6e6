import Findings

/// `tollgate.sarif`: issues in SARIF 2.1.0 for code scanning. What passed or is waived is left out, since
/// its readers show every result as an alert.
enum SARIFReporter: Reporter {
  static let id = "sarif"

  /// GitHub reads so many results.
  private static let limit = 25_000

  static func files(for report: Report, templates: TemplateLibrary) throws(ReportError)
    -> [ReportFile]
  {
    let issues = report.issues.prefix(limit)
    var seen: Set<String> = []
    let checks = issues.map(\.finding.check).filter { seen.insert($0).inserted }
    let run: JSONValue = .object([
      "tool": .object([
        "driver": .object([
          "name": .string("Tollgate"),
          "version": .string(VisibleText.line(report.toolVersion, limit: 40)),
          "rules": .array(checks.map(rule)),
        ])
      ]),
      "automationDetails": .object(automation(report)),
      "results": .array(issues.map { result($0, report) }),
    ])
    let document: JSONValue = .object([
      "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"),
      "version": .string("2.1.0"),
      "runs": .array([run]),
    ])
    return [ReportFile(name: "tollgate.sarif", text: JSONText.document(document))]
  }

  /// A partial run has a category of its own: readers close the alerts of a category that a run lacks.
  private static func automation(_ report: Report) -> [String: JSONValue] {
    let id = "tollgate/\(VisibleText.line(report.gate, limit: 100))/"
    guard let partial = report.partialText else { return ["id": .string(id)] }
    return [
      "id": .string(id + "partial/"),
      "description": .object(["text": .string("partial run: \(partial)")]),
    ]
  }

  private static func rule(_ check: String) -> JSONValue {
    let name = VisibleText.line(check, limit: 200)
    func text(_ text: String) -> JSONValue { .object(["text": .string(text)]) }
    return .object([
      "id": .string(name),
      "shortDescription": text("The gate's check \(name)"),
      "fullDescription": text("A condition that the gate puts on \(name) is not shown to hold."),
      "help": text("'tollgate checks \(name)' says what the check asks, and how."),
    ])
  }

  private static func result(_ issue: Issue, _ report: Report) -> JSONValue {
    .object([
      "ruleId": .string(VisibleText.line(issue.finding.check, limit: 200)),
      "level": .string(issue.level.rawValue),
      "message": .object([
        "text": .string("\(VisibleText.line(issue.finding.id, limit: 200)): \(issue.message)")
      ]),
      "locations": .array([
        .object([
          "physicalLocation": .object([
            "artifactLocation": .object(["uri": .string(uri(issue.file))]),
            "region": .object(["startLine": .number(Double(issue.line))]),
          ])
        ])
      ]),
      "partialFingerprints": .object([
        "tollgate/v1": .string(issue.fingerprint(of: report))
      ]),
    ])
  }

  /// A relative reference: everything but unreserved characters and slashes in per cent form.
  private static func uri(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return path.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte)
          || "-._~/".unicodeScalars.contains(scalar))
      return isPlain
        ? String(Character(scalar)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }
}
