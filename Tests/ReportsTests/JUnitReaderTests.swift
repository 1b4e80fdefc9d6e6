import Findings
import Testing

@testable import Reports

/// What five readers make of a file, by their own rules: the same outcome must come out of each.
@Suite struct JUnitReaderTests {
  enum Shown: Equatable { case passed, failed, error, skipped }

  typealias Case = [String: String]

  /// Jenkins, `CaseResult`: skipped wins over everything, then `error` is looked at before `failure`.
  private static func jenkins(_ one: Case) -> Shown {
    if one["<skipped>"] != nil { return .skipped }
    // Both are "failed" there.
    return one["<error>"] != nil || one["<failure>"] != nil ? .failed : .passed
  }

  /// GitLab, `junit.rb`: failure wins over error, error over skipped.
  private static func gitlab(_ one: Case) -> Shown {
    if one["<failure>"] != nil { return .failed }
    if one["<error>"] != nil { return .error }
    return one["<skipped>"] != nil ? .skipped : .passed
  }

  /// dorny/test-reporter, `java-junit-parser.ts`: a failure or else an error is a failure.
  private static func dorny(_ one: Case) -> Shown {
    if one["<failure>"] != nil || one["<error>"] != nil { return .failed }
    return one["<skipped>"] != nil ? .skipped : .passed
  }

  /// mikepenz/action-junit-report, `testParser.ts`: skipped wins, by element or by status.
  private static func mikepenz(_ one: Case) -> Shown {
    if one["<skipped>"] != nil || ["disabled", "ignored"].contains(one["status"]) {
      return .skipped
    }
    return one["<failure>"] != nil || one["<error>"] != nil ? .failed : .passed
  }

  /// EnricoMi/publish-unit-test-result-action, `junit.py`: the most severe of all results.
  private static func enricoMi(_ one: Case) -> Shown {
    if one["<error>"] != nil { return .error }
    if one["<failure>"] != nil { return .failed }
    return one["<skipped>"] != nil ? .skipped : .passed
  }

  private static let readers: [(name: String, tellsErrors: Bool, read: @Sendable (Case) -> Shown)] =
    [
      ("Jenkins", false, jenkins), ("GitLab", true, gitlab), ("dorny", false, dorny),
      ("mikepenz", false, mikepenz), ("EnricoMi", true, enricoMi),
    ]

  private static func wanted(_ finding: Finding) -> Shown {
    switch finding.outcome {
    case .passed, .recorded, .warned: .passed
    case .failed: .failed
    case .error: .error
    case .inconclusive: finding.severity == .fail ? .error : .skipped
    case .waived: .skipped
    }
  }

  @Test(arguments: [JUnitProfile.full, .strict])
  func `every reader shows the outcome that the finding has`(profile: JUnitProfile) throws {
    for report in Samples.all.map(\.report) {
      let cases = try XMLDocument(JUnitReporter.text(report, profile: profile)).cases.dropFirst()
      #expect(cases.count == report.findings.count)
      for (one, finding) in zip(cases, report.findings) {
        for reader in Self.readers {
          let wanted = Self.wanted(finding)
          let told = wanted == .error && !reader.tellsErrors ? .failed : wanted
          #expect(reader.read(one) == told, "\(reader.name): \(finding.id)")
        }
      }
    }
  }

  /// Rails' `Hash.from_xml`, which GitLab reads by: a text makes the attributes vanish, and a `type` such
  /// as `integer` changes the value.
  @Test func `GitLab finds the sentence in the body and no type that it interprets`() throws {
    let words = [
      "integer", "float", "boolean", "date", "datetime", "file", "array", "yaml", "symbol",
      "decimal", "double", "string", "base64Binary", "hash", "hexBinary", "duration",
    ]
    for one in try XMLDocument(JUnitReporter.text(Samples.mixed)).cases {
      for element in ["failure", "error", "skipped"] {
        guard let body = one["<\(element)>"] else { continue }
        #expect(!body.isEmpty)
        #expect(!words.contains(one["\(element)@type"] ?? ""))
      }
    }
  }

  /// GitLab's key is the hash of suite, class and name, and the second of two is dropped.
  @Test func `no two cases have one key`() throws {
    for report in Samples.all.map(\.report) + [Samples.large] {
      let cases = try XMLDocument(JUnitReporter.text(report)).cases
      let keys = cases.map { "\(report.gate)_\($0["classname"] ?? "")_\($0["name"] ?? "")" }
      #expect(Set(keys).count == keys.count)
    }
  }

  /// mikepenz and violations-lib take the place of a failure from a line ` path:line` of its body.
  @Test func `the place of a failed finding is found by a regular expression`() throws {
    let cases = try XMLDocument(JUnitReporter.text(Samples.mixed)).cases
    let failed = try #require(cases.first { $0["<failure>"] != nil })
    let line = try #require(
      failed["<failure>"]?.split(separator: "\n").compactMap {
        $0.firstMatch(of: /^\ (?<path>[^\s:]+):(?<line>\d+)$/)
      }.first)
    #expect(line.output.path == "tollgate.yml")
    #expect(String(line.output.line) == failed["line"])
  }

  /// Jenkins makes the tree of packages from the dots of `classname`.
  @Test func `gate and suite are two levels of Jenkins' tree whatever dots they have`() throws {
    var report = Samples.passed
    report.gate = "fraud.v7"
    for index in report.findings.indices { report.findings[index].suite = "perf.x" }
    for one in try XMLDocument(JUnitReporter.text(report)).cases.dropFirst() {
      #expect(one["classname"] == "tollgate.fraud_v7.perf_x")
    }
  }
}
