import FoundationEssentials
import Kernels
import Tabular
import Testing

struct PartFolderTests {
  @Test func `part files are one table in the order of their names, and folders give columns`()
    throws
  {
    let loaded = try ParquetFixture.load("parts")
    let table = loaded.table
    #expect(loaded.format == "parquet")
    #expect(loaded.notes.first == "3 parts")
    #expect(
      table.transcript == [
        #"x numeric ["2023", "-", "2024", "-", "2025", "-"] []"#,
        #"k text ["k0", "same", "k0", "same", "k1", "same"] ["k0", "same", "k1"]"#,
        #"year numeric ["2023", "2023", "2024", "2024", "2024", "2024"] []"#, "6 rows",
      ])
  }

  @Test func `columns can be chosen, those of the folders too`() throws {
    let options = TableOptions { $0.columns = ["year", "k"] }
    let loaded = try ParquetFixture.load("parts", options: options)
    #expect(loaded.table.names == ["k", "year"])
    #expect(loaded.storedColumns == ["x", "k", "year"])
    // Parquet says what its columns are; the name of a folder does not.
    let texts = TableOptions { $0.untypedTextColumns = ["x", "year", "absent"] }
    let typed = try ParquetFixture.load("parts", options: texts).table
    #expect(typed.columns.map(\.typeName) == ["numeric", "text", "text"])
  }

  @Test func `a part that differs is named`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tollgate-parts-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ text: String) throws {
      let url = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    func message() -> String {
      do throws(TableError) {
        return try TableReader.load(path: folder.path, parallel: Parallel(threads: 1)).format
      } catch {
        return error.description
      }
    }
    try write("b=x%3Ay/part-0.csv", "a,c\n1,2\n")
    #expect(message() == "csv")
    try write("b=__HIVE_DEFAULT_PARTITION__/part-1.csv", "a,c\nz,2\n")
    #expect(
      message()
        == "part 'b=x%3Ay/part-0.csv' does not go with 'b=__HIVE_DEFAULT_PARTITION__/part-1.csv':"
        + " column 'a' is numeric where it was text")
    try write("b=__HIVE_DEFAULT_PARTITION__/part-1.csv", "a,d\n1,2\n")
    #expect(message().hasSuffix("it has no column 'd'"))
    try write("b=__HIVE_DEFAULT_PARTITION__/part-1.csv", "a,c\n1\n")
    #expect(
      message()
        == "part 'b=__HIVE_DEFAULT_PARTITION__/part-1.csv': line 2: the record has 1 field, but the"
        + " table has 2 columns")
    try write("b=__HIVE_DEFAULT_PARTITION__/part-1.csv", "a,c\n7,8\n")
    let table = try TableReader.read(path: folder.path, parallel: Parallel(threads: 1))
    #expect(table["b"]?.cells == ["-", "x:y"])
  }
}
