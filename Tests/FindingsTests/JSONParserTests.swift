import Testing

@testable import Findings

@Suite struct JSONParserTests {
  @Test func `every kind of value is read`() throws {
    let text = #" {"a": [1, -2.5e3, true, false, null, "x\n\u00e9\ud83d\ude00\/"], "b": {}} "#
    let value = try JSONParser.parse(Array(text.utf8))
    #expect(
      value
        == .object([
          "a": .array([
            .number(1), .number(-2500), .bool(true), .bool(false), .null, .string("x\né😀/"),
          ]), "b": .object([:]),
        ]))
  }

  @Test(arguments: [
    ("", "line 1, column 1: the document ends where a value is expected"),
    ("{\n  \"a\": tru\n}", "line 2, column 8: a value is expected; 'true' begins like this"),
    ("[1,]", "line 1, column 4: a value is expected"),
    ("[1 2]", "line 1, column 4: ',' or ']' is expected"),
    ("{\"a\" 1}", "line 1, column 6: ':' is expected after a key"),
    ("{a: 1}", "line 1, column 2: a key in quotes is expected"),
    ("{\"a\": 1, \"a\": 2}", "line 1, column 10: the key 'a' stands twice in one object"),
    ("1 1", "line 1, column 3: text after the end of the document"),
    ("01", "line 1, column 2: text after the end of the document"),
    ("1.", "line 1, column 3: a digit is expected"),
    ("1e999", "line 1, column 1: the number does not fit a double"),
    ("NaN", "line 1, column 1: a value is expected"),
    ("\"a", "line 1, column 3: the document ends inside a string"),
    ("\"\\ud800\"", "line 1, column 8: half of a surrogate pair"),
    (
      "\"\\x\"",
      "line 1, column 3: an unknown escape; JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u"
    ),
    ("\"\u{1}\"", "line 1, column 2: a control character in a string must be escaped"),
  ]) func `what is wrong is said with its place`(text: String, problem: String) {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
    #expect(error?.description == problem)
  }

  @Test func `bytes that are not UTF-8 are an error`() {
    #expect(throws: JSONError.self) { try JSONParser.parse([0x22, 0xC3, 0x28, 0x22]) }
  }

  @Test(arguments: ["[", "{\"a\":"]) func `hostile depth ends with an error`(open: String) {
    let text = String(repeating: open, count: 1_000_000)
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
    #expect(error?.description.hasSuffix("nested deeper than 64 levels") == true)
  }

  @Test(arguments: [
    (0.1, "0.1"), (5, "5"), (-3, "-3"), (1e21, "1e+21"), (1e-7, "1e-07"),
    (0.30000000000000004, "0.30000000000000004"),
    (9_007_199_254_740_992, "9007199254740992"), (-0.0, "-0.0"), (.nan, "null"),
    (.infinity, "null"),
  ]) func `numbers have one text that reads back`(value: Double, text: String) throws {
    #expect(JSONText.number(value) == text)
    if value.isFinite { #expect(try JSONParser.parse(Array(text.utf8)) == .number(value)) }
  }

  @Test func `strings read back whatever they hold`() throws {
    var text = "\u{FFFE}\u{10FFFF}\"\\/"
    for value in 0..<0x3000 {
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    let value = JSONValue.string(text)
    #expect(try JSONParser.parse(Array(JSONText.document(value).utf8)) == value)
  }

  @Test func `keys are sorted by their bytes`() {
    let value = JSONValue.object([
      "b": .null, "a": .array([.number(1), .number(2)]), "Z": .bool(true),
    ])
    #expect(
      JSONText.document(value)
        == "{\n  \"Z\": true,\n  \"a\": [1, 2],\n  \"b\": null\n}\n")
  }
}
