import Testing

/// The rules are only as good as the text they look at.
@Suite struct CodeMaskTests {
  @Test(arguments: [
    ("let a = 1 // print(", "let a = 1          "),
    ("/* a /* b */ c */ d", "                  d"),
    (#"f("print(")"#, #"f("      ")"#),
    (#"f("a \(g("b")) c")"#, #"f("   (g(" "))  ")"#),
    (##"f(#"a " \n"#)"##, ##"f(#"      "#)"##),
    (#"f("\"", g)"#, #"f("  ", g)"#),
    ("a\n// b\nc", "a\n    \nc"),
  ])
  func `comments and texts are blank, code stays`(text: String, expected: String) {
    #expect(CodeMask.apply(to: text) == expected)
  }

  @Test func `a text over several lines keeps its line feeds`() {
    let text = "f(\"\"\"\n  try! \\(x)\n  \"\"\")\ny"
    #expect(CodeMask.apply(to: text) == "f(\"\"\"\n        (x)\n  \"\"\")\ny")
  }
}
