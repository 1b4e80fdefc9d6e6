import Foundation
import Kernels
import Testing

/// Each limit of configurations and of what a command reads whole, reached as a user meets it.
struct EveryCommandLimitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let limit: String
    let sentence: String
    var code: Int32 = 2
    var arguments = ["check"]
    var file = "tollgate.yml"
    let text: @Sendable () -> String

    var testDescription: String { "\(limit): \(sentence)" }
  }

  private static let excess = "is nested too deeply or too large for a configuration"

  static let cases = [
    Case(
      limit: "bytes of a configuration",
      sentence: "tollgate.yml: has more than 1 MB, which is the limit"
    ) { "gate: a\n" + String(repeating: "- [a, b]\n", count: 200_000) },
    Case(limit: "values of a configuration", sentence: "tollgate.yml:1:200000: " + excess) {
      "gate: [" + String(repeating: "1,", count: 120_000) + "1]\n"
    },
    // More marks than values could need are not parsed at all.
    Case(limit: "values of a configuration", sentence: "tollgate.yml: " + excess) {
      "gate: [" + String(repeating: "1,", count: 500_000) + "1]\n"
    },
    Case(limit: "levels of a configuration", sentence: "tollgate.yml:1:38: " + excess) {
      "gate: " + nested("[", 40, "]") + "\n"
    },
    Case(limit: "levels of a configuration", sentence: excess) {
      "gate: " + nested("[", 90_000, "]") + "\n"
    },
    Case(
      limit: "bytes of a report that is rendered again",
      sentence: "report.json: has more than 64 MB, which is the limit", code: 4,
      arguments: ["render", "report.json"], file: "report.json"
    ) { String(repeating: " ", count: 64 << 20 | 1) },
    Case(
      limit: "values of a report that is rendered again",
      sentence: "more than 1500000 values, which is the limit", code: 4,
      arguments: ["render", "report.json"], file: "report.json"
    ) { "[" + String(repeating: "1,", count: 1_500_000) + "1]" },
  ]

  private static func nested(_ open: String, _ count: Int, _ close: String) -> String {
    String(repeating: open, count: count) + String(repeating: close, count: count)
  }

  @Test(arguments: cases)
  func `what asks for more is refused in words`(_ example: Case) throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(example.file, example.text())
    let result = try tool.run(example.arguments)
    #expect(result.code == example.code)
    #expect(result.error.contains(example.sentence), "\(result.error.prefix(500))")
  }

  @Test func `no limit of commands is without a case`() {
    #expect(Set(Self.cases.map(\.limit)) == Set(Limits.Configuration.all.map(\.what)))
  }
}
