import Findings

/// One test case: at most one result, since readers disagree on which of two wins.
struct JUnitCase {
  enum Element: String { case failure, error, skipped }

  struct Result {
    let element: Element
    /// CamelCase: GitLab's reader gives words such as `integer` a meaning of their own.
    let type: String?
    /// Stands in the attribute and in the first line of the body, because each reader shows one.
    let sentence: String
    let body: String
  }

  private static let sentenceLimit = 1_000
  private static let bodyLimit = 8_000
  private static let nameLimit = 500

  let className: String
  let name: String
  let location: SourceLocation?
  let properties: [(name: String, value: String)]
  let result: Result?
  private(set) var output: String?

  /// The case of a finding.
  init(_ finding: Finding, of report: Report, _ rule: StandingRule) {
    // Dots build the tree in Jenkins, so names from the configuration keep none of their own.
    className = ["tollgate", report.gate, finding.suite]
      .map { VisibleText.line($0, limit: Self.nameLimit).replacing(".", with: "_") }
      .joined(separator: ".")
    let prefix = finding.suite + "/"
    let id = finding.id.hasPrefix(prefix) ? String(finding.id.dropFirst(prefix.count)) : finding.id
    name = VisibleText.line(id, limit: Self.nameLimit)
    location = report.place(of: finding)
    properties = [("gate.outcome", finding.outcome.rawValue)] + finding.numbers
    let message = VisibleText.line(finding.message, limit: Self.sentenceLimit)
    switch finding.outcome {
    case .passed, .recorded, .warned: result = nil
    case .failed:
      result = Result(.failure, type: "GateFailure", message, finding.evidence(at: report.run))
    case .error:
      result = Result(.error, type: "CheckError", message, finding.evidence(at: report.run))
    case .inconclusive where rule.standing(of: finding) == .blocks:
      result = Result(
        .error, type: "InsufficientEvidence", message, finding.evidence(at: report.run))
    case .inconclusive:
      result = Result(.skipped, type: nil, "NOT DECIDED: \(message)", "")
    case .waived:
      let waiver =
        finding.waiver.map {
          " until \($0.lastDay(at: report.run)), \($0.reason), \($0.owner)"
        } ?? ""
      result = Result(
        .skipped, type: nil, VisibleText.line("WAIVED\(waiver): \(message)", limit: 2_000), "")
    }
    output = finding.outcome == .warned ? "WARNING: \(message)" : nil
  }

  /// The case that every file has: that the run came to an end. Without it the one of a broken run
  /// would look new, and a file without cases stops a Jenkins job.
  init(runOf report: Report, omitted: Int) {
    className = "tollgate.run"
    name = "completed"
    location = nil
    properties = [("gate.verdict", report.verdict.rawValue)]
    let reason = VisibleText.line(report.reason, limit: Self.sentenceLimit)
    let nothingJudged =
      report.findings.isEmpty && report.verdict != .passed || StandingRule(report).runBlocks
    result =
      report.verdict == .error || nothingJudged
      ? Result(.error, type: "RunError", reason, "exit code \(report.exitCode)") : nil
    output = omitted > 0 ? "\(omitted) further cases are in report.json only" : nil
  }

  /// About how many bytes it takes in the file; never fewer, whatever has to be escaped.
  var size: Int {
    var size = 300
    func add(_ text: String?) {
      for byte in (text ?? "").utf8 {
        // As long as `&quot;`, which is the longest that any of these becomes.
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), 0x09,
          0x0A,
          0x0D:
          size += 6
        default: size += 1
        }
      }
    }
    for text in [className, name, location?.file, output, result?.sentence, result?.sentence] {
      add(text)
    }
    add(result.map { VisibleText.cut($0.body, Self.bodyLimit) })
    for property in properties {
      size += 60
      add(property.name)
      add(property.value)
    }
    return size
  }

  /// Whether it is no good news: readers show the output of these.
  var isBroken: Bool { result.map { $0.element != .skipped } ?? false }

  /// The same with a file beside it, which servers show by the line that names it.
  func attaching(_ path: String) -> JUnitCase {
    var copy = self
    copy.output = [output, "[[ATTACHMENT|\(path)]]"].compactMap(\.self).joined(separator: "\n")
    return copy
  }

  /// Paths from the working directory down, without what ends the line's markup.
  static func canAttach(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.hasPrefix("..") && VisibleText.line(path, limit: 400) == path
      && !path.contains { "[]|".contains($0) }
  }

  func write(to writer: XMLWriter, _ profile: JUnitProfile = .full) {
    var attributes = [("classname", className), ("name", name)]
    if let location, profile == .full {
      attributes += [("file", location.file), ("line", String(location.line))]
    }
    writer.element("testcase", attributes + [("time", "0.000")]) {
      if profile == .full { writer.properties(properties) }
      if let result {
        let type = result.type.map { [("type", $0)] } ?? []
        writer.element(result.element.rawValue, type + [("message", result.sentence)]) {
          // A line of one space and path:line is what the annotating readers look for.
          let place = location.map { "\n \($0.file):\($0.line)" } ?? ""
          let body = result.body.isEmpty ? "" : "\n\(result.body)"
          writer.text(VisibleText.cut(result.sentence + body, Self.bodyLimit) + place)
        }
      }
      if let output { writer.element("system-out") { writer.text(output) } }
    }
  }
}

extension JUnitCase.Result {
  fileprivate init(
    _ element: JUnitCase.Element, type: String?, _ sentence: String, _ body: String
  ) {
    self.init(element: element, type: type, sentence: sentence, body: body)
  }
}
