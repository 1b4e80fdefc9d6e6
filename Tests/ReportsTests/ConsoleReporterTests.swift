import Findings
import Testing

@testable import Reports

@Suite struct ConsoleReporterTests {
  @Test(arguments: [40, 80, 120]) func `nothing in a log can be taken for a command`(width: Int) {
    let text = ConsoleReporter(color: false, width: width).text(Samples.mixed)
    for line in text.split(separator: "\n") {
      #expect(!line.drop { $0 == " " }.hasPrefix("::"))
      #expect(!line.contains("##[") && !line.contains("##vso["))
    }
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `colour is written only when asked for, and always ended`() {
    let text = ConsoleReporter(color: true).text(Samples.mixed)
    let starts = text.matches(of: /\u{1B}\[[0-9;]+m/).count
    let ends = text.matches(of: /\u{1B}\[0m/).count
    #expect(starts == 2 * ends && ends > 0)
  }

  @Test func `failed findings come first and the verdict last, before the paths`() {
    let lines = ConsoleReporter(color: false).text(Samples.mixed, paths: ["out/index.html"])
      .split(separator: "\n").map(String.init)
    #expect(lines[1].hasPrefix("  x failed"))
    #expect(lines.last == "  report: out/index.html")
    #expect(lines.contains { $0.hasPrefix("x failed: 2 of 21 findings failed") })
  }
}
