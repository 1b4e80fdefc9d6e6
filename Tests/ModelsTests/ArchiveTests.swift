import Testing

@testable import Models

/// Zip archives and NumPy arrays: what is read, and what is refused.
struct ArchiveTests {
  private func failure(_ members: [ZipWriter.Member]) -> String {
    do throws(ModelError) {
      let archive = try ZipArchive(ZipWriter.archive(members))
      for member in archive.members { _ = try archive.contents(of: member.name) }
      return ""
    } catch {
      return error.description
    }
  }

  @Test func `members are read by name, stored and deflated`() throws {
    // "abc" by zlib, without header and checksum.
    let deflated: [UInt8] = [0x4B, 0x4C, 0x4A, 0x06, 0x00]
    let stored = try ZipArchive(ZipWriter.archive([("a/b.txt", [1, 2]), ("empty", [])]))
    #expect(try stored.contents(of: "a/b.txt") == [1, 2])
    #expect(try stored.contents(of: "empty") == [])
    #expect(stored.members.map(\.name) == ["a/b.txt", "empty"])
    #expect(throws: ModelError.self) { try stored.contents(of: "absent") }
    #expect(Inflater.unpack(deflated[...], .none, limit: 3).bytes == Array("abc".utf8))
    #expect(Inflater.unpack(deflated[...], .none, limit: 2).isOverLimit)
    #expect(!Inflater.unpack(deflated[..<3], .none, limit: 9).isComplete)
  }

  static let attacks: [(name: String, members: [ZipWriter.Member], message: String)] = [
    ("path up", [.init(name: "../x", bytes: [])], "leads out"),
    ("path down and up", [.init(name: "a/../../x", bytes: [])], "leads out"),
    ("absolute path", [.init(name: "/etc/x", bytes: [])], "leads out"),
    ("backslashes", [.init(name: "..\\x", bytes: [])], "leads out"),
    ("link", [.init(name: "x", bytes: [65], attributes: 0xA1FF_0000)], "is a link"),
    ("encrypted", [.init(name: "x", bytes: [1], flags: 1)], "encryption"),
    ("twice", [.init(name: "x", bytes: [1]), .init(name: "x", bytes: [2])], "is there twice"),
    ("method", [.init(name: "x", bytes: [1], method: 12)], "compression method 12"),
    ("local name", [.init(name: "x", bytes: [1], localName: "y")], "contradicts"),
    ("sizes differ", [.init(name: "x", bytes: [1], size: 9)], "two sizes differ"),
    ("size", [.init(name: "x", bytes: [1], size: 900, packedSize: 900)], "reaches over"),
    (
      "bomb",
      [.init(name: "x", bytes: [0x4B, 0x4C, 0x4A, 0x06, 0x00], method: 8, size: 1 << 31)],
      "over the limit"
    ),
    (
      "larger than it says",
      [.init(name: "x", bytes: [0x4B, 0x4C, 0x4A, 0x06, 0x00], method: 8, size: 1)],
      "larger than it says"
    ),
    (
      "overlap",
      [
        .init(name: "x", bytes: Array(repeating: 0, count: 50)),
        .init(name: "x", bytes: [], header: 0),
      ],
      "is there twice"
    ),
    ("header", [.init(name: "x", bytes: [1], header: 1 << 30)], "no local header"),
  ]

  @Test(arguments: attacks)
  func `archives that attack are refused in words`(
    name: String, members: [ZipWriter.Member], message: String
  ) {
    let failure = failure(members)
    #expect(failure.contains(message), "\(name): \(failure)")
  }

  // MARK: NumPy

  static func array(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + data
  }

  @Test func `arrays of every element type are read, in both orders`() throws {
    func column(_ type: String, _ shape: String, _ data: [UInt8], order: String = "False") throws
      -> NumPyArray.Column
    {
      let header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }"
      return try NumPyArray(ArchiveTests.array(header, data)).column()
    }
    #expect(try column("<i2", "(2,)", [1, 0, 0xFF, 0xFF]) == .integers([1, -1]))
    #expect(try column(">i2", "(1,)", [1, 0]) == .integers([256]))
    #expect(try column("|u1", "(2,)", [1, 255]) == .integers([1, 255]))
    #expect(try column("|b1", "(2,)", [0, 1]) == .truths([false, true]))
    #expect(try column("<f2", "(3,)", [0, 0x3C, 0, 0xC2, 1, 0]) == .reals([1, -3, 0x1p-24]))
    #expect(try column("<f4", "()", [0, 0, 0xC0, 0x3F]) == .reals([1.5]))
    #expect(
      try column("<U2", "(2,)", [0xFC, 0, 0, 0, 0, 0, 0, 0, 98, 0, 0, 0, 99, 0, 0, 0])
        == .texts(["ü", "bc"]))
    #expect(try column("|S3", "(1,)", [97, 98, 0]) == .texts(["ab"]))
    #expect(
      try column("|u1", "(2, 3)", [1, 2, 3, 4, 5, 6], order: "True")
        == .integers([1, 3, 5, 2, 4, 6]))
    let record = try NumPyArray(
      ArchiveTests.array(
        "{'descr': [('a', '<i2'), ('', '|V1'), ('b', '|u1')], 'fortran_order': False, 'shape': (2,)}",
        [1, 0, 9, 7, 2, 0, 9, 8]))
    #expect(record.column("a") == .integers([1, 2]))
    #expect(record.column("b") == .integers([7, 8]))
  }

  static let damaged: [(header: String, message: String)] = [
    ("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "pickled objects"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4)}", "counted"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (2305843009213693951,)}", "expected"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", "no count"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", "0 bytes follow"),
    ("{'descr': '<U0', 'fortran_order': False, 'shape': (99999999999,)}", "limit"),
    ("{'descr': '<f3', 'fortran_order': False, 'shape': (1,)}", "element type"),
    ("{'descr': '<c16', 'fortran_order': False, 'shape': (1,)}", "element type"),
    ("{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}", "damaged"),
    ("{'descr': ((((((((((('<f8',),),),),),),),),),),), 'shape': (1,)}", "damaged"),
    ("{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': ()}", "damaged"),
    ("", "damaged"),
  ]

  @Test(arguments: damaged)
  func `damaged arrays are refused in words`(header: String, message: String) {
    let error = #expect(throws: ModelError.self) { try NumPyArray(ArchiveTests.array(header)) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }
}
