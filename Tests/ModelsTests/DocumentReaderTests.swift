import Testing

@testable import Models

/// The two encodings of documents: what they read, and how they refuse.
struct DocumentReaderTests {
  private func json(_ text: String) throws(ModelError) -> DocumentValue {
    try JSONReader.read(Array(text.utf8))
  }

  @Test func `arrays of numbers are unboxed, others are not`() throws {
    #expect(try json("[1, -2,\n3]") == .integers([1, -2, 3]))
    #expect(try json("[1,2.5,-Infinity]") == .floats([1, 2.5, -.infinity]))
    #expect(try json("[]") == .array([]))
    #expect(try json("[1,\"a\"]") == .array([.integer(1), .string("a")]))
    #expect(try json("[true,false]") == .array([.boolean(true), .boolean(false)]))
    #expect(try json("[99999999999999999999]") == .floats([1e20]))
    #expect(
      try JSONReader.read(Array("[1]".utf8), DocumentReading(unboxesNumbers: false))
        == .array([.integer(1)]))
  }

  @Test func `strings keep escapes and surrogate pairs`() throws {
    #expect(try json(#""a\n\"\u00e9\ud83d\ude00é""#) == .string("a\n\"é😀é"))
  }

  @Test func `skipped keys become null and cost no memory`() throws {
    let reading = DocumentReading(skippedKeys: ["x"])
    let value = try JSONReader.read(
      Array(#"{"x":[1,2,3e5],"y":{"x":{"z":["]"]}}}"#.utf8), reading)
    #expect(value == .object(["x": .null, "y": .object(["x": .null])]))
  }

  static let refusals: [(text: String, message: String)] = [
    ("", "byte 0: the file ends too early; it is cut off"),
    ("{\"a\":1", "byte 6: the file ends too early; it is cut off"),
    ("{\"a\":1}x", "byte 7: something follows the end of the document"),
    ("{\"a\":{\"b\":1,\"b\":2}}", "a.b: the key appears twice in its object"),
    ("[1,,2]", "byte 3: is no JSON value"),
    ("[1 2]", "byte 3: ',' or ']' is expected"),
    ("{a:1}", "byte 1: a key in double quotes is expected"),
    ("\"\\q\"", "byte 1: is no escape that JSON knows"),
    ("\"\\ud800\"", "byte 7: half a surrogate pair"),
    ("nul", "byte 0: is no JSON value"),
    (
      String(repeating: "[", count: 200_000),
      "the nesting at byte 100 is over the limit of 100 levels"
    ),
  ]

  @Test(arguments: refusals)
  func `JSON that is none is refused at its byte`(text: String, message: String) {
    let error = #expect(throws: ModelError.self) { try json(text) }
    #expect(error?.description == message)
  }

  @Test func `text that is not UTF-8 is refused`() {
    #expect(
      throws: ModelError.malformed(
        place: "byte 1", problem: "the string is not valid UTF-8")
    ) { try JSONReader.read([0x22, 0xFF, 0x22]) }
  }

  private func ubjson(_ parts: [UInt8]...) throws(ModelError) -> DocumentValue {
    try UBJSONReader.read(parts.flatMap { $0 })
  }

  private func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func long(_ value: Int64) -> [UInt8] {
    ascii("L") + (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
  }

  @Test func `UBJSON arrays of every type are read`() throws {
    let one = long(1)
    #expect(try ubjson(ascii("[$i#"), one, [0xFF]) == .integers([-1]))
    #expect(try ubjson(ascii("[$U#"), one, [0xFF]) == .integers([255]))
    #expect(try ubjson(ascii("[$I#"), one, [0xFF, 0xFE]) == .integers([-2]))
    #expect(try ubjson(ascii("[$l#"), one, [0, 0, 1, 0]) == .integers([256]))
    #expect(try ubjson(ascii("[$d#"), one, [0x3F, 0x80, 0, 0]) == .floats([1]))
    #expect(try ubjson(ascii("[$D#"), one, [0x3F, 0xF0, 0, 0, 0, 0, 0, 0]) == .floats([1]))
    #expect(try ubjson(ascii("[#"), one, ascii("i"), [7]) == .integers([7]))
    #expect(try ubjson(ascii("[TFZ]")) == .array([.boolean(true), .boolean(false), .null]))
  }

  @Test func `lengths that lie are refused before anything is allocated`() {
    for count: Int64 in [5, .max, -1] {
      #expect(
        throws: ModelError.malformed(
          place: "byte 4", problem: "the length \(count) is more than the bytes that are left")
      ) { try ubjson(ascii("[$d#"), long(count), [0, 0, 0, 0]) }
    }
  }

  @Test func `deep UBJSON and duplicate keys are refused`() {
    #expect(throws: ModelError.tooLarge(what: "the nesting at byte 101", limit: "100 levels")) {
      try UBJSONReader.read([UInt8](repeating: UInt8(ascii: "["), count: 100_000))
    }
    let key = long(1) + ascii("a") + ascii("T")
    #expect(
      throws: ModelError.malformed(
        place: "a", problem: "the key appears twice in its object")
    ) { try ubjson(ascii("{"), key, key, ascii("}")) }
  }
}
