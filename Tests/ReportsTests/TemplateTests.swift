import Findings
import FoundationEssentials
import Testing

@testable import Reports

@Suite struct TemplateTests {
  /// Writes files to a folder of their own, and takes it away afterwards.
  private func withFolder<R>(
    _ files: [String: String], _ body: (String) throws -> R
  ) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return try body(folder.path)
  }

  @Test func `a template of the user's wins, and its values are escaped for its format`() throws {
    let files = [
      "summary.md.mustache": "{{#hasUrgent}}\n# {{reason}} {{> mine.md}}\n{{/hasUrgent}}\n",
      "mine.md.mustache": "by {{gate}}",
    ]
    try withFolder(files) { folder in
      var report = Samples.mixed
      report.reason = "a<b|c"
      report.gate = "x & y"
      let text = try ReportRenderer(templates: folder).files(report, formats: ["markdown"])[0].text
      #expect(text == "# a&lt;b\\|c by x &amp; y\n")
    }
  }

  @Test(arguments: [
    (
      "# {{gate}}\n {{verdct}}",
      "2:2: 'verdct' is not a name that templates know; the nearest is 'verdict'"
    ),
    ("{{#counts}}{{gate}}", "a section is not closed"),
    ("a\n{{#counts}}\n{{/urgent}}", ":3:"),
    ("{{> nobody}}", "1:1: there is no template 'nobody.mustache'"),
    ("{{> index.html}}", "1:1: 'index.html.mustache' uses this template again and would never end"),
    ("{{gate", ""),
  ]) func `a bad template is an error with its place`(text: String, part: String) throws {
    try withFolder(["index.html.mustache": text]) { folder in
      let error = #expect(throws: ReportError.self) { try ReportRenderer(templates: folder) }
      let sentence = try #require(error?.description)
      #expect(sentence.hasPrefix("\(folder)/index.html.mustache:"))
      #expect(sentence.contains(part), "\(sentence)")
    }
  }

  @Test func `a folder that is not there is an error`() {
    #expect(throws: ReportError.self) { try ReportRenderer(templates: "no/such/folder") }
  }

  /// The types of the names that records use, of every sample and of one that is cut.
  private func used() -> (html: [String: Set<String>], markdown: [String: Set<String>]) {
    var (html, markdown): ([String: Set<String>], [String: Set<String>]) = ([:], [:])
    for sample in Samples.all {
      collect(HTMLPage(sample.report, stylesheet: "", script: "").record, &html)
      let findings = sample.report.findings
      collect(MarkdownSummary(sample.report, findings, shown: findings.count).record, &markdown)
    }
    collect(HTMLPage(Samples.noted, stylesheet: "", script: "").record, &html)
    collect(MarkdownSummary(Samples.noted, [], shown: 0).record, &markdown)
    collect(HTMLPage(Samples.large, stylesheet: "", script: "").record, &html)
    return (html, markdown)
  }

  private func collect(_ record: TemplateRecord, _ names: inout [String: Set<String>]) {
    for (name, value) in record.values {
      let type =
        switch value {
        case .text: "text"
        case .markup: "markup"
        case .flag: "flag"
        case .list: "list"
        }
      names[name, default: []].insert(type)
      if case .list(let records) = value { for record in records { collect(record, &names) } }
    }
  }

  @Test
  func `every name of the records is documented with its type, and every documented one exists`()
    throws
  {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "templates/README.md")
    let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let parts = text.components(separatedBy: "## Names in ")
    #expect(parts.count == 3)
    let (html, markdown) = used()
    for (part, (names, types)) in zip(
      parts.dropFirst(), [(HTMLNames.all, html), (MarkdownNames.all, markdown)])
    {
      var documented: [String: String] = [:]
      var documentedTypes: [String: Set<String>] = [:]
      for line in part.split(separator: "\n") where line.hasPrefix("| `") {
        let cells = line.replacing("\\|", with: "\u{0}").split(separator: "|")
          .map { $0.replacing("\u{0}", with: "|").trimming(" ") }
        let name = String(cells[0].trimming("`"))
        documentedTypes[name] = Set(String(cells[1]).components(separatedBy: " or "))
        documented[name] = String(cells[2])
      }
      #expect(documented == names)
      #expect(documentedTypes == types)
    }
  }

  @Test func `an unknown format is named with the known ones`() throws {
    let error = #expect(throws: ReportError.self) {
      try ReportRenderer().files(Samples.passed, formats: ["pdf"])
    }
    #expect(
      error?.description
        == "'pdf' is not a report format; known are "
        + ReporterCatalog.all.map { $0.id }.joined(separator: ", "))
  }

  @Test func `files are written whole into a new folder`() throws {
    try withFolder([:]) { folder in
      let target = "\(folder)/a/b"
      let paths = try ReportWriter.write(
        Samples.passed, to: target, formats: ["html", "json"], renderer: ReportRenderer())
      #expect(paths == ["report.json", "index.html", "tollgate.css"].map { "\(target)/\($0)" })
      let left = try FileManager.default.contentsOfDirectory(atPath: target).sorted()
      #expect(left == ["index.html", "report.json", "tollgate.css"])
      let bytes = try Data(contentsOf: URL(filePath: paths[0]))
      #expect(try Report.read(Array(bytes)) == Samples.passed)
    }
  }

  @Test func `a folder that cannot be made is an error that names it`() throws {
    try withFolder(["file": ""]) { folder in
      let error = #expect(throws: ReportError.self) {
        try ReportWriter.write(
          Samples.passed, to: "\(folder)/file/x", formats: ["json"], renderer: ReportRenderer())
      }
      #expect(error?.description.hasPrefix("'\(folder)/file/x': the folder cannot be made") == true)
    }
  }
}

extension StringProtocol {
  fileprivate func trimming(_ character: Character) -> String {
    var text = String(self)[...]
    while text.first == character { text = text.dropFirst() }
    while text.last == character { text = text.dropLast() }
    return String(text)
  }
}
