import Foundation
import Testing

/// Every `tollgate …` that the README and the pipelines to copy show is one that the binary takes.
@Suite struct ExampleTests {
  struct Example: CustomTestStringConvertible {
    let file: String
    /// From 1.
    let line: Int
    /// The words after the program's name.
    let words: [String]
    var testDescription: String { "\(file):\(line): tollgate \(words.joined(separator: " "))" }
  }

  static let commands = [
    "check", "init", "inspect", "predict", "explain", "render", "checks", "schema",
  ]

  /// The calls in one file: the program's name, alone or at the end of a path, then a subcommand or
  /// a flag. Other words after the name are prose.
  static func examples(in file: String, text: String) -> [Example] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
      index, line in
      // A call ends where its quotes or the shell's command end; its path may be quoted.
      line.replacing(/"(?<path>[^"\s]*\/tollgate)"/) { String($0.output.path) }.split(
        whereSeparator: { "`'\"|;&()".contains($0) }).compactMap { piece -> Example? in
          let words = piece.split(separator: " ").map(String.init)
          guard
            let name = words.firstIndex(where: { $0 == "tollgate" || $0.hasSuffix("/tollgate") }),
            let first = words.dropFirst(name + 1).first,
            commands.contains(first) || first.hasPrefix("--")
          else { return nil }
          return Example(file: file, line: index + 1, words: Array(words.dropFirst(name + 1)))
        }
    }
  }

  /// The README, the action and everything in `ci-examples`, with its text.
  static func files() throws -> [(name: String, text: String)] {
    let folder = Tool.repository.appendingPathComponent("ci-examples").path
    let examples = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
      .map { "ci-examples/\($0)" }
    let names = ["README.md", "action.yml", ".pre-commit-hooks.yaml", "scripts/action-check"]
    return try (names + examples).compactMap { name in
      let url = Tool.repository.appendingPathComponent(name)
      let isFolder = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
      return isFolder ? nil : (name, try String(contentsOf: url, encoding: .utf8))
    }
  }

  static func shown() throws -> [Example] {
    try files().flatMap { examples(in: $0.name, text: $0.text) }
  }

  /// The files in a report folder that a text names.
  static func reports(in text: String) -> Set<String> {
    var names: Set<String> = []
    for folder in ["tollgate-report/", "${reports}/"] {
      for piece in text.components(separatedBy: folder).dropFirst() {
        let name = piece.prefix { $0.isLetter || $0.isNumber || "._-".contains($0) }
        let isFile = name.contains(".") && !name.hasPrefix(".")
        if isFile { names.insert(String(name).trimmingCharacters(in: ["."])) }
      }
    }
    return names
  }

  @Test func `every report that an example names is one that a run writes`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let help = try demo.tool.run(["check", "--help"]).output
    let formats = try #require(help.firstRange(of: "markdown,html): "))
    let words = help[formats.upperBound...].prefix { $0 != "." }.split { " ,\n".contains($0) }
    #expect(words.count > 10)
    _ = try demo.tool.run(["check", "--format", words.joined(separator: ",")])
    for file in try Self.files() {
      for report in Self.reports(in: file.text) {
        #expect(
          demo.tool.exists("tollgate-report/\(report)"), "\(file.name) names \(report)")
      }
    }
    #expect(Self.reports(in: "x tollgate-report/junit.xml, tollgate-report/**") == ["junit.xml"])
  }

  /// Whoever proposes a change can commit a folder of reports; what a pipeline keeps must be its own run's.
  @Test func `every pipeline names the report folder and begins with none`() throws {
    for file in try Self.files() where file.name.hasPrefix("ci-examples/") {
      let calls = Self.examples(in: file.name, text: file.text).filter { $0.words.first == "check" }
      guard !calls.isEmpty, !file.name.hasSuffix("README.md") else { continue }
      for call in calls where call.words.count > 1 {
        #expect(call.words.contains("--out"), "\(call.testDescription)")
      }
      #expect(file.text.contains("--out"), "\(file.name)")
      let clearing = [
        "rm -rf tollgate-report", "rm -rf -- \"$TOLLGATE_REPORTS\"", "emptyDir: {}", "args: [check",
        "DVC removes the outputs",
      ].compactMap { file.text.firstRange(of: $0)?.lowerBound }.min()
      let call = try #require(calls.first?.line)
      #expect(clearing != nil, "\(file.name) begins with what lies there")
      if let clearing, file.text[clearing...].hasPrefix("rm") {
        #expect(file.text[..<clearing].count { $0 == "\n" } + 1 <= call, "\(file.name)")
      }
    }
  }

  /// The flags that a command's help lists.
  static func flags(help: String) -> Set<String> {
    Set(
      help.split(separator: "\n").filter { $0.hasPrefix("  -") }
        .flatMap { $0.split(whereSeparator: { " ,/".contains($0) }) }
        .filter { $0.hasPrefix("-") }.map(String.init))
  }

  /// The flags among `words` that `flags` does not have.
  static func unknown(_ words: [String], flags: Set<String>) -> [String] {
    words.filter { $0.hasPrefix("-") && $0 != "-" }
      .map { String($0.prefix { $0 != "=" }) }
      .filter { !flags.contains($0) }
  }

  @Test func `every example calls a command and flags that exist`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    var helps: [String: Set<String>] = [:]
    let examples = try Self.shown()
    for file in [
      "README.md", "github-actions.yml", "gitlab-ci.yml", "gitlab-component.yml", "tollgate.groovy",
      "azure-pipelines.yml", "circleci-config.yml", "bitbucket-pipelines.yml", "airflow_dag.py",
      "dvc.yaml", ".pre-commit-hooks.yaml",
    ] {
      #expect(examples.contains { $0.file.hasSuffix(file) }, "no call of tollgate found in \(file)")
    }
    for example in examples {
      let command = example.words.first.map { Self.commands.contains($0) ? [$0] : [] } ?? []
      let key = command.first ?? ""
      if helps[key] == nil {
        let help = try tool.run(command + ["--help"])
        #expect(help.code == 0, "tollgate \(key) --help ends with \(help.code)")
        helps[key] = Self.flags(help: help.output)
      }
      let unknown = Self.unknown(example.words, flags: helps[key] ?? [])
      #expect(unknown == [], "\(example.testDescription)")
    }
  }

  @Test func `an example with a wrong flag is found`() throws {
    let text = "runs\n      sh '.tollgate/tollgate check a.yml --fail-onn warn' # tollgate is\n"
    let example = try #require(Self.examples(in: "a", text: text).first)
    #expect(example.line == 2)
    #expect(example.words == ["check", "a.yml", "--fail-onn", "warn"])
    let flags = Self.flags(help: "  --fail-on <fail-on>  What ends\n  -h, --help  Show\n")
    #expect(flags == ["--fail-on", "-h", "--help"])
    #expect(Self.unknown(example.words, flags: flags) == ["--fail-onn"])
  }

  /// The parser's own word on flags, values and positions; a file that is missing comes after it.
  /// Prose is left out: it may name a command without its arguments.
  @Test func `every pipeline's call is parsed by the binary`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    for example in try Self.shown() where !example.file.hasSuffix(".md") {
      let result = try tool.run(example.words)
      #expect(!result.error.contains("Usage:"), "\(example.testDescription)\n\(result.error)")
    }
  }
}
