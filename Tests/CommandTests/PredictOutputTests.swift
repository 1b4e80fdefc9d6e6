import Foundation
import Testing

/// What `predict` writes and where.
@Suite struct PredictOutputTests {
  private static let fixtures = Tool.repository.appendingPathComponent(
    "Tests/ModelsTests/Fixtures/SKOPS")

  /// The rows that a kept script wrote, as CSV.
  private func rows(_ tool: Tool) throws {
    let tables = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Self.fixtures.appendingPathComponent("tables.json")))
    let columns = try #require((tables as? [String: Any])?["tame"] as? [[String: Any]])
    let values = columns.compactMap { $0["values"] as? [Double] }
    let names = columns.compactMap { $0["name"] as? String }
    let lines = values[0].indices.map { row in values.map { "\($0[row])" }.joined(separator: ",") }
    try tool.write(
      "rows.csv", ([names.joined(separator: ",")] + lines).joined(separator: "\n") + "\n")
  }

  /// scikit-learn's `decision_function`, by output, and its classes.
  private func expected(_ name: String) throws -> (margins: [[Double]], classes: [String]) {
    let cases = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Self.fixtures.appendingPathComponent("expected.json")))
    let one = try #require((cases as? [String: Any])?[name] as? [String: Any])
    let texts = try #require(one["predictions"] as? [String])
    let margins = texts.map { text in
      stride(from: 0, to: text.utf8.count, by: 16).map { start in
        let digits = text.dropFirst(start).prefix(16)
        return Double(bitPattern: UInt64(digits, radix: 16) ?? 0)
      }
    }
    return (margins, try #require(one["classes"] as? [String]))
  }

  /// `predict` of scikit-learn: above zero is the second class, of several the largest margin wins.
  @Test(arguments: ["linear-svc", "ridge-classifier"])
  func `a classifier without probabilities names its classes`(name: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    try rows(tool)
    let model = Self.fixtures.appendingPathComponent("\(name).skops").path
    let result = try tool.run(["predict", model, "rows.csv"])
    #expect(result.code == 0, "\(result.error)")
    let (margins, classes) = try expected(name)
    let wanted = margins[0].indices.map { row -> String in
      if margins.count == 1 { return classes[margins[0][row] > 0 ? 1 : 0] }
      let scores = margins.map { $0[row] }
      return classes[scores.firstIndex(of: scores.max() ?? 0) ?? 0]
    }
    #expect(result.output == "prediction\n" + wanted.joined(separator: "\n") + "\n")
    #expect(Set(wanted).count == classes.count)
    let raw = try tool.run(["predict", model, "rows.csv", "--raw"])
    #expect(raw.output.hasPrefix(margins.count == 1 ? "raw\n" : "raw_0,raw_1,raw_2\n"))
  }

  @Test func `a file is there whole or not at all`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let scores = ["predict", "candidate.json", "test.csv", "--id", "person"]
    let stream = try demo.tool.run(scores)
    #expect(stream.code == 0)
    let file = try demo.tool.run(scores + ["--out", "scores.csv"])
    #expect(file.code == 0 && file.output.isEmpty && file.error.isEmpty)
    #expect(try demo.tool.read("scores.csv") == stream.output)
    #expect(
      try demo.tool.run(["predict", "none.json", "test.csv", "--out", "scores.csv"]).code == 4)
    #expect(try demo.tool.read("scores.csv") == stream.output)
    let nowhere = try demo.tool.run(scores + ["--out", "no/such/folder.csv"])
    #expect(nowhere.code == 4)
    #expect(nowhere.error == "no/such/folder.csv: cannot be written: No such file or directory\n")
    let full = try demo.tool.run(scores + ["--out", "/dev/full"])
    #expect(full.code == 4)
    #expect(full.error == "/dev/full: cannot be written: No space left on device\n")
    let left = try FileManager.default.contentsOfDirectory(atPath: demo.tool.directory.path)
    #expect(!left.contains { $0.contains(".part-") })
    let explained = try demo.tool.run([
      "explain", "candidate.json", "test.csv", "--method", "pdp", "--features", "age", "--out",
      "age.csv",
    ])
    #expect(explained.code == 0 && explained.output.isEmpty, "\(explained.error)")
    #expect(try demo.tool.read("age.csv").hasPrefix("feature,value,pdp,heterogeneity\n"))
  }

  @Test func `what is read is not written over`() throws {
    let demo = try DemoGate()
    defer { demo.tool.remove() }
    let (model, rows) = (try demo.tool.read("candidate.json"), try demo.tool.read("test.csv"))
    try FileManager.default.createSymbolicLink(
      atPath: demo.tool.directory.appendingPathComponent("link.csv").path,
      withDestinationPath: "test.csv")
    for out in ["candidate.json", "test.csv", "./test.csv", "link.csv"] {
      let scores = try demo.tool.run(["predict", "candidate.json", "test.csv", "--out", out])
      #expect(scores.code == 2)
      #expect(
        scores.error
          == "\(out): is read by this command, so '--out' has to name another file\n")
      let curves = try demo.tool.run([
        "explain", "candidate.json", "test.csv", "--method", "pdp", "--features", "age", "--out",
        out,
      ])
      #expect(curves.code == 2 && curves.error == scores.error)
    }
    #expect(try demo.tool.read("candidate.json") == model)
    #expect(try demo.tool.read("test.csv") == rows)
  }
}
