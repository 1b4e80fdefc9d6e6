import Foundation
import Testing

/// `SECURITY.md` names the tests that hold its promises: they must be there.
@Suite struct SecurityPageTests {
  @Test func `every promise names suites that exist`() throws {
    let page = try String(
      contentsOf: Tool.repository.appendingPathComponent("SECURITY.md"), encoding: .utf8)
    let tests = Tool.repository.appendingPathComponent("Tests").path
    let suites = Set(
      try FileManager.default.subpathsOfDirectory(atPath: tests).filter { $0.hasSuffix(".swift") }
        .compactMap { $0.split(separator: "/").last?.dropLast(6) }.map(String.init))
    let promises = page.split(separator: "\n").filter {
      $0.hasPrefix("| ") && $0.contains("Tests`") && !$0.hasPrefix("| promise")
    }
    #expect(promises.count >= 12)
    for promise in promises {
      let named = promise.matches(of: /`(?<suite>[A-Za-z]+Tests)`/).map { String($0.output.suite) }
      #expect(!named.isEmpty, "\(promise)")
      for suite in named { #expect(suites.contains(suite), "\(suite)") }
    }
  }
}
