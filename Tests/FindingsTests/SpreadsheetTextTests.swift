import Findings
import Testing

@Suite struct SpreadsheetTextTests {
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-x", "'-x"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", " '=1"), ("\r=1", "\\u{D}=1"), ("\r\n=1", " '=1"), ("\n=1", " '=1"), ("  =1", "  '=1"),
    ("a;=1", "a;'=1"), ("a,b|=1", "a,b|'=1"), ("a; @x", "a; '@x"), ("\u{FF1D}1", "'\u{FF1D}1"),
    ("a\u{1B}[31mb", "ab"), ("a\u{0}b", "a\\u{0}b"), ("\u{202E}x", "\\u{202E}x"), ("-", "'-"),
    ("--1", "'--1"), ("-0x1F", "'-0x1F"), ("-inf", "'-inf"), ("+49 30 12", "'+49 30 12"),
  ]) func `no cell is a formula or holds what acts`(text: String, cell: String) {
    #expect(SpreadsheetText.cell(text) == cell)
  }

  @Test(arguments: [
    "", "a", "a-b", "r12", "0012", "-1", "+1", "-1.5e-7", "+.5", "1e5", "naïve 日本", "a  b", " a ",
    "a=b",
    "x; y", "me@home",
  ]) func `numbers and other texts stay as they are`(text: String) {
    #expect(SpreadsheetText.cell(text) == text)
  }
}
