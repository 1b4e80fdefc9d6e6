import Findings
import Testing

@testable import Reports

/// What readers of the exchange formats do with names and numbers that are unusual and right.
@Suite struct ExchangeReaderTests {
  private func text(_ format: String, _ findings: [Finding]) throws -> String {
    let report = Samples.report(
      verdict: .passed, exitCode: 0, reason: "", findings: findings)
    return try #require(try ReportRenderer().files(report, formats: [format]).first).text
  }

  private func finding(_ slice: String, suite: String = "s", value: Double = 0.5) -> Finding {
    Samples.finding(
      suite, "accuracy", .passed, "", candidate: (value, value, value), rows: 100, line: 1,
      slice: slice, conditions: [])
  }

  private func series(_ slices: [String]) throws -> [Substring] {
    try text("openmetrics", slices.map { finding($0) }).split(separator: "\n")
      .filter { $0.hasPrefix("tollgate_candidate{") }.map { $0.prefix { $0 != "}" } }
  }

  @Test func `a series keeps its name whatever else there is`() throws {
    let slices =
      ["city=東京", "city=大阪", "city=Köln", "a+b", "a_b", "a%b"]
      + [String(repeating: "é", count: 300), String(repeating: "é", count: 299) + "e"]
    let all = try series(slices)
    #expect(Set(all).count == slices.count)
    #expect(all[2].contains("[city=K%C3%B6ln]"))
    for (place, slice) in slices.enumerated() { #expect(try series([slice]) == [all[place]]) }
    #expect(try series(slices.reversed()) == all.reversed())
  }

  @Test(arguments: [
    (1e-5, "1.0e-05"), (1.5e-7, "1.5e-07"), (3e16, "3.0e+16"), (0.1, "0.1"), (2, "2"),
    (-1e-9, "-1.0e-09"),
  ]) func `YAML 1.1 reads every number of a model index as one`(value: Double, text: String) throws
  {
    var finding = finding("")
    finding.measurement.subject = .init()
    finding.measurement.candidate = .number(Estimate(value: value, rows: 9))
    let index = try self.text("model-index", [finding])
    #expect(index.contains("      value: \(text)\n"))
    // https://yaml.org/type/float.html and int.html
    #expect(
      text.wholeMatch(of: /[-+]?([0-9][0-9_]*\.[0-9.]*([eE][-+][0-9]+)?|0|[1-9][0-9_]*)/) != nil)
  }

  @Test func `figures of a bill of materials are properties too`() throws {
    let card = try text("cyclonedx", [finding("a=b", value: 0.25)])
    for (name, value) in [("value", "0.25"), ("low", "0.25"), ("high", "0.25")] {
      #expect(
        card.contains(
          """
                    "name": "tollgate:\(name):s/accuracy[a=b]",
                    "value": "\(value)"
          """), "\(name)")
    }
  }

  @Test func `no key of the metrics ends a cell or a line of a table`() throws {
    let findings = [
      finding("a|b"), finding("a%7Cb"), finding("a\tb\nc\rd"), finding("x", suite: "p|q"),
      finding("x", suite: "gate"),
    ]
    let text = try text("metrics", findings)
    guard case .object(let suites) = try JSONParser.parse(Array(text.utf8)) else {
      Issue.record("no object")
      return
    }
    #expect(Set(suites.keys) == ["s", "p%7Cq", "gate (suite)", "gate"])
    guard case .object(let numbers)? = suites["s"] else {
      Issue.record("no numbers")
      return
    }
    #expect(
      Set(numbers.keys) == [
        "accuracy[a%7Cb]", "accuracy[a%7Cb] 2", "accuracy[a%09b%0Ac%0Dd]",
      ])
  }
}
