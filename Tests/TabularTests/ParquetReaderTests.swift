import Kernels
import Tabular
import Testing

struct ParquetReaderTests {
  @Test func `there are files of every writer`() {
    #expect(ParquetFixture.expected.count > 35)
  }

  @Test(arguments: ParquetFixture.expected)
  func `each cell is the one that was written`(_ name: String) throws {
    let table = try ParquetFixture.load(name).table
    let rows = try expectedRows(ParquetFixture.path(ParquetFixture.answers(of: name)))
    #expect(table.rowCount == rows.count)
    #expect(Set(table.names) == Set(rows[0].keys))
    for column in table.columns {
      let wrong = rows.indices.first { !(rows[$0][column.name]?.matches(column, $0) ?? false) }
      #expect(wrong == nil, "\(column.name) is '\(column.text(at: wrong ?? 0) ?? "-")'")
    }
  }

  @Test func `types are those of the same data as CSV`() throws {
    let table = try ParquetFixture.load("arrow-snappy.parquet").table
    let types = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.typeName) })
    for name in ["int8", "int64", "uint32", "float", "double", "price", "wide", "nothing"] {
      #expect(types[name] == "numeric", "\(name)")
    }
    for name in ["uint64", "beyond", "whole", "text", "bytes", "date", "utc", "time"] {
      #expect(types[name] == "text", "\(name)")
    }
    #expect(types["bool"] == "boolean")
  }

  @Test func `a table of pandas is the same from Parquet and from CSV`() throws {
    let parquet = try ParquetFixture.load("pandas.parquet").table
    let csv = try ParquetFixture.load("pandas.csv").table
    #expect(parquet.transcript == csv.transcript)
  }

  @Test(arguments: [1, 2, 3, 16]) func `threads change nothing`(_ threads: Int) throws {
    for name in ["arrow-groups.parquet", "arrow-tiny-dictionary-pages.parquet"] {
      let one = try ParquetFixture.load(name, threads: 1).table.transcript
      #expect(try ParquetFixture.load(name, threads: threads).table.transcript == one)
    }
  }

  @Test func `only the wanted columns are read, and from the disk alone their pages`() throws {
    let whole = try ParquetFixture.bytes("arrow-plain.parquet")
    let source = WatchedSource(MemorySource(whole))
    let options = TableOptions { $0.columns = ["int8", "key"] }
    let table = try TableReader.load(source, options: options, parallel: Parallel(threads: 1)).table
    #expect(table.names == ["int8", "key"])
    // The first read is for the footer.
    let pages = source.rangesRead.dropFirst().reduce(0) { $0 + $1.count }
    #expect(pages > 0 && pages < whole.count / 5)
    let unknown = #expect(throws: TableError.self) {
      try ParquetFixture.load(
        "arrow-plain.parquet", options: TableOptions { $0.columns = ["keys"] })
    }
    #expect(unknown?.description == "there is no column 'keys'; did you mean 'key'?")
    let some = TableOptions { ($0.columns, $0.allowsAbsentColumns) = (["keys", "key"], true) }
    let loaded = try ParquetFixture.load("arrow-plain.parquet", options: some)
    #expect(loaded.table.names == ["key"])
    #expect(loaded.storedColumns.count > 20)
  }

  @Test func `a column may be asked for as text`() throws {
    let options = TableOptions { $0.textColumns = ["int64"] }
    let column = try ParquetFixture.load("required-arrow.parquet", options: options).table
      .column("int64")
    #expect(column.typeName == "text")
  }

  @Test func `nested columns and the row index are left out, and the notes say so`() throws {
    let nested = try ParquetFixture.load("nested.parquet")
    #expect(nested.table.names == ["x", "y"])
    #expect(nested.table.columns[0].cells == ["1.5", "-", "3"])
    #expect(nested.notes.contains("nested columns left out: 'list', 'struct'"))
    let indexed = try ParquetFixture.load("pandas-index.parquet")
    #expect(indexed.table["__index_level_0__"] == nil)
    #expect(indexed.notes.contains("row index left out: '__index_level_0__'"))
    let asked = TableOptions { $0.columns = ["__index_level_0__"] }
    let index = try ParquetFixture.load("pandas-index.parquet", options: asked)
    #expect(index.table.columns.first?.cells.first == "Rome")
  }

  @Test func `a table without rows has its columns`() throws {
    let table = try ParquetFixture.load("empty.parquet").table
    #expect(table.names == ["a", "b"])
    #expect(table.rowCount == 0)
  }

  @Test(arguments: [
    ("duplicate-names.parquet", "columns 1 and 2 are both named 'a'; names must be distinct"),
    ("not-utf8.parquet", "column 'bad': a text is not UTF-8"),
  ]) func `a bad file is one exact sentence`(_ name: String, _ message: String) throws {
    let error = #expect(throws: TableError.self) { try ParquetFixture.load(name) }
    #expect(error?.description == message)
  }
}

/// Keeps what is read at positions.
private final class WatchedSource: ByteSource, PositionedBytes, @unchecked Sendable {
  private let memory: MemorySource
  private(set) var rangesRead: [Range<Int>] = []

  init(_ memory: MemorySource) { self.memory = memory }

  var byteCount: Int { memory.byteCount }
  var positioned: (any PositionedBytes)? { self }
  func open() throws(TableError) -> any ByteStream { memory.open() }
  func read(_ range: Range<Int>, into buffer: TextBuffer) throws(TableError) {
    rangesRead.append(range)
    memory.read(range, into: buffer)
  }
}
