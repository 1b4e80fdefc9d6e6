import Foundation
import Testing

/// One hostile text through every field of a configuration, a table and a model, and every byte of both
/// streams and of all files of all commands looked at.
@Suite struct HostileStreamTests {
  /// Names in it stand for themselves; a test puts the hostile text in the place of one string after the
  /// other, keys too.
  private static let configuration = #"""
    {"gate": "g", "models": {"candidate": {"path": "candidate.csv", "score": "probability"},
      "baseline": "baseline.csv", "anchor": "baseline.csv"},
     "data": {"evaluation": "test.csv", "reference": "test.csv", "label": "y", "positive": "1", "id": "id", "weight": "w",
       "cluster": "c", "protected": ["sex"], "missing": ["?"], "exclude": ["note"],
       "categories": {"sex": ["f", "m"]}},
     "task": "binary", "decision": {"threshold": "0.5"},
     "statistics": {"alpha": "0.05", "correction": "holm", "seed": "7"},
     "slices": [{"by": ["sex"]}, {"name": "young", "where": "age < 30"}],
     "suites": {"s": [{"accuracy": {"min": "0.99", "max_regression": "1pp", "slices": "all", "name": "n"}},
       {"accuracy": {"max_creep": "1pp"}}, {"demographic_parity_ratio": {"by": ["sex"], "min": "0.8"}}]},
     "pinned": {"ids": ["r1"]},
     "waivers": [{"finding": "s/n[sex=*]", "reason": "r", "owner": "o", "expires": "2099-01-31", "down_to": "-99pp"}],
     "reports": {"directory": "out", "formats": ["json", "junit", "markdown", "html", "metrics", "openmetrics", "sarif",
       "codequality", "warnings-ng", "ctrf", "in-toto", "cyclonedx", "model-index", "dotenv", "junit-strict"],
       "rows": "3", "row_values": ["note"]}}
    """#

  private static let strings = configuration.matches(of: /"[^"]*"/).map(\.range)

  private static let silent = [
    "GITHUB_ACTIONS": "", "GITLAB_CI": "", "TF_BUILD": "", "JENKINS_URL": "",
  ]

  /// Sixty rows and two tables of predictions; `cell` stands in a column that the report shows.
  private func gate(cell: String = "plain", label: String = "y", group: String = "f") throws -> Tool
  {
    let tool = try Tool()
    var rows = "id,\(label),w,c,sex,age,note\n"
    var (candidate, baseline) = ("id,probability\n", "id,probability\n")
    for row in 0..<60 {
      rows +=
        "r\(row),\(row % 2),1,c\(row),\(row % 3 == 0 ? group : "m"),\(20 + row % 30),\(cell)\n"
      candidate += "r\(row),\(row % 7 == 0 ? 0.5 : row % 2 == 1 ? 0.9 : 0.2)\n"
      baseline += "r\(row),\(row % 5 == 0 ? 0.5 : row % 2 == 1 ? 0.9 : 0.2)\n"
    }
    try tool.write("test.csv", rows)
    try tool.write("candidate.csv", candidate)
    try tool.write("baseline.csv", baseline)
    return tool
  }

  private func expectHarmless(
    _ result: Tool.Result, _ what: String, allowed: [String] = []
  ) {
    let output = HostileText.harm(in: result.output, allowed: allowed)
    #expect(output == nil, "stdout of \(what): \(output ?? "")")
    let error = HostileText.harm(in: result.error)
    #expect(error == nil, "stderr of \(what): \(error ?? "")")
    #expect(result.code >= 0, "\(what) ended by a signal")
  }

  /// The report's truth is exact, and its readers are parsers; everything else is for eyes.
  private func expectHarmlessFiles(_ tool: Tool, _ folder: String) throws {
    let place = tool.directory.appendingPathComponent(folder)
    for file in try FileManager.default.subpathsOfDirectory(atPath: place.path).sorted() {
      let text = try tool.read("\(folder)/\(file)")
      if file.hasSuffix(".json") || file.hasSuffix(".sarif") {
        _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        #expect(!text.utf8.contains { $0 < 0x20 && $0 != 0x0A }, "\(file)")
      } else {
        // Markup and YAML are read by parsers, and commands mean nothing there.
        let harm = HostileText.harm(in: text, readsCommands: false)
        #expect(harm == nil, "\(file): \(harm ?? "")")
      }
    }
  }

  @Test func `the plain configuration runs`() throws {
    let tool = try gate()
    defer { tool.remove() }
    try tool.write("tollgate.yml", Self.configuration)
    let result = try tool.run(["check"], environment: Self.silent)
    #expect(result.code == 1, "\(result.error)")
    #expect(Self.strings.count > 90)
  }

  @Test(arguments: 0..<8) func `no field of a configuration reaches a stream`(part: Int) throws {
    let tool = try gate()
    defer { tool.remove() }
    let github = [
      "GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": "outputs", "GITHUB_STEP_SUMMARY": "step.md",
    ]
    for place in Self.strings.indices where place % 8 == part {
      let text = Self.configuration.replacingCharacters(
        in: Self.strings[place], with: HostileText.quoted)
      let what = String(Self.configuration[Self.strings[place]])
      try tool.write("tollgate.yml", text)
      try? FileManager.default.removeItem(at: tool.directory.appendingPathComponent("out"))
      let isGitHub = place.isMultiple(of: 2)
      let platform = isGitHub ? github : ["TF_BUILD": "True"]
      expectHarmless(
        try tool.run(["check"], environment: Self.silent.merging(platform) { $1 }),
        "check with \(what)",
        allowed: isGitHub
          ? ["::error ", "::warning ", "::notice "]
          : ["##vso[task.logissue type=", "##vso[task.uploadsummary]"])
      for folder in ["out", "tollgate-report"] where tool.exists(folder) {
        try expectHarmlessFiles(tool, folder)
      }
      if place.isMultiple(of: 3) {
        expectHarmless(
          try tool.run(["plan"] + (place.isMultiple(of: 2) ? ["--format", "json"] : [])),
          "plan with \(what)")
      }
      if place.isMultiple(of: 16) {
        expectHarmless(try tool.run(["selftest", "--runs", "3"]), "selftest with \(what)")
      }
    }
    if tool.exists("outputs") {
      let lines = try tool.read("outputs").components(separatedBy: "\n").dropLast()
      #expect(lines.allSatisfy { $0.range(of: "^[a-z-]+=", options: .regularExpression) != nil })
      #expect(HostileText.harm(in: try tool.read("outputs")) == nil)
    }
  }

  @Test func `no name and no cell of a table reaches a stream or a report`() throws {
    for (name, tool) in [
      ("cells", try gate(cell: HostileText.cell)), ("groups", try gate(group: HostileText.cell)),
      ("label", try gate(label: HostileText.cell)),
    ] {
      defer { tool.remove() }
      let label = name == "label" ? HostileText.quoted : "\"y\""
      try tool.write(
        "tollgate.yml",
        Self.configuration.replacingOccurrences(of: "\"label\": \"y\"", with: "\"label\": \(label)")
          .replacingOccurrences(of: ", \"categories\": {\"sex\": [\"f\", \"m\"]}", with: "")
          .replacingOccurrences(of: ",\n       \"categories\": {\"sex\": [\"f\", \"m\"]}", with: "")
      )
      let check = try tool.run(["check"], environment: Self.silent)
      #expect(check.code == 1, "\(name): \(check.error)")
      expectHarmless(check, "check with \(name)")
      try expectHarmlessFiles(tool, "out")
      for arguments in [
        ["inspect", "test.csv"], ["plan"], ["plan", "--format", "json"],
        ["selftest", "--runs", "2"],
        ["selftest", "--runs", "2", "--format", "json"],
        ["init", "--candidate", "candidate.csv", "--data", "test.csv", "--out", "-"],
        [
          "init", "--candidate", "candidate.csv", "--data", "test.csv", "--label", "age", "--out",
          "-",
        ],
        ["predict", "candidate.csv", "test.csv", "--id", "note"],
        ["predict", "candidate.csv", "test.csv", "--id", "sex"],
        ["explain", "candidate.csv", "test.csv", "--label", "y"],
      ] {
        let harm = HostileText.harm(in: try piped(tool, arguments))
        #expect(harm == nil, "\(arguments) with \(name): \(harm ?? "")")
      }
      for format in [
        "json", "markdown", "html", "junit", "sarif", "model-index", "metrics", "ctrf",
      ] {
        let arguments = ["render", "out/report.json", "--format", format]
        // What goes to a pipe or a log; into a file it is exact.
        let text = try piped(tool, arguments)
        let harm = HostileText.harm(in: text)
        #expect(harm == nil, "\(arguments) with \(name): \(harm ?? "")")
      }
    }
  }

  /// Standard output and error behind a pipe, as a log reads them.
  private func piped(_ tool: Tool, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "'\(Tool.binary.path)' \(arguments.map { "'\($0)'" }.joined(separator: " ")) 2>&1 | cat",
    ]
    process.currentDirectoryURL = tool.directory
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `data goes to a file exactly, and to a log only where it does nothing there`() throws {
    let tool = try gate(cell: HostileText.cell)
    defer { tool.remove() }
    let scores = ["predict", "candidate.csv", "test.csv", "--id", "note"]
    let refused = try piped(tool, scores)
    #expect(refused.hasPrefix("column 'note' holds '"), "\(refused)")
    #expect(refused.contains("'--out FILE' writes it as it is"))
    #expect(HostileText.harm(in: refused) == nil)
    #expect(try tool.run(scores + ["--out", "scores.csv"]).code == 0)
    let exact = try tool.read("scores.csv")
    #expect(exact.hasPrefix("note,probability\n\(HostileText.cell),0.5\n"))
    // The shell may lead the stream into a file, which is one.
    #expect(try tool.run(scores).output == exact)
    let plain = try piped(tool, ["predict", "candidate.csv", "test.csv", "--id", "id"])
    #expect(plain.hasPrefix("id,probability\nr0,0.5\n"))
  }

  @Test func `no text of a model reaches a stream`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let model = try demo.tool.read("candidate.json")
    let strings = model.matches(of: /"[^"]*"/)
    // Each string that the file holds more than once is one of its kind.
    var seen: Set<Substring> = []
    let places = strings.filter { seen.insert($0.output).inserted }.map(\.range)
    #expect(places.count > 40)
    for place in places {
      let what = String(model[place])
      try demo.tool.write(
        "model.json", model.replacingCharacters(in: place, with: HostileText.quoted))
      for arguments in [
        ["inspect", "model.json"], ["predict", "model.json", "test.csv"],
        ["check", "--candidate", "model.json"],
      ] {
        expectHarmless(
          try demo.tool.run(arguments, environment: Self.silent), "\(arguments) \(what)")
      }
      try expectHarmlessFiles(demo.tool, "tollgate-report")
    }
  }

  @Test func `classes and features of every kind of model are shown harmlessly`() throws {
    let tool = try gate()
    defer { tool.remove() }
    let name = HostileText.cell
    try tool.write(
      "classes.csv",
      "id,\"proba_\(HostileText.value)\",proba_b,proba_c\nr1,0.2,0.3,0.5\nr2,0.5,0.3,0.2\n")
    try tool.write("few.csv", "id,y,\(name)\nr1,\(name),1\nr2,b,2\n")
    let xml = HostileText.value.unicodeScalars.map { scalar in
      scalar.value >= 0x20 || scalar == "\n" ? "&#\(scalar.value);" : ""
    }.joined()
    try tool.write(
      "model.pmml",
      """
      <PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header><Application name="\(xml)"/></Header>
      <DataDictionary><DataField name="\(xml)" optype="continuous" dataType="double"/><DataField name="p" \
      optype="continuous" dataType="double"/></DataDictionary><RegressionModel functionName="regression" \
      modelName="\(xml)"><MiningSchema><MiningField name="\(xml)"/><MiningField name="p" usageType="target"/>\
      </MiningSchema><RegressionTable intercept="1"><NumericPredictor name="\(xml)" coefficient="2"/>\
      </RegressionTable></RegressionModel></PMML>
      """)
    for arguments in [
      ["inspect", "classes.csv"], ["predict", "classes.csv", "few.csv"], ["inspect", "few.csv"],
      ["inspect", "model.pmml"], ["predict", "model.pmml", "few.csv"],
      ["explain", "model.pmml", "few.csv", "--method", "pdp"],
      ["explain", "model.pmml", "few.csv", "--method", "shap", "--format", "json"],
      ["init", "--candidate", "model.pmml", "--data", "few.csv", "--out", "-"],
      ["init", "--candidate", "classes.csv", "--data", "few.csv", "--label", "y", "--out", "-"],
      ["checks", HostileText.value], ["check", HostileText.value],
      ["check", "--only", HostileText.value],
      ["inspect", HostileText.value], ["render", HostileText.value],
      ["plan", "--\(HostileText.value)"],
      [HostileText.value], ["schema", HostileText.value], ["check", "--format", HostileText.value],
      ["check", "--out", HostileText.value], ["check", "--seed", HostileText.value],
    ] {
      let text = try piped(tool, arguments.map { $0.replacingOccurrences(of: "'", with: "") })
      let harm = HostileText.harm(in: text)
      #expect(harm == nil, "\(arguments): \(harm ?? "")")
    }
  }

  @Test func `what init writes is read back as it was`() throws {
    let tool = try gate(group: HostileText.cell)
    defer { tool.remove() }
    let result = try tool.run([
      "init", "--candidate", "candidate.csv", "--baseline", "baseline.csv", "--data", "test.csv",
      "--label",
      "y", "--name", HostileText.value,
    ])
    #expect(result.code == 0, "\(result.error)")
    #expect(HostileText.harm(in: try tool.read("tollgate.yml")) == nil)
    let check = try tool.run(["check", "--quiet"], environment: Self.silent)
    #expect([0, 1, 3].contains(check.code), "\(check.error)")
    let report = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    #expect((report as? [String: Any])?["gate"] as? String == HostileText.value)
  }
}
