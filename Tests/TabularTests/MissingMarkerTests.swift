import Kernels
import Tabular
import Testing

struct MissingMarkerTests {
  private func load(_ text: String, missing: [String]) throws(TableError) -> LoadedTable {
    try TableReader.load(
      MemorySource(Array(text.utf8)), options: TableOptions { $0.missing = missing },
      parallel: Parallel(threads: 2))
  }

  @Test func `a marker is equal as text or as number, in columns of every type`() throws {
    let csv = try load(
      """
      n,t,b,q,big
      -999,x,True,"-999",9007199254740993
      1,-999.0,-999,2,9007199254740992
      -9.99e2,-999x,?,-999.0,?

      """, missing: ["-999", "?", "unmet"])
    #expect(
      csv.table.columns.map { "\($0.typeName) \($0.cells)" } == [
        #"numeric ["-", "1", "-"]"#, #"text ["x", "-", "-999x"]"#, #"boolean ["true", "-", "-"]"#,
        #"numeric ["-", "2", "-"]"#, #"text ["9007199254740993", "9007199254740992", "-"]"#,
      ])
    #expect(csv.unmetMarkers == ["unmet"])
    let lines = try load(
      """
      {"n": -999, "t": "x", "b": true, "q": "-999"}
      {"n": 1, "t": "-999.0", "b": -999, "q": 2}
      {"n": -9.99e2, "t": "-999x", "b": "?", "q": -999.0}

      """, missing: ["-999", "?", "unmet"])
    #expect(
      lines.table.columns.map { "\($0.typeName) \($0.cells)" } == [
        #"numeric ["-", "1", "-"]"#, #"text ["x", "-", "-999x"]"#, #"boolean ["true", "-", "-"]"#,
        #"numeric ["-", "2", "-"]"#,
      ])
    #expect(lines.unmetMarkers == ["unmet"])
  }

  @Test func `booleans and infinite numbers can be markers`() throws {
    let csv = try load("b,n\nTrue,inf\nFalse,2\n", missing: ["False", "inf"])
    #expect(csv.table.columns.map(\.cells) == [["true", "-"], ["-", "2"]])
    let lines = try load(
      "{\"b\": true, \"n\": Infinity}\n{\"b\": false, \"n\": 2}\n", missing: ["false", "inf"])
    #expect(lines.table.columns.map(\.cells) == [["true", "-"], ["-", "2"]])
    #expect(csv.unmetMarkers.isEmpty && lines.unmetMarkers.isEmpty)
  }

  @Test func `standard texts do not count where others are chosen, nor in formats with types`()
    throws
  {
    let text = "{\"t\": \"NA\"}\n{\"t\": \"None\"}\n"
    #expect(
      try load(text, missing: TableOptions.standardMissing).table["t"]?.cells == ["NA", "None"])
    #expect(try load(text, missing: ["NA"]).table["t"]?.cells == ["-", "None"])
    let csv = try load("t,n\nNA,1\nNone,2\n", missing: ["1"])
    #expect(csv.table.columns.map(\.cells) == [["NA", "None"], ["-", "2"]])
  }

  @Test func `markers hold in Parquet and in the names of folders`() throws {
    let options = TableOptions { $0.missing = ["2023", "same", "True", "unmet"] }
    let loaded = try ParquetFixture.load("parts", options: options)
    #expect(
      loaded.table.columns.map(\.cells) == [
        ["-", "-", "2024", "-", "2025", "-"], ["k0", "-", "k0", "-", "k1", "-"],
        ["-", "-", "2024", "2024", "2024", "2024"],
      ])
    #expect(loaded.unmetMarkers == ["True", "unmet"])
    let flags = try ParquetFixture.load(
      "pandas.parquet", options: TableOptions { $0.missing = ["True", "Paris"] })
    #expect(flags.table["flag"]?.cells.contains("true") == false)
    #expect(flags.table["city"]?.cells.contains("Paris") == false)
    guard case .categorical(_, let levels) = flags.table["city"]?.values else { return }
    #expect(!levels.contains("Paris") && levels.contains("Rome"))
    #expect(flags.unmetMarkers.isEmpty)
  }

  @Test func `a marker is a number whatever stands before the fraction`() throws {
    let options = TableOptions {
      $0.missing = ["-99.5"]
      $0.hasDecimalComma = true
    }
    let table = try table("a;b\n-99,5;1,25\n3;-99,50\n", options: options)
    #expect(table.columns.map(\.cells) == [["-", "3"], ["1.25", "-"]])
  }

  @Test(arguments: [(1, 1), (2, 7), (3, 64)])
  func `sizes and threads change nothing`(_ threads: Int, _ piece: Int) throws {
    let rows = (0..<500).map { "\($0 % 7),\($0 == 400 ? "x" : "\($0 % 5)")\n" }.joined()
    let options = TableOptions { $0.missing = ["3", "none"] }
    func read(_ threads: Int, _ sizes: CSVReader.Sizes) throws -> ([String], [String]) {
      let result = try CSVReader(
        options: options, parallel: Parallel(threads: threads), sizes: sizes
      ).read(MemorySource(Array(("a,b\n" + rows).utf8)))
      return (result.table.transcript, result.unmetMarkers)
    }
    let one = try read(1, CSVReader.Sizes())
    let other = try read(threads, CSVReader.Sizes(wave: piece * 2, piece: piece))
    #expect(one.0 == other.0 && one.1 == ["none"] && other.1 == ["none"])
  }
}
