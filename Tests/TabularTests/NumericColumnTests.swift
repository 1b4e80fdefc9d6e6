import Kernels
import Tabular
import Testing

/// Columns that somebody takes as numbers, and commas before fractions.
struct NumericColumnTests {
  private static func options(_ names: Set<String>) -> TableOptions {
    TableOptions { $0.numericColumns = .named(names) }
  }

  @Test func `zeros in front say nothing where numbers are wanted`() throws {
    let text = "a,b\n01,01\n\"007\",2\n 12,3\n-08,4\n,5\n"
    let read = try table(text, options: Self.options(["a"]))
    #expect(read["a"]?.cells == ["1", "7", "12", "-8", "-"])
    #expect(read["b"]?.cells == ["01", "2", "3", "4", "5"])
    let rest = try table(
      text, options: TableOptions { $0.numericColumns = .allBut(["a"]) })
    #expect(rest.columns.map(\.typeName) == ["text", "numeric"])
    // A text column stays one whatever else is wanted of it.
    let texts = TableOptions {
      $0.numericColumns = .named(["a"])
      $0.untypedTextColumns = ["a"]
    }
    #expect(try table(text, options: texts)["a"]?.cells.first == "01")
  }

  @Test func `digits are never lost for it`() throws {
    let read = try table("a\n01\n09007199254740993\n", options: Self.options(["a"]))
    #expect(read["a"]?.cells == ["01", "09007199254740993"])
    #expect(read["a"]?.strays == nil || read["a"]?.strays?.place == "line 3")
  }

  @Test(arguments: [1, 7, 100_000]) func `the first stray cell has its line`(_ piece: Int) throws {
    let text = "a,b\n1,2\n\n\"x\ny\",z\r\n3,4\n5,w\n6,w\n"
    let read = try table(
      text, options: Self.options(["a", "b"]), threads: 2,
      sizes: CSVReader.Sizes(wave: piece * 2, piece: piece))
    #expect(read["a"]?.strays?.place == "line 4" && read["a"]?.strays?.count == 1)
    #expect(read["b"]?.strays?.place == "line 5" && read["b"]?.strays?.count == 3)
    #expect(read["b"]?.strays?.cell == "z")
  }

  @Test func `a column of truth values is one, and with a number it is none`() throws {
    let flags = try table("a\nTrue\nFalse\n", options: Self.options(["a"]))
    #expect(flags["a"]?.typeName == "boolean")
    let mixed = try table("a\n1\nTrue\n", options: Self.options(["a"]))
    #expect(mixed["a"]?.strays?.place == "line 3" && mixed["a"]?.strays?.cell == "True")
  }

  private static let commas = TableOptions { $0.hasDecimalComma = true }

  @Test(arguments: [
    ("a;b\n1,5;x\n-0,25;y\n", ["1.5", "-0.25"], "numeric"),
    ("a\n1,5\n2\n", ["1.5", "2"], "numeric"), ("a\t b\n1,5\t2\n", ["1.5"], "numeric"),
    ("a,b\n\"1,5\",2\n", ["1.5"], "numeric"), ("a;b\n1,5e3;2\n", ["1500"], "numeric"),
    ("a;b\n0,123456789012345678901234;2\n", ["0.12345678901234568"], "numeric"),
    // A point groups thousands there: no guess.
    ("a;b\n1.5;2\n", ["1.5"], "text"), ("a;b\n1.234,5;2\n", ["1.234,5"], "text"),
    ("a;b\n1,2,3;2\n", ["1,2,3"], "text"), ("a;b\n,;2\n", [","], "text"),
  ])
  func `commas are decimal where a user says so`(
    _ text: String, _ cells: [String], _ type: String
  ) throws {
    let read = try table(text, options: Self.commas)
    #expect(read.columns[0].cells == cells && read.columns[0].typeName == type)
  }

  /// Fields that the quick way leaves to the thorough one: the comma behind them is none of theirs.
  @Test func `commas that part fields are not read as points`() throws {
    var options = Self.options(["a", "b", "c"])
    options.hasDecimalComma = true
    let read = try table(
      "a,b,c\n01,03,\"1,5\"\n 1,3 ,\"2,5\"\n\"7,5\",-04,05\n+1,003,\"-0,5\"\n", options: options)
    #expect(read.columns.map(\.typeName) == ["numeric", "numeric", "numeric"])
    #expect(
      read.columns.map(\.cells) == [
        ["1", "1", "7.5", "1"], ["3", "3", "-4", "3"], ["1.5", "2.5", "5", "-0.5"],
      ])
  }

  @Test func `parts that do not go together name the cell`() throws {
    let stray = try table("a\n1\n?\n", options: Self.options(["a"]))
    #expect(
      stray["a"]?.typeInWords
        == "text: line 3 holds '?' (1 cell is no number); if it means no value, 'data.missing' names it"
        + " (a flag: --missing)")
    var commas = Self.options(["a"])
    commas.hasDecimalComma = true
    let pointed = try table("a;b\n1,5;x\n2.5;y\n", options: commas)
    #expect(
      pointed["a"]?.typeInWords
        == "text: line 3 holds '2.5' (1 cell is no number); commas are decimal by 'data.decimal' "
        + "(a flag: --decimal), and this number has a point")
  }
}
