import Findings
import Testing

@testable import Reports

/// The formats that a CI system reads, held against what its reader does with them.
@Suite struct PlatformFormatTests {
  static let reports = Samples.all.map(\.report)

  private func text(_ reporter: any Reporter.Type, _ report: Report) throws -> String {
    try #require(try reporter.files(for: report, templates: TemplateLibrary(overrides: nil)).first)
      .text
  }

  private func json(_ reporter: any Reporter.Type, _ report: Report) throws -> JSONValue {
    try JSONParser.parse(Array(try text(reporter, report).utf8))
  }

  /// What the runner does with a line: nil for a line that is no command.
  private func command(_ line: Substring) -> (name: String, properties: [String: String], String)? {
    guard line.drop(while: { $0 == " " }).hasPrefix("::") else { return nil }
    let rest = line.drop { $0 == " " }.dropFirst(2)
    guard let end = rest.firstRange(of: "::") else { return nil }
    let head = rest[..<end.lowerBound].split(separator: " ", maxSplits: 1)
    func unescaped(_ text: some StringProtocol) -> String {
      String(text).replacing("%0D", with: "\r").replacing("%0A", with: "\n")
        .replacing("%3A", with: ":").replacing("%2C", with: ",").replacing("%25", with: "%")
    }
    var properties: [String: String] = [:]
    for pair in head.dropFirst().first?.split(separator: ",") ?? [] {
      let sides = pair.split(separator: "=", maxSplits: 1)
      properties[String(sides[0])] = unescaped(sides.last ?? "")
    }
    return (String(head.first ?? ""), properties, unescaped(rest[end.upperBound...]))
  }

  @Test(arguments: reports + [Samples.large])
  func `annotations are at most ten of a kind, and say what is left`(
    report: Report
  ) throws {
    let lines = GitHubAnnotations.text(report).split(separator: "\n")
    let commands = try lines.map { try #require(command($0), "\($0)") }
    for (name, word) in [("error", "error"), ("warning", "warning"), ("note", "notice")] {
      let level = report.issues.filter { $0.level.rawValue == name }
      let told = commands.filter { $0.name == word }
      #expect(told.count <= 10)
      if level.count > 9 { #expect(told.last?.2.hasPrefix("\(level.count - 9) more") == true) }
      for (issue, one) in zip(level, told).prefix(9) {
        #expect(one.2 == issue.message)
        #expect(one.properties["line"] == String(issue.line))
        #expect(
          one.properties["title"]?.hasSuffix(issue.finding.id) != false
            || issue.finding.id.count > 100)
      }
    }
    #expect(report.verdict == .passed || !commands.isEmpty)
    #expect(commands.allSatisfy { ["error", "warning", "notice"].contains($0.name) })
  }

  @Test func `a command's escaping is what the runner undoes`() throws {
    let nasty = "100%, a:b,c\r\n::error::x%0A%25"
    let line = WorkflowCommand(
      name: "error", properties: [("title", nasty)], message: nasty
    ).text
    #expect(line.split(separator: "\n").count == 1)
    let read = try #require(command(line.dropLast()[...]))
    #expect(read.properties["title"] == nasty)
    #expect(read.2 == nasty)
  }

  @Test(arguments: reports) func `outputs are one line each`(report: Report) {
    let lines = GitHubOutputs.text(report, files: ["out/report.json", "out/junit.xml"])
      .split(separator: "\n")
    #expect(lines.allSatisfy { $0.contains("=") && !$0.contains("<<") })
    #expect(lines.contains("exit-code=\(report.exitCode)"))
    #expect(lines.contains("report-junit=out/junit.xml"))
  }

  @Test(arguments: reports) func `Azure's commands cannot be forged by data`(report: Report) {
    let text = AzureCommands.text(report, summary: "/build/summary.md")
    for line in text.split(separator: "\n") {
      #expect(line.hasPrefix("##vso[task.logissue ") || line.hasPrefix("##vso[task.uploadsummary]"))
      #expect(line.dropFirst(2).firstRange(of: "##") == nil)
      let properties = line.prefix { $0 != "]" }
      #expect(properties.filter { $0 == "[" }.count >= 1)
    }
    #expect(AzureCommands.escaped("a;b]c%3B") == "a%3Bb%5Dc%AZP253B")
  }

  @Test(arguments: reports) func `GitLab finds path and line in every entry of code quality`(
    report: Report
  ) throws {
    guard case .array(let entries) = try json(CodeQualityReporter.self, report) else {
      Issue.record("not an array")
      return
    }
    #expect(entries.count == report.issues.count)
    var fingerprints: Set<String> = []
    for entry in entries {
      guard case .object(let members) = entry, case .object(let location)? = members["location"],
        case .string(let path)? = location["path"], case .object(let lines)? = location["lines"],
        case .number(let line)? = lines["begin"], case .string(let mark)? = members["fingerprint"],
        case .string(let severity)? = members["severity"],
        case .string(let words)? = members["description"]
      else {
        Issue.record("an entry lacks a part: \(entry)")
        continue
      }
      #expect(!path.isEmpty && line >= 1 && !words.isEmpty)
      #expect(["info", "minor", "major", "critical", "blocker"].contains(severity))
      fingerprints.insert(mark)
    }
    #expect(fingerprints.count == Set(report.issues.map(\.finding.id)).count)
  }

  /// GitLab's reader deletes all from `#` on, splits as a shell does, takes the first word as the name and
  /// the second as the value.
  @Test(arguments: reports) func `GitLab reads a name and a number from every line of metrics`(
    report: Report
  ) throws {
    let text = try text(OpenMetricsReporter.self, report)
    #expect(text.hasSuffix("# EOF\n"))
    var names: Set<String> = []
    for line in text.split(separator: "\n") {
      let kept = line.prefix { $0 != "#" }
      guard !kept.isEmpty else { continue }
      #expect(line == kept, "a # in a label cuts the line: \(line)")
      let words = try #require(shellWords(kept), "unpaired quotes: \(line)")
      #expect(words.count == 2, "\(line)")
      #expect(Double(words.last ?? "") != nil, "\(line)")
      #expect(names.insert(words[0]).inserted, "twice: \(line)")
    }
  }

  private func shellWords(_ line: Substring) -> [String]? {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == " " {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return quote == nil ? words : nil
  }

  @Test(arguments: reports) func `dotenv has plain keys and plain values`(report: Report) throws {
    let text = try text(DotenvReporter.self, report)
    #expect(text.utf8.count < 5_000)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 20)
    for line in lines {
      let sides = line.split(separator: "=")
      #expect(sides.count == 2)
      #expect(
        sides.allSatisfy {
          $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        })
    }
  }

  @Test(arguments: reports) func `Jenkins' description is text, not markup`(report: Report) throws {
    guard case .object(let root) = try json(WarningsReporter.self, report),
      case .array(let issues)? = root["issues"]
    else {
      Issue.record("no issues")
      return
    }
    #expect(issues.count == report.issues.count)
    for issue in issues {
      guard case .object(let members) = issue, case .string(let html)? = members["description"],
        case .string(let severity)? = members["severity"]
      else {
        Issue.record("an issue lacks a part")
        continue
      }
      #expect(["ERROR", "HIGH", "NORMAL", "LOW"].contains(severity))
      let inner = html.dropFirst("<pre>".count).dropLast("</pre>".count)
      #expect(!inner.contains("<") && !inner.contains(">"))
    }
  }

  @Test func `the link on GitLab's page needs an address that is one`() throws {
    var report = Samples.passed
    report.run.ci["url"] = "javascript:alert(1)"
    #expect(try text(GitLabAnnotationsReporter.self, report).contains("javascript") == false)
    #expect(
      try text(GitLabAnnotationsReporter.self, Samples.passed).contains(
        "https://ci.example/r/1/artifacts/browse"))
  }
}
