import Kernels
import Tabular
import Testing

struct CSVReaderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let names: [String]
    let columns: [[String]]

    init(_ description: String, _ text: String, _ names: [String], _ columns: [[String]]) {
      (testDescription, self.text, self.names, self.columns) = (description, text, names, columns)
    }
  }

  static let cases = [
    Case("plain", "a,b\n1,x\n2,y\n", ["a", "b"], [["1", "2"], ["x", "y"]]),
    Case("no line end at the end", "a,b\n1,x\n2,y", ["a", "b"], [["1", "2"], ["x", "y"]]),
    Case("CRLF", "a,b\r\n1,x\r\n2,y\r\n", ["a", "b"], [["1", "2"], ["x", "y"]]),
    Case("CR alone", "a,b\r1,x\r2,y\r", ["a", "b"], [["1", "2"], ["x", "y"]]),
    Case(
      "mixed line ends", "a,b\r1,x\n2,y\r\n3,z", ["a", "b"], [["1", "2", "3"], ["x", "y", "z"]]),
    Case("quoted names", "\"a,1\",\"b\"\"2\"\n1,2\n", ["a,1", "b\"2"], [["1"], ["2"]]),
    Case("doubled quotes", "a\n\"x \"\"y\"\" z\"\n\"\"\"\"\n", ["a"], [["x \"y\" z", "\""]]),
    Case("delimiters in quotes", "a,b\n\"1,2\",3\n", ["a", "b"], [["1,2"], ["3"]]),
    Case(
      "line ends in quotes", "a,b\n\"x\ny\",1\n\"x\r\ny\",2\n\"\r\",3\n", ["a", "b"],
      [["x\ny", "x\r\ny", "\r"], ["1", "2", "3"]]),
    Case("quoted numbers", "a,b\n\"1\",\"2.5\"\n", ["a", "b"], [["1"], ["2.5"]]),
    Case("byte order mark", "\u{FEFF}a,b\n1,2\n", ["a", "b"], [["1"], ["2"]]),
    Case("empty lines", "\n\na,b\n\n1,2\n\r\n3,4\n\n\n", ["a", "b"], [["1", "3"], ["2", "4"]]),
    Case("header only", "a,b\n", ["a", "b"], [[], []]),
    Case("header only, no line end", "a,b", ["a", "b"], [[], []]),
    Case("one column", "a\n1\n\"\"\n3\n", ["a"], [["1", "-", "3"]]),
    Case(
      "empty fields", "a,b,c\n,,\n1,,2\n", ["a", "b", "c"], [["-", "1"], ["-", "-"], ["-", "2"]]),
    Case("semicolons", "a;b\n1,5;2\n", ["a", "b"], [["1,5"], ["2"]]),
    Case("tabs", "a\tb\nx y\t2\n", ["a", "b"], [["x y"], ["2"]]),
    Case("bars", "a|b\n1|2\n", ["a", "b"], [["1"], ["2"]]),
    Case("delimiters only in quotes", "a;b\n\"1,2,3\";2\n", ["a", "b"], [["1,2,3"], ["2"]]),
    Case("index of pandas", ",a\n0,x\n1,y\n", ["index", "a"], [["0", "1"], ["x", "y"]]),
    Case("spaces", "a,b\n 1 , x \n2,y\n", ["a", "b"], [["1", "2"], [" x ", "y"]]),
    Case(
      "non-ASCII", "größe,名\n1,México\n2,😀\n", ["größe", "名"], [["1", "2"], ["México", "😀"]]),
  ]

  @Test(arguments: cases) func `legal texts are read as RFC 4180 and pandas read them`(
    _ example: Case
  ) throws {
    let table = try table(example.text)
    #expect(table.names == example.names)
    #expect(table.columns.map(\.cells) == example.columns)
    #expect(table.rowCount == example.columns.first?.count)
  }

  @Test func `a file without header is named by position or by the caller`() throws {
    let numbered = try table("1,2\n3,4\n", options: TableOptions { $0.header = .none })
    #expect(numbered.names == ["column1", "column2"])
    #expect(numbered.columns.map(\.cells) == [["1", "3"], ["2", "4"]])
    let given = try table(
      "\u{FEFF}1,2\n", options: TableOptions { $0.header = .given(["x", "y"]) })
    #expect(given.names == ["x", "y"])
    #expect(given.columns.map(\.cells) == [["1"], ["2"]])
  }

  @Test func `without quotes a quote is a character`() throws {
    let options = TableOptions { $0.hasQuotes = false }
    let table = try table("a\tb\n5\" pipe\t\"x\n", options: options)
    #expect(table.columns.map(\.cells) == [["5\" pipe"], ["\"x"]])
  }

  @Test func `only the wanted columns are kept, all records are checked`() throws {
    let options = TableOptions { $0.columns = ["c", "a"] }
    let kept = try table("a,b,c\n1,\"x,\n\",3\n4,y,6\n", options: options)
    #expect(
      kept.transcript == ["a numeric [\"1\", \"4\"] []", "c numeric [\"3\", \"6\"] []", "2 rows"])
    #expect(throws: TableError.ragged(line: 2, expected: 3, found: 2)) {
      try table("a,b,c\n1,2\n", options: options)
    }
  }

  @Test func `the delimiter can be given and is reported`() throws {
    let reader = CSVReader(
      options: TableOptions { $0.delimiter = ";" }, parallel: Parallel(threads: 1))
    let result = try reader.read(MemorySource(Array("a,b;c\n1,2;3\n".utf8)))
    #expect(result.delimiter == ";")
    #expect(result.table.names == ["a,b", "c"])
    let loaded = try TableReader.load(
      MemorySource(Array("a\tb\n1\t2\n".utf8)), parallel: Parallel(threads: 1))
    #expect(loaded.format == "csv")
    #expect(loaded.notes == ["delimiter tab"])
  }

  @Test func `a field of a hundred thousand digits is a number or text like any other`() throws {
    let digits = String(repeating: "7", count: 100_000)
    let table = try table("a,b,c\n\(digits),0.\(digits),\"\(digits)\"\n")
    #expect(table["a"]?.cells == [digits])
    #expect(table["b"]?.cells == ["0.7777777777777778"])
    #expect(table["c"]?.typeName == "text")
  }
}
