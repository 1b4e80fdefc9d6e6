import Kernels
import Tabular
import Testing

struct CSVInvarianceTests {
  /// Every line end, quotes over line ends, empty lines, non-ASCII, all types.
  static let nasty =
    "\u{FEFF}\r\nid,\"na\"\"me\",flag,x\r\n"
    + "1,\"Ana, \"\"the\r\nfirst\"\"\",True,1.5\n\r\n\n"
    + "2,\"\n\n\",,NA\r3,México,False,-2e-3\r\r\n"
    + "4,\"\"\"\",true,\"7\"\n\"5\",\",\r\",TRUE,inf\r\n\n\"6\",\"\",\"\",\"\"\n7,😀x,NA,.5"

  static let sizes = [1, 2, 3, 4, 5, 7, 8, 13, 31, 63, 64, 65, 127, 1000]

  static func outcome(_ bytes: [UInt8], wave: Int, piece: Int, threads: Int) -> [String] {
    let sizes = CSVReader.Sizes(wave: wave, piece: piece)
    do {
      return try table(bytes: bytes, threads: threads, sizes: sizes).transcript
    } catch {
      return [error.description]
    }
  }

  @Test(arguments: sizes) func `a table does not depend on pieces, waves or threads`(_ piece: Int)
    throws
  {
    let bytes = Array(CSVInvarianceTests.nasty.utf8)
    let whole = try table(bytes: bytes).transcript
    #expect(whole.last == "7 rows")
    #expect(whole[1].hasPrefix("na\"me text [\"Ana, \\\"the\\r\\nfirst\\\"\""))
    for wave in CSVInvarianceTests.sizes {
      for threads in 1...2 {
        let other = CSVInvarianceTests.outcome(bytes, wave: wave, piece: piece, threads: threads)
        #expect(other == whole, "wave \(wave), \(threads) threads")
      }
    }
  }

  @Test func `every prefix is a table or an error, the same for any pieces`() {
    let bytes = Array(CSVInvarianceTests.nasty.utf8)
    for length in 0...bytes.count {
      let prefix = Array(bytes[..<length])
      let whole = CSVInvarianceTests.outcome(prefix, wave: 1 << 20, piece: 1 << 20, threads: 1)
      let pieces = CSVInvarianceTests.outcome(prefix, wave: 5, piece: 3, threads: 2)
      #expect(whole == pieces, "prefix of \(length) bytes")
    }
  }

  @Test func `a thousand damaged files are tables or errors, the same for any pieces`() {
    var random = SeededGenerator(seed: 1)
    let bytes = Array(CSVInvarianceTests.nasty.utf8)
    let special = Array("\"\r\n,;\u{0}".utf8) + [0xC3, 0xFF]
    for round in 0..<1000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: damaged.indices, using: &random)
        damaged[place] =
          Bool.random(using: &random)
          ? special[Int.random(in: special.indices, using: &random)]
          : damaged[place] ^ 1 << UInt8.random(in: 0...7, using: &random)
      }
      let whole = CSVInvarianceTests.outcome(damaged, wave: 1 << 20, piece: 1 << 20, threads: 1)
      let size = CSVInvarianceTests.sizes[round % CSVInvarianceTests.sizes.count]
      let pieces = CSVInvarianceTests.outcome(damaged, wave: size * 2, piece: size, threads: 2)
      #expect(whole == pieces, "round \(round): \(damaged)")
    }
  }

  @Test func `what is written reads back as the same table`() throws {
    var random = SeededGenerator(seed: 2)
    let alphabet = Array("ab \",;\r\n\té7")
    let texts = (0..<500).map { _ in
      "t"
        + String(
          (0..<Int.random(in: 0...9, using: &random)).map { _ in
            alphabet[Int.random(in: alphabet.indices, using: &random)]
          })
    }
    let numbers = (0..<500).map { _ in Double(bitPattern: random.next()) }
    let codes = (0..<500).map { $0 % 11 == 0 ? Int32(-1) : Int32($0) }
    let original = Table(columns: [
      Column(name: "a \"name\"", values: .categorical(codes: codes, levels: Levels(texts))),
      Column(name: "number", values: .numeric(numbers)),
      Column(name: "flag", values: .boolean((0..<500).map { Int8($0 % 3) - 1 })),
    ])
    let bytes = CSVWriter.bytes(original, parallel: Parallel(threads: 2))
    for piece in [1, 17, 4096] {
      let sizes = CSVReader.Sizes(wave: piece * 3, piece: piece)
      let again = try table(bytes: bytes, threads: 2, sizes: sizes)
      #expect(again.names == original.names)
      #expect(again.columns.map(\.cells) == original.columns.map(\.cells))
    }
  }
}
