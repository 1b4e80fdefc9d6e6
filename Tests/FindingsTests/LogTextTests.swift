import Findings
import Testing

/// What a log takes for a command, and what it does not.
@Suite struct LogTextTests {
  @Test(arguments: [
    "::error::x", "a\n::error::x", "a\r\n::error::x", "a\n \t\u{A0}\u{3000}::stop-commands::x",
    "##[error]x", "x ##vso[task.complete result=Succeeded]", "###vso[x]", "####VSO[x]",
    "##\u{1B}[0mvso[x]", "##teamcity[x]", "\u{1B}[31mx", "\u{1B}]0;x\u{7}", "\u{9B}31m", "a\rb",
    "\u{202E}x", "\u{0}", "a\u{85}b", "a\u{2028}::error::x", ":\u{1B}[m:error::x", ":::error::x",
  ]) func `no line of a text acts, and its lines stay`(text: String) throws {
    #expect(LogText.acts(text))
    for safe in [LogText.inert(text), LogText.line(text), LogText.json(.string(text))] {
      try #require(!LogText.acts(safe), "\(safe.debugDescription)")
      #expect(!safe.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 })
      for line in safe.split(whereSeparator: \.isNewline) {
        #expect(!line.drop(while: \.isWhitespace).utf8.starts(with: "::".utf8))
        #expect(!line.contains(/##[A-Za-z]*\[/))
      }
    }
    let isOneLine = !LogText.line(text).contains { $0.isNewline }
    #expect(isOneLine)
    #expect(LogText.inert("\n" + text).first == "\n")
    #expect(try JSONParser.parse(Array(LogText.json(.string(text)).utf8)) == .string(text))
  }

  @Test(arguments: [
    "", "plain", "a\nb\tc\n", "naïve 日本 😀", "std::vector", "1:2", "## Heading\n### Another",
    "a # b ## c",
    "| a | b |", "C:\\x",
  ]) func `what acts on nothing stays as it is`(text: String) {
    #expect(!LogText.acts(text))
    #expect(LogText.inert(text) == text)
  }

  /// A line of colons or number signs is looked at once.
  @Test(arguments: [":", "#", "\n", "\u{A0}", "\u{1B}"])
  func `a megabyte of one sign takes no time`(sign: String) {
    let text = String(repeating: sign, count: 1 << 20)
    #expect(LogText.inert(text).utf8.count >= 1 << 20)
  }

  @Test func `a scalar of YAML has escapes for what acts`() {
    #expect(LogText.yaml("a\"b\\c\n\t") == #""a\"b\\c\n\t""#)
    #expect(LogText.yaml("\u{1B}x::y###") == ##""\U0000001Bx:\U0000003Ay#\U00000023\U00000023""##)
    #expect(!LogText.acts(LogText.yaml("::x\n##vso[y]\u{202E}\u{E0001}")))
  }
}
