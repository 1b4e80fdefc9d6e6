import Testing

@testable import Models

/// Buffers built by hand, and lies in them.
struct FlatBufferReaderTests {
  /// A table of four fields: a short 7, nothing, a list of the shorts 1, 2, 3, and the text "ab".
  private static let buffer: [UInt8] = [
    16, 0, 0, 0,  // the table is at 16
    12, 0, 16, 0, 4, 0, 0, 0, 8, 0, 12, 0,  // its fields, from 4 on
    12, 0, 0, 0, 7, 0, 0, 0,  // 16: the fields are 12 before; field 0
    8, 0, 0, 0,  // 24: field 2, its list is 8 further on
    16, 0, 0, 0,  // 28: field 3, its text is 16 further on
    3, 0, 0, 0, 1, 0, 2, 0, 3, 0, 0, 0,  // 32: the list
    2, 0, 0, 0, 97, 98, 0, 0,  // 44: the text
  ]

  private static func read(_ bytes: [UInt8]) throws(ModelError) -> (Int16, Int16, [UInt16], String)
  {
    var reader = FlatBufferReader(bytes[...], name: "it")
    let root = try reader.root()
    return (
      try reader.integer(0, of: root, missing: 5), try reader.integer(1, of: root, missing: 5),
      try reader.integers(2, of: root), try reader.string(3, of: root)
    )
  }

  @Test func `fields are found by number, absent ones have their default`() throws {
    let (first, second, list, text) = try Self.read(Self.buffer)
    #expect(first == 7)
    #expect(second == 5)
    #expect(list == [1, 2, 3])
    #expect(text == "ab")
  }

  static let lies: [(at: Int, byte: UInt8, message: String)] = [
    (0, 60, "it, byte 60: leads out of the 52 bytes"),
    (3, 255, "leads out of the 52 bytes"),
    (17, 1, "leads out of the 52 bytes"),
    (4, 255, "the list of fields leads out of the 52 bytes"),
    (4, 2, "the list of fields leads out of the 52 bytes"),
    (8, 60, "it, byte 76: leads out of the 52 bytes"),
    (27, 200, "leads out of the 52 bytes"),
    (33, 255, "it, byte 32: a list of 65283 elements leads out of the 52 bytes"),
    (35, 255, "a list of 4278190083 elements leads out of the 52 bytes"),
    (48, 0xFF, "it, byte 48: the text is not valid UTF-8"),
  ]

  @Test(arguments: lies)
  func `an offset or a count out of range is refused`(at: Int, byte: UInt8, message: String) {
    var bytes = Self.buffer
    bytes[at] = byte
    let error = #expect(throws: ModelError.self) { try Self.read(bytes) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `lists that lie on top of one another are bounded together`() {
    var reader = FlatBufferReader(Self.buffer[...], name: "it")
    let error = #expect(throws: ModelError.self) {
      let root = try reader.root()
      for _ in 0..<100 { _ = try reader.integers(2, of: root, as: UInt16.self) }
    }
    #expect(error?.description == "it, byte 32: lists lie on top of one another")
  }
}
