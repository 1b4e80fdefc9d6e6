import Kernels
import Tabular
import Testing

struct ColumnTypeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let cells: [String]
    let type: String
    let read: [String]
    var testDescription: String { cells.joined(separator: " ") }

    init(_ cells: [String], _ type: String, _ read: [String]? = nil) {
      (self.cells, self.type, self.read) = (cells, type, read ?? cells)
    }
  }

  static let cases = [
    Case(["1", "-2", "+3", "4.5", ".5", "5."], "numeric", ["1", "-2", "3", "4.5", "0.5", "5"]),
    Case(["1e3", "1E-2", "2e+1"], "numeric", ["1000", "0.01", "20"]),
    Case(["inf", "-inf", "Infinity", "+INF"], "numeric", ["inf", "-inf", "inf", "inf"]),
    Case(["1e999", "-1e999", "1e-999"], "numeric", ["inf", "-inf", "0"]),
    Case(["1", "NA", "", "nan", "None"], "numeric", ["1", "-", "-", "-", "-"]),
    Case(["NA", "", "null"], "numeric", ["-", "-", "-"]),
    Case(
      ["9007199254740992", "9007199254740994"], "numeric",
      ["9007199254740992", "9.007199254740994e+15"]),
    Case(["1", "9007199254740993"], "text"),
    Case(["12345678901234567890"], "text"),
    Case(["123456789012345678901234567890"], "text"),
    Case(["12345678901234567890.0"], "numeric", ["1.2345678901234567e+19"]),
    Case(["007", "12"], "text"),
    Case(["00", "1"], "text"),
    Case(["-01"], "text"),
    Case(["0", "-0", "0.5"], "numeric"),
    Case(["00000000000000000000001"], "text"),
    Case(["True", "False", "NA"], "boolean", ["true", "false", "-"]),
    Case(["true", "FALSE", "TRUE"], "boolean", ["true", "false", "true"]),
    Case(["True", "1"], "text"),
    Case(["1", "True"], "text"),
    Case(["yes", "no"], "text"),
    Case(["tRue"], "text"),
    Case(["1,5"], "text"),
    Case(["0x10"], "text"),
    Case(["1_000"], "text"),
    Case(["1e"], "text"),
    Case(["e5"], "text"),
    Case(["."], "text"),
    Case(["-"], "text"),
    Case(["--1"], "text"),
    Case(["1 2"], "text"),
    Case(["inf inf"], "text"),
    Case(["x", "NA", "y", "x"], "text", ["x", "-", "y", "x"]),
    Case([" NA"], "text"),
  ]

  @Test(arguments: cases) func `all values of a column decide its type`(_ example: Case) throws {
    let rows = example.cells.map { "\"\($0)\",1\n" }.joined()
    let column = try table("a,b\n" + rows).column("a")
    #expect(column.typeName == example.type)
    #expect(column.cells == example.read)
  }

  @Test(arguments: [
    ("x", "text"), ("True", "text"), ("007", "text"), ("1.5", "numeric"), ("NA", "numeric"),
  ]) func `a value in the last row still decides`(_ last: String, _ type: String) throws {
    let rows = (0..<20_000).map { "\($0),\($0 % 7)\n" }.joined() + "\(last),0\n"
    let sizes = CSVReader.Sizes(wave: 30_000, piece: 1000)
    let table = try table("a,b\n" + rows, threads: 2, sizes: sizes)
    #expect(table["a"]?.typeName == type)
    #expect(table["a"]?.cells.prefix(2) == ["0", "1"])
    #expect(table["a"]?.cells.last == (last == "NA" ? "-" : last))
    #expect(table["b"]?.typeName == "numeric")
  }

  @Test(arguments: [("True", "boolean"), ("x", "text"), ("3", "numeric")])
  func `a column that begins with many missing cells waits for its values`(
    _ value: String, _ type: String
  ) throws {
    let rows = String(repeating: "1,\n", count: 40_000) + "1,\(value)\n"
    let sizes = CSVReader.Sizes(wave: 20_000, piece: 1000)
    let table = try table("a,b\n" + rows, sizes: sizes)
    #expect(table["b"]?.typeName == type)
    #expect(table["b"]?.missing.count == 40_000)
  }

  @Test func `a boolean column with a late text or number is text`() throws {
    let start = "a,b\n" + String(repeating: "1,True\n", count: 20_000)
    #expect(try table(start + "1,maybe\n")["b"]?.typeName == "text")
    #expect(try table(start + "1,0\n")["b"]?.typeName == "text")
    let late = "a,b\n" + String(repeating: "1,\n", count: 40_000) + "1,True\n1,0\n"
    #expect(try table(late)["b"]?.typeName == "text")
  }

  @Test func `columns can be forced to be text, and missing words can be chosen`() throws {
    let untyped = try table(
      "id,x\n1.0,2\n,3\n", options: TableOptions { $0.untypedTextColumns = ["id", "absent"] })
    #expect(untyped.transcript[0] == #"id text ["1.0", "-"] ["1.0"]"#)
    let forced = try table("id,x\n1,2\n,3\n", options: TableOptions { $0.textColumns = ["id"] })
    #expect(forced["id"]?.typeName == "text")
    #expect(forced["id"]?.cells == ["1", "-"])
    let options = TableOptions { $0.missing = ["?"] }
    let table = try table("a,b\n?,None\n1,\n", options: options)
    #expect(table["a"]?.cells == ["-", "1"])
    #expect(table["b"]?.cells == ["None", ""])
  }

  @Test func `levels are in order of first appearance`() throws {
    let table = try table("a\nz\nb\n\"z\"\na\n")
    guard case .categorical(let codes, let levels) = table.columns[0].values else {
      Issue.record("not text")
      return
    }
    #expect(codes == [0, 1, 0, 2])
    #expect(levels.map { $0 } == ["z", "b", "a"])
  }
}
