import Kernels
import Tabular
import Testing

struct CompressionTests {
  /// Two members that hold `a,b\n1,x\n` and `2,y\n3,z\n`.
  static let gzip =
    "1f8b08000000000002034bd449e232d4a9e00200f4a0010008000000"
    + "1f8b080000000000020333d2a9e432d6a9e20200800c862a08000000"
  /// The same in two frames, with a frame to skip between them.
  static let zstd =
    "28b52ffd0468410000612c620a312c780a6603301f502a4d1803000000616263"
    + "28b52ffd0468410000322c790a332c7a0a78f73807"
  /// `a\n` and 20,000 times `0\n`.
  static let gzipBomb =
    "1f8b0800000000000203edc2310d00000c03a07f6a6a69fe4df4ab0a027f010000000000000000000000"
    + "000000000000000000000000000000000000000000000000000000a674695e60429c0000"
  static let zstdBomb = "28b52ffd04685d000018610a3001003c9c743704a5ebd33d"

  static func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
  }

  private func load(
    _ bytes: [UInt8], _ options: TableOptions = TableOptions()
  ) throws(TableError) -> LoadedTable {
    try TableReader.load(MemorySource(bytes), options: options, parallel: Parallel(threads: 2))
  }

  @Test(arguments: [("gzip", gzip), ("zstd", zstd)])
  func `streams of several members are one text`(_ name: String, _ hex: String) throws {
    let loaded = try load(CompressionTests.bytes(hex))
    #expect(loaded.table.columns.map(\.cells) == [["1", "2", "3"], ["x", "y", "z"]])
    #expect(loaded.notes == ["delimiter ','", "compressed with \(name)"])
  }

  @Test(arguments: [("gzip", gzip, 28), ("zstd", zstd, 21)])
  func `a stream that ends early is an error`(
    _ name: String, _ hex: String, _ firstMember: Int
  ) throws {
    let bytes = CompressionTests.bytes(hex)
    for length in 4..<bytes.count {
      // A file that ends between two members cannot be told from a whole one, nor one that ends
      // behind a frame to skip.
      let borders = name == "gzip" ? [firstMember] : [firstMember, firstMember + 11]
      if borders.contains(length) { continue }
      #expect(throws: TableError.truncated(compression: name), "\(length) bytes") {
        try load(Array(bytes[..<length]))
      }
    }
  }

  @Test(arguments: [gzip, zstd]) func `damaged streams are errors or tables, never a crash`(
    _ hex: String
  ) {
    let bytes = CompressionTests.bytes(hex)
    var random = SeededGenerator(seed: 6)
    for _ in 0..<1000 {
      var damaged = bytes
      damaged[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(
        in: 1...255, using: &random)
      _ = try? load(damaged)
    }
  }

  @Test func `garbage behind a gzip member is an error`() {
    #expect(throws: TableError.damaged(compression: "gzip", reason: "incorrect header check")) {
      try load(CompressionTests.bytes(CompressionTests.gzip) + Array("garbage".utf8))
    }
  }

  @Test(arguments: [("gzip", gzipBomb), ("zstd", zstdBomb)])
  func `a stream that unpacks to too much is an error`(_ name: String, _ hex: String) throws {
    let bytes = CompressionTests.bytes(hex)
    #expect(try load(bytes).table.rowCount == 20_000)
    let error = #expect(throws: TableError.self) {
      try load(bytes, TableOptions { $0.limits.unpackedBytes = 10_000 })
    }
    #expect(
      error?.description
        == "the \(name) stream unpacks to more than 10000 bytes, which is the limit"
        + " (a flag raises it: --max-unpacked)")
    let options = TableOptions {
      $0.limits.compressionRatio = 50
      $0.limits.compressionRatioFrom = 1000
    }
    #expect(throws: TableError.expandsTooMuch(compression: name, limit: "50 times its size")) {
      try load(bytes, options)
    }
  }
}
