import Findings
import Testing

@testable import Reports

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("tab\tand\nline", "tab\tand\nline"),
    ("\u{1B}[31mred\u{1B}[0m", "red"), ("\u{1B}]0;title\u{7}x", "x"),
    ("\u{1B}]8;;http://x\u{1B}\\link", "link"), ("\u{9B}31mred", "red"), ("\u{1B}", "\\u{1B}"),
    ("\u{1B}]never ends", "\\u{1B}]never ends"), ("a\u{0}b", "a\\u{0}b"), ("\r\n", "\n"),
    ("a\rb", "a\\u{D}b"), ("\u{202E}abc", "\\u{202E}abc"), ("\u{FFFE}", "\\u{FFFE}"),
    ("\u{85}\u{2028}", "\\u{85}\\u{2028}"), ("\u{1FFFF}", "\\u{1FFFF}"),
    ("naïve 日本 😀", "naïve 日本 😀"),
  ]) func `what acts becomes visible`(text: String, clean: String) {
    #expect(VisibleText.clean(text) == clean)
  }

  @Test func `a line is one line and says where it was cut`() {
    #expect(VisibleText.line("a\n  b\t c ") == "a b c")
    #expect(VisibleText.line("abcdef", limit: 3) == "abc…")
    #expect(VisibleText.line("abc", limit: 3) == "abc")
    let tower = "e" + String(repeating: "\u{301}", count: 10_000)
    #expect(VisibleText.line(tower, limit: 100).unicodeScalars.count == 101)
  }

  @Test func `every scalar comes out as something that XML allows`() throws {
    for plane in [0, 1, 14, 16] as [UInt32] {
      var text = ""
      for value in stride(from: plane << 16, through: plane << 16 + 0xFFFF, by: plane == 0 ? 1 : 7)
      {
        if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
      }
      text += "\u{FFFF}\u{10FFFF}"
      let writer = try XMLWriter()
      writer.element("a", [("b", text)]) { writer.text(text) }
      _ = try XMLDocument(try writer.finish())
    }
  }
}
