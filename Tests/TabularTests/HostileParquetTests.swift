import Kernels
import Tabular
import Testing

/// Whatever the bytes are, reading ends soon, in little memory, with a table or an error.
struct HostileParquetTests {
  private static let samples = [
    "arrow-snappy.parquet", "arrow-v2pages.parquet", "arrow-delta.parquet", "arrow-split.parquet",
    "arrow-tiny-dictionary-pages.parquet", "common-duckdb-v2-brotli.parquet",
    "common-polars-lz4.parquet", "common-polars-gzip.parquet", "int96-arrow.parquet",
    "other-arrow.parquet", "nested.parquet",
  ]

  /// Reads bytes and looks at every cell; the error, if there is one.
  @discardableResult
  private func read(_ bytes: [UInt8]) -> TableError? {
    do throws(TableError) {
      let table = try TableReader.load(MemorySource(bytes), parallel: Parallel(threads: 1)).table
      for column in table.columns { #expect(column.missing.count <= table.rowCount) }
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: samples) func `no beginning of a file is a table`(_ name: String) throws {
    let bytes = try ParquetFixture.bytes(name)
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
      #expect(read(Array(bytes.prefix(length))) != nil || length < 4, "\(length)")
    }
  }

  @Test(arguments: samples) func `flipped bytes never stop the program`(_ name: String) throws {
    let bytes = try ParquetFixture.bytes(name)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<60 {
      var flipped = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        flipped[Int.random(in: 0..<flipped.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      read(flipped)
    }
  }

  @Test(arguments: samples) func `flipped bytes of the footer never stop the program`(
    _ name: String
  ) throws {
    let bytes = try ParquetFixture.bytes(name)
    let footer = Int(bytes[bytes.count - 8]) | Int(bytes[bytes.count - 7]) << 8
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<60 {
      var flipped = bytes
      let place = bytes.count - 8 - Int.random(in: 1...footer, using: &generator)
      flipped[place] = UInt8.random(in: 0...255, using: &generator)
      read(flipped)
    }
  }

  @Test func `metadata may not be nested for ever`() {
    // A list in a list in a list, as a field that is passed over.
    let deep = [UInt8](repeating: 0x19, count: 1) + [UInt8](repeating: 0x19, count: 200_000)
    #expect(
      read(CompactFile.file(metadata: [0x99] + deep))?.description
        == "the metadata is nested more than 32 deep")
    let structures = [UInt8](repeating: 0x9C, count: 1) + [UInt8](repeating: 0x1C, count: 200_000)
    #expect(
      read(CompactFile.file(metadata: structures))?.description
        == "the metadata is nested more than 32 deep")
  }

  @Test func `a count is held against the bytes that are there`() {
    // A schema of two thousand million elements, and a name of as many bytes.
    let count: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0x07]
    for metadata in [[0x29, 0xFC] + count, [0x68] + count, [0x9B] + count + [0x55]] as [[UInt8]] {
      let error = read(CompactFile.file(metadata: metadata))
      #expect(error?.description.hasPrefix("the metadata is damaged at byte") == true)
    }
  }

  @Test func `rows that the file has no bytes for are refused`() {
    var file = CompactFile(rows: 2_000_000_000)
    #expect(
      read(file.bytes())?.description.contains("claim to hold 2000000000 rows of 1 columns") == true
    )
    file.rows = 1 << 40
    #expect(read(file.bytes())?.description.contains("which is the limit") == true)
    file.rows = -1
    #expect(read(file.bytes()) != nil)
  }

  @Test func `pages outside of the file are refused`() {
    for (offset, size) in [(1 << 40, 10), (-5, 10), (4, 1 << 50), (4, -1), (Int.max, Int.max)] {
      let file = CompactFile(rows: 3, dataOffset: offset, compressedBytes: size)
      #expect(
        read(file.bytes())?.description
          == "column 'x', row group 1: its pages are not inside the file")
    }
  }

  @Test func `dictionary indices and levels are held against what there is`() {
    // A page of version 1 with three dictionary indices, and no dictionary before it.
    let indices = CompactFile(rows: 3, encoding: 8, values: [2, 0x06, 0x03])
    #expect(
      read(indices.bytes())?.description
        == "column 'x', row group 1: a page has dictionary indices that its dictionary does not have"
    )
    let width = CompactFile(rows: 3, encoding: 8, values: [33, 0x06, 0x03])
    #expect(read(width.bytes())?.description.hasSuffix("indices are damaged") == true)
    let levels = CompactFile(rows: 3, isOptional: true, values: [2, 0, 0, 0, 0x06, 0x02])
    #expect(
      read(levels.bytes())?.description.hasSuffix(
        "a page has a level above 1 in a column that is not nested") == true)
    let few = CompactFile(rows: 3, isOptional: true, values: [2, 0, 0, 0, 0x04, 0x01])
    #expect(read(few.bytes())?.description.hasSuffix("fewer levels than rows") == true)
    let long = CompactFile(rows: 3, isOptional: true, values: [200, 0, 0, 0, 0x06, 0x01])
    #expect(read(long.bytes())?.description.hasSuffix("levels reach over its end") == true)
  }

  @Test func `a page that claims to unpack to too much is refused before it is unpacked`() {
    for codec in [1, 2, 4, 5, 6, 7] {
      let file = CompactFile(
        rows: 3, codec: codec, values: [1, 2, 3, 4, 5, 6, 7, 8], unpackedBytes: 2_000_000_000)
      #expect(
        read(file.bytes())?.description.hasSuffix(
          "a page of 8 bytes claims to unpack to 2000000000") == true,
        "\(codec)")
    }
    let negative = CompactFile(rows: 3, values: [1], unpackedBytes: -1)
    #expect(read(negative.bytes())?.description.hasSuffix("an impossible size") == true)
  }

  @Test func `every encoding refuses values that are cut`() {
    for encoding in [0, 2, 3, 4, 5, 6, 7, 8, 9, 77] {
      for values in [[], [0x80], [0x80, 0x80, 0x80, 0x80, 0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F]]
        as [[UInt8]]
      {
        #expect(read(CompactFile(rows: 3, encoding: encoding, values: values).bytes()) != nil)
      }
    }
  }

  @Test func `a good file of the same make is read`() throws {
    let values: [UInt8] = [1, 0, 0, 0, 2, 0, 0, 0, 255, 255, 255, 255]
    let bytes = CompactFile(rows: 3, values: values).bytes()
    let table = try TableReader.load(MemorySource(bytes), parallel: Parallel(threads: 1)).table
    #expect(table.transcript == [#"x numeric ["1", "2", "-1"] []"#, "3 rows"])
  }
}
