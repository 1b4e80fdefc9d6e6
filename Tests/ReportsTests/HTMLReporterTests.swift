import Findings
import Testing

@testable import Reports

@Suite struct HTMLReporterTests {
  private static let names = Samples.all.map(\.name)

  private func page(_ name: String) throws -> String {
    let report = try #require(Samples.all.first { $0.name == name }).report
    return try page(report)
  }

  private func page(_ report: Report) throws -> String {
    try #require(try ReportRenderer().files(report, formats: ["html"]).first).text
  }

  /// The page without its own style and script, in XML's spelling of void elements.
  private func markup(_ page: String) -> String {
    page.replacing(/<style>[\s\S]*?<\/style>/, with: "")
      .replacing(/<script>[\s\S]*?<\/script>/, with: "")
      .replacing(/<!doctype html>/, with: "")
      .replacing(/<(meta|link)( [^>]*)>/) { "<\($0.output.1)\($0.output.2)/>" }
      .replacing(" hidden>", with: " hidden=\"\">")
  }

  @Test(arguments: names) func `every element is closed in order`(name: String) throws {
    _ = try XMLDocument(markup(page(name)))
  }

  @Test(arguments: names) func `nothing in the page needs the network or breaks Jenkins' policy`(
    name: String
  ) throws {
    let text = markup(try page(name))
    // In tags only: text may say what it likes.
    let forbidden = [
      try Regex("\\sstyle\\s*="), try Regex("\\son[a-z]+\\s*="),
      try Regex("(src|href|action|data)\\s*=\\s*\"(https?:|//|data:|javascript:)"),
      try Regex("^<(script|iframe|img|object|form|base)"),
    ]
    for tag in text.matches(of: /<[a-zA-Z][^<>]*>/).map(\.output) {
      // What stands in quotes is a value; it may read like an attribute.
      let bare = tag.replacing(/(?<name>title|aria-label)="[^"]*"/, with: "")
      for pattern in forbidden { #expect(!bare.contains(pattern), "\(tag)") }
    }
    let sheet = String(decoding: TemplateLibrary.builtIn["tollgate.css"] ?? [], as: UTF8.self)
    #expect(!sheet.contains("url(") && !sheet.contains("@import"))
    #expect(try page(name).contains("<link rel=\"stylesheet\" href=\"tollgate.css\">"))
  }

  @Test(arguments: names) func `ids are unique and every link in the page has its target`(
    name: String
  ) throws {
    let text = try page(name)
    let ids = text.matches(of: /\ id="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
    for link in text.matches(of: /href="#([^"]*)"/).map({ String($0.output.1) }) {
      #expect(ids.contains(link), "\(link)")
    }
    for label in text.matches(of: /aria-labelledby="([^"]*)"/) {
      #expect(label.output.1.split(separator: " ").allSatisfy { ids.contains(String($0)) })
    }
  }

  @Test func `text from data never becomes markup`() throws {
    let text = try page("mixed")
    #expect(!text.contains("<script>alert"))
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    let hiddenQuote = "quote\u{22}\u{301}"
    #expect(!text.contains(hiddenQuote))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `fifty findings take less than 150 KB`() throws {
    let findings = (0..<50).map { index in
      var finding = Samples.mixed.findings[index % 10]
      finding.id += "\(index)"
      return finding
    }
    let report = Samples.report(
      verdict: .failed, exitCode: 1, reason: "", findings: findings, exhibits: Samples.exhibits)
    #expect(try page(report).utf8.count < 150_000)
  }

  @Test func `ten thousand findings take less than 3 MB and none is left out`() throws {
    let text = try page(Samples.large)
    #expect(text.utf8.count < 3_000_000)
    #expect(text.matches(of: /id="f-/).count >= 10_000)
  }

  @Test func `the policy of the page names the script that it carries`() throws {
    let text = try page("passed")
    let script = try #require(text.firstMatch(of: /<script>([\s\S]*?)<\/script>/)).output.1
    #expect(text.contains("script-src 'sha256-\(ScriptDigest.base64(String(script)))'"))
    // Known answer: FIPS 180-4, "abc".
    #expect(ScriptDigest.base64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }
}
