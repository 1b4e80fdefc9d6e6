import Foundation
import Testing

/// Every kind of bad input: its exit code and its one sentence.
@Suite struct MessageTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    /// Spoils a working gate.
    let spoil: @Sendable (DemoGate) throws -> Void
    var arguments = ["check"]
    let code: Int32
    let message: String
    var testDescription: String { name }
  }

  private static func edited(_ old: String, _ new: String) -> @Sendable (DemoGate) throws -> Void {
    { try $0.edit(old, new) }
  }

  private static func data(_ text: String) -> @Sendable (DemoGate) throws -> Void {
    {
      try $0.tool.write("test.csv", text)
    }
  }

  static let cases: [Case] = [
    Case(
      name: "no configuration", spoil: { _ in }, arguments: ["check", "none.yml"], code: 2,
      message: "none.yml: there is no such file"),
    Case(
      name: "missing model", spoil: edited("candidate: candidate.json ", "candidate: none.json "),
      code: 4, message: "none.json: cannot be read: No such file or directory"),
    Case(
      name: "missing table", spoil: edited("evaluation: test.csv", "evaluation: none.csv"), code: 4,
      message: "none.csv: cannot be read: No such file or directory"),
    Case(
      name: "empty table", spoil: data(""), code: 4,
      message: "test.csv: the file is empty; a table begins with a line of column names"),
    Case(
      name: "header only", spoil: data("person,visit,plan,sex\n"), code: 4,
      message: "test.csv: has no rows; there is nothing to judge"),
    Case(
      name: "ragged row", spoil: data("a,visit\n1,yes\n2\n3,no\n"), code: 4,
      message: "test.csv: line 3"),
    Case(
      name: "UTF-16", spoil: { try $0.tool.write("test.csv", [0xFF, 0xFE, 0x61, 0, 0x2C, 0]) },
      code: 4, message: "test.csv: "),
    Case(
      name: "wrong encoding",
      spoil: { try $0.tool.write("test.csv", Array("a,visit\nM".utf8) + [0xFC, 0x0A]) }, code: 4,
      message: "test.csv: line 2"),
    Case(
      name: "unknown label", spoil: edited("label: visit", "label: visti"), code: 2,
      message: "tollgate.yml:14:10: 'label': test.csv has no column 'visti'; did you mean 'visit'?"),
    Case(
      name: "unknown slice column", spoil: edited("by: [plan]", "by: [plann]"), code: 2,
      message: "'by': test.csv has no column 'plann'; did you mean 'plan'?"),
    Case(
      name: "unknown protected column",
      spoil: edited("id: person", "protected: [gender]\n  id: person"),
      code: 2, message: "'protected': test.csv has no column 'gender'; it has "),
    Case(
      name: "wrong positive", spoil: edited("positive: \"yes\"", "positive: \"Yes\""), code: 2,
      message: "label 'visit' has no value 'Yes'; did you mean 'yes'?"),
    Case(
      name: "unknown check", spoil: edited("- roc_auc:", "- roc_acu:"), code: 2,
      message: "unknown check 'roc_acu'; did you mean 'roc_auc'?"),
    Case(
      name: "unknown key of an entry", spoil: edited("max_regression: 5pp", "max_regresion: 5pp"),
      code: 2,
      message: "unknown key 'max_regresion' of check 'recall'; did you mean 'max_regression'?"),
    Case(
      name: "a check of another task", spoil: edited("- roc_auc: {min: 0.70", "- mae: {max: 0.70"),
      code: 2, message: "'mae' is for regression models; this gate's task is binary"),
    Case(
      name: "pickle", spoil: { try $0.tool.write("candidate.json", [0x80, 0x04, 0x95, 0, 0, 0]) },
      code: 4, message: "candidate.json: is a pickle"),
    Case(
      name: "truncated model",
      spoil: {
        let text = try $0.tool.read("candidate.json")
        try $0.tool.write("candidate.json", String(text.prefix(text.count / 2)))
      }, code: 4, message: "candidate.json: "),
    Case(
      name: "text where the model wants a number",
      spoil: {
        let text = try $0.tool.read("test.csv")
        try $0.tool.write(
          "test.csv", text.replacingOccurrences(of: "125025,16.6,", with: "125025,old,"))
      }, code: 4,
      message: "candidate.json: column 'age' must be numeric for this model and is text"),
    Case(
      name: "too few features",
      spoil: {
        let text = try $0.tool.read("test.csv")
        try $0.tool.write(
          "test.csv", text.replacingOccurrences(of: ",family_size,", with: ",size,"))
      }, code: 4, message: "candidate.json: the table lacks feature 'family_size'"),
    Case(
      name: "unknown --only", spoil: { _ in }, arguments: ["check", "--only", "performence"],
      code: 2,
      message: "--only performence matches no entry"),
    Case(
      name: "unknown flag", spoil: { _ in }, arguments: ["check", "--treads", "2"], code: 2,
      message: "Error: Unknown option '--treads'; did you mean '--threads'?"),
    Case(
      name: "no baseline", spoil: edited("  baseline: baseline.ubj", "  #"), code: 2,
      message: "compares with a baseline, and models.baseline is not given"),
    Case(
      name: "flips without a baseline", spoil: edited("  baseline: baseline.ubj", "  #"), code: 2,
      message:
        "'negative_flips' measures two models against each other, and models.baseline is not given"),
    Case(
      name: "flips compared", spoil: edited("{max: 5%}", "{max_change: 5%}"), code: 2,
      message:
        "'negative_flips' measures two models against each other already, so 'max_change' means "
        + "nothing for it; 'max' fits"),
    Case(
      name: "a direction where there is none",
      spoil: edited(
        "- roc_auc: {min: 0.70, max_regression: 0.02}", "- prevalence: {max_regression: 0}"),
      code: 2,
      message: "'prevalence' has no better direction, so 'max_regression' means nothing for it"),
    Case(
      name: "unwritable reports", spoil: { try $0.tool.write("blocked", "a file") },
      arguments: ["check", "--out", "blocked/report"], code: 4,
      message: "'blocked/report': the folder cannot be made: a file stands where a folder is needed"
    ),
  ]

  @Test(arguments: cases)
  func `bad input has its exit code and one sentence`(_ example: Case) throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try example.spoil(demo)
    let result = try demo.tool.run(example.arguments)
    #expect(result.code == example.code, "\(result.error)")
    #expect(result.error.contains(example.message), "\(result.error)")
  }

  @Test func `a label of one class cannot be judged`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let lines = try demo.tool.read("test.csv").split(separator: "\n")
    let header = lines[0].split(separator: ",").map(String.init)
    let label = try #require(header.firstIndex(of: "visit"))
    let only = lines.dropFirst().filter {
      $0.split(separator: ",", omittingEmptySubsequences: false)[label] == "yes"
    }
    try demo.tool.write("test.csv", ([lines[0]] + only).joined(separator: "\n") + "\n")
    let result = try demo.tool.run(["check"])
    #expect(result.code == 4)
    #expect(
      result.error.contains(
        "label 'visit' is 'yes' in all \(only.count) rows; "
          + "a binary gate needs rows of both classes"), "\(result.error)")
  }

  @Test func `a run that could not finish still leaves reports that say so`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    try demo.edit("evaluation: test.csv", "evaluation: none.csv")
    #expect(try demo.tool.run(["check"]).code == 4)
    #expect(try demo.tool.read("tollgate-report/junit.xml").contains("none.csv"))
    #expect(try demo.tool.read("tollgate-report/summary.md").contains("none.csv"))
    #expect(try demo.report()["verdict"] as? String == "error")
  }
}
