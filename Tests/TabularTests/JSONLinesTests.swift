import Kernels
import Tabular
import Testing

struct JSONLinesTests {
  private func load(
    _ text: String, options: TableOptions = TableOptions(), threads: Int = 1
  ) throws(TableError) -> LoadedTable {
    try TableReader.load(
      MemorySource(Array(text.utf8)), options: options, parallel: Parallel(threads: threads))
  }

  private func transcript(_ text: String) throws -> [String] {
    try load(text).table.transcript
  }

  @Test func `keys are columns in order of first appearance, and may be missing`() throws {
    let table = try transcript(
      """
      {"b": 1, "a": "x"}
      {"a": "y", "c": true}

      {"c": null, "b": -2.5e3}
      {}
      """)
    #expect(
      table == [
        #"b numeric ["1", "-", "-2500", "-"] []"#, #"a text ["x", "y", "-", "-"] ["x", "y"]"#,
        #"c boolean ["-", "true", "-", "-"] []"#, "4 rows",
      ])
  }

  @Test func `types are decided over the whole file`() throws {
    #expect(
      try transcript("{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":true}\n{\"a\":1.50}\n")[0]
        == #"a text ["1", "x", "true", "1.50"] ["1", "x", "true", "1.50"]"#)
    #expect(
      try transcript("{\"a\":true}\n{\"a\":1}\n")[0] == #"a text ["true", "1"] ["true", "1"]"#)
    #expect(
      try transcript("{\"a\":1}\n{\"a\":9007199254740993}\n")[0]
        == #"a text ["1", "9007199254740993"] ["1", "9007199254740993"]"#)
    #expect(try transcript("{\"a\":null}\n")[0] == #"a numeric ["-"] []"#)
    #expect(
      try transcript("{\"a\":\"1\"}\n{\"a\":\"NA\"}\n")[0] == #"a text ["1", "NA"] ["1", "NA"]"#)
  }

  @Test func `strings are unescaped`() throws {
    let table = try transcript(
      #"{"a\u0062": "\"\\\/\b\f\n\r\t", "k": "\u00e9\ud83d\ude00é"}"# + "\r\n")
    #expect(table[0].hasPrefix("ab text"))
    let column = try load(#"{"a": "\"\\\/\n\t\u00e9\ud83d\ude00é"}"#).table.column("a")
    #expect(column.text(at: 0) == "\"\\/\n\té😀é")
  }

  @Test func `the words of Python are read, and the notes say so`() throws {
    let loaded = try load("{\"a\": NaN}\n{\"a\": Infinity}\n{\"a\": -Infinity}\n{\"a\": -1}\n")
    #expect(loaded.table.columns[0].cells == ["-", "inf", "-inf", "-1"])
    #expect(loaded.notes == ["NaN and Infinity, which are not JSON, as pandas writes them"])
    #expect(try load("{\"a\": 1}").notes.isEmpty)
  }

  static let faults = [
    (
      "{\"a\": 1}\n{\"a\": {\"b\": 1}}\n",
      "line 2: 'a' holds an object or a list; a table's values are"
        + " texts, numbers, true, false and null"
    ),
    (
      "{\"a\": [1]}",
      "line 1: 'a' holds an object or a list; a table's values are texts, numbers,"
        + " true, false and null"
    ),
    ("{\"a\": 1, \"a\": 2}", "line 1: the key 'a' is there twice"),
    (
      "{\n  \"a\": 1\n}\n",
      "line 1: the object does not end on its line; JSON Lines has one whole"
        + " object a line"
    ),
    ("{\"a\": 1} {\"a\": 2}", "line 1: more follows the object; JSON Lines has one object a line"),
    ("{\"a\": 1}\n[1]\n", "line 2, byte 1: an object in { } is expected"),
    ("{\"a\" 1}", "line 1, byte 6: ':' is expected"),
    ("{\"a\": 1 \"b\": 2}", "line 1, byte 9: ',' or '}' is expected"),
    ("{\"a\": 01}", "line 1, byte 7: a number is expected"),
    ("{\"a\": 1.}", "line 1, byte 7: a number is expected"),
    ("{\"a\": .5}", "line 1, byte 7: a value is expected"),
    ("{\"a\": +5}", "line 1, byte 7: a value is expected"),
    ("{\"a\": nul}", "line 1, byte 7: a value is expected"),
    (
      "{\"a\": \"x",
      "line 1: the object does not end on its line; JSON Lines has one whole object a"
        + " line"
    ),
    ("{\"a\": \"x\u{1}\"}", "line 1, byte 9: a character that is not a control code is expected"),
    ("{\"a\": \"\\x\"}", "line 1, byte 8: an escape of JSON is expected"),
    ("{\"a\": \"\\ud800\"}", "line 1, byte 8: an escape of a character is expected"),
    ("{\"a\": \"\\u0000\"}", "line 1, byte 8: an escape of a character is expected"),
    ("{\"\": 1}", "line 1: a key is empty; every column needs a name"),
    ("{\"a\": 1,}", "line 1, byte 9: a key in quotes is expected"),
    ("{a: 1}", "line 1, byte 2: a key in quotes is expected"),
    (
      "{\"a\": 1}\n{\"a\": \"\u{0}\"}\n",
      "line 2, byte 8: a character that is not a control code is expected"
    ),
  ]

  @Test(arguments: faults) func `a bad line is one exact sentence`(
    _ text: String, _ message: String
  ) {
    let error = #expect(throws: TableError.self) { try load(text) }
    #expect(error?.description == message)
  }

  @Test func `bytes that are not UTF-8 are an error with their place`() {
    let bytes = Array("{\"a\": 1}\n{\"a\": \"".utf8) + [0xC3, 0x28] + Array("\"}\n".utf8)
    #expect(throws: TableError.invalidUTF8(line: 2, byte: 8)) {
      try TableReader.load(MemorySource(bytes), parallel: Parallel(threads: 1))
    }
  }

  @Test func `columns can be chosen`() throws {
    let text = "{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"c\": {\"x\": []}}\n"
    #expect(throws: TableError.self) { try load(text) }
    let plain = "{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"c\": 4}\n"
    let table = try load(plain, options: TableOptions { $0.columns = ["b"] }).table
    #expect(table.transcript == [#"b numeric ["2", "-"] []"#, "2 rows"])
    let asText = try load(plain, options: TableOptions { $0.textColumns = ["a"] }).table
    #expect(asText.columns[0].typeName == "text")
    #expect(throws: TableError.unknownColumn(name: "bb", nearest: "b")) {
      try load(plain, options: TableOptions { $0.columns = ["bb"] })
    }
    let some = TableOptions {
      ($0.columns, $0.allowsAbsentColumns) = (["bb", "c"], true)
      // Numbers of a format that has types are numbers.
      $0.untypedTextColumns = ["c"]
    }
    let loaded = try load(plain, options: some)
    #expect(loaded.table.transcript == [#"c numeric ["-", "4"] []"#, "2 rows"])
    #expect(loaded.storedColumns == ["a", "b", "c"])
  }

  @Test(arguments: [(1, 1), (2, 7), (3, 64), (2, 1000)])
  func `sizes and threads change nothing`(_ threads: Int, _ piece: Int) throws {
    let lines = (0..<300).map { row in
      let late = row > 250 ? ", \"late\": \(row)" : ""
      let mixed = row == 200 ? "\"x\"" : "\(row)"
      return "{\"id\": \(row), \"text\": \"t\(row % 7)\", \"mixed\": \(mixed)\(late)}"
    }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    func read(_ threads: Int, _ sizes: CSVReader.Sizes) throws(TableError) -> [String] {
      try JSONLinesReader(
        options: TableOptions(), parallel: Parallel(threads: threads), sizes: sizes
      ).read(MemorySource(bytes)).table.transcript
    }
    let expected = try read(1, CSVReader.Sizes())
    #expect(expected.map { $0.prefix(4) } == ["id n", "text", "mixe", "late", "300 "])
    #expect(try read(threads, CSVReader.Sizes(wave: piece * 2, piece: piece)) == expected)
  }

  @Test func `lines that claim far more cells than they have bytes are refused`() {
    let wide = "{" + (0..<3000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}\n"
    let empty = String(repeating: "{}\n", count: 40_000)
    let error = #expect(throws: TableError.self) { try load(wide + empty) }
    #expect(error?.description.contains("claim to hold") == true)
  }

  @Test func `flipped and cut bytes never stop the program`() throws {
    let good =
      "{\"a\": 1.5, \"b\": \"x\\n\\u00e9\", \"c\": null, \"d\": true}\n{\"a\": -0, \"d\": false}\n"
    var generator = SeededGenerator(seed: 5)
    for round in 0..<600 {
      var bytes = Array(good.utf8)
      if round % 3 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      do throws(TableError) {
        let table = try TableReader.load(MemorySource(bytes), parallel: Parallel(threads: 1)).table
        for column in table.columns { #expect(column.count == table.rowCount) }
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
