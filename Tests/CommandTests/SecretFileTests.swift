import Foundation
import Testing

/// A pull request may name any file of the machine as a configuration, model or table: what stands in it is
/// shown to nobody.
@Suite struct SecretFileTests {
  private static let secret = "hunter2-0d1f"

  static let files: [(name: String, text: String)] = [
    ("one word", "\(secret)\n"), ("one word without an end", secret),
    ("dotenv", "TOKEN=\(secret)\nOTHER=\(secret)\n"),
    ("passwd", "root:x:0:0:\(secret):/root:/bin/sh\nbin:x:1:1:\(secret):/:/bin/sh\n"),
    ("netrc", "machine example.com login me password \(secret)\n"),
    ("key", "-----BEGIN PRIVATE KEY-----\n\(secret)\n-----END PRIVATE KEY-----\n"),
    ("ini", "[default]\naws_secret_access_key = \(secret)\n"),
    ("YAML", "apiVersion: v1\nkind: Secret\nstringData:\n  password: \(secret)\n"),
    ("YAML list", "- \(secret)\n- \(secret)\n"), ("YAML that ends early", "a: [\(secret)\n"),
    ("YAML with a tab", "a:\n\t\(secret): b\n"),
    ("YAML with control characters", "a: \u{1}\(secret)\n"),
    ("JSON", "{\"token\": \"\(secret)\"}\n"),
    ("pretty JSON", "{\n  \"auths\": {\n    \"example.com\": {\"auth\": \"\(secret)\"}\n  }\n}\n"),
    ("JSON lines", "{\"\(secret)\": 1}\n{\"\(secret)\": 2}\n"), ("JSON text", "\"\(secret)\"\n"),
    ("CSV without a header", "alice,\(secret)\nbob,\(secret)2\n"),
    ("TSV", "alice\t\(secret)\t1\nbob\tx\t2\n"),
    ("XML", "<settings><password>\(secret)</password></settings>\n"),
    ("numbers", "1,2\n\(secret),3\n"), ("LightGBM", "tree\nversion=v4\n\(secret)\n"),
  ]

  private func gate() throws -> Tool {
    let tool = try Tool()
    var (rows, scores) = ("id,y,g\n", "id,probability\n")
    for row in 0..<40 {
      rows += "\(row),\(row % 2),\(row % 3)\n"
      scores += "\(row),\(row % 2 == 1 ? 0.9 : 0.2)\n"
    }
    try tool.write("test.csv", rows)
    try tool.write("scores.csv", scores)
    return tool
  }

  @Test(arguments: files.map(\.name)) func `nothing of a file shows`(name: String) throws {
    let tool = try gate()
    defer { tool.remove() }
    let text = try #require(Self.files.first { $0.name == name }).text
    try tool.write("secret", text)
    func configuration(
      _ more: String = "", candidate: String = "scores.csv", data: String = "test.csv"
    ) -> String {
      "models: {candidate: \(candidate), baseline: scores.csv}\n"
        + "data: {evaluation: \(data), label: y, id: id}\nsuites: {s: [accuracy: {min: 0.5}]}\n\(more)"
    }
    let named = [
      ("candidate", configuration(candidate: "secret")),
      (
        "unjoined",
        configuration(candidate: "secret").replacingOccurrences(of: ", id: id", with: "")
      ),
      ("scored", configuration(candidate: "{path: secret, score: p}")),
      ("evaluation", configuration(data: "secret")),
      (
        "reference",
        configuration().replacingOccurrences(of: "label: y", with: "label: y, reference: secret")
      ),
      ("pinned", configuration("pinned: {file: secret}\n")),
    ]
    var runs = [
      ["check", "secret"], ["plan", "secret"], ["selftest", "secret"], ["render", "secret"],
      ["predict", "secret", "test.csv"], ["predict", "scores.csv", "secret"],
      ["explain", "secret", "test.csv", "--label", "y"],
      ["explain", "scores.csv", "secret", "--label", "y"],
      ["init", "--candidate", "secret", "--data", "test.csv", "--out", "-"],
      ["init", "--candidate", "scores.csv", "--data", "secret", "--label", "y", "--out", "-"],
      ["check", "--candidate", "scores.csv", "--data", "secret", "--label", "y"],
      ["check", "--candidate", "secret", "--data", "test.csv", "--label", "y"],
    ]
    for (role, text) in named {
      try tool.write("\(role).yml", text)
      runs.append(["check", "\(role).yml"])
    }
    for arguments in runs {
      try? FileManager.default.removeItem(
        at: tool.directory.appendingPathComponent("tollgate-report"))
      let result = try tool.run(arguments)
      #expect(!result.error.contains(Self.secret), "\(arguments): \(result.error)")
      #expect(!result.output.contains(Self.secret), "\(arguments): \(result.output)")
      for file in ["report.json", "junit.xml", "summary.md", "index.html"]
      where tool.exists("tollgate-report/\(file)") {
        #expect(
          try !tool.read("tollgate-report/\(file)").contains(Self.secret), "\(arguments): \(file)")
      }
    }
  }
}
