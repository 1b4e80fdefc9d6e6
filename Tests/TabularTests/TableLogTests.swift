import FoundationEssentials
import Kernels
import Tabular
import Testing

/// Tables whose log decides which files are still part of them.
struct TableLogTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let kind: String
    /// Files that mark the table, with what they hold.
    let marks: [String: String]
    /// Where its Parquet files lie.
    let data: String
    var testDescription: String { kind }
  }

  static let cases = [
    Case(
      kind: "a Delta table", marks: ["_delta_log/00000000000000000000.json": "{}"], data: ""),
    Case(
      kind: "a Delta table",
      marks: ["_delta_log/00000000000000000010.checkpoint.parquet": "PAR1"], data: "day=1/"),
    Case(
      kind: "an Iceberg table",
      marks: ["metadata/00001-x.metadata.json": "{\"location\": \"x\", \"format-version\": 2}"],
      data: "data/"),
    Case(
      kind: "an Iceberg table", marks: ["metadata/v3.gz.metadata.json": "x"], data: "data/a=1/b=2/"),
    Case(kind: "a Hudi table", marks: [".hoodie/hoodie.properties": ""], data: "2024/01/"),
    Case(
      kind: "a Paimon table", marks: ["snapshot/snapshot-1": "{}", "manifest/manifest-a-0": ""],
      data: "bucket-0/"),
    Case(kind: "a table that Spark streams write", marks: ["_spark_metadata/0": "v1"], data: ""),
  ]

  private func folder(_ files: [String: [UInt8]]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tollgate-log-\(UUID().uuidString)")
    for (name, bytes) in files {
      let url = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    return folder
  }

  private func message(_ path: String) -> String {
    do throws(TableError) {
      return try TableReader.load(path: path, parallel: Parallel(threads: 1)).format
    } catch {
      return error.description
    }
  }

  @Test(arguments: cases) func `a table with a log is refused from every folder inside`(
    _ example: Case
  ) throws {
    let parquet = try ParquetFixture.bytes("pandas.parquet")
    var files = example.marks.mapValues { Array($0.utf8) }
    files["t/" + example.data + "part-0.parquet"] = parquet
    files["t/" + example.data + "part-1.parquet"] = parquet
    for (name, bytes) in example.marks {
      files[name] = nil
      files["t/" + name] = Array(bytes.utf8)
    }
    let folder = try folder(files)
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = folder.path + "/t"
    var inside = [table, table + "/" + example.data + "part-0.parquet"]
    var path = table
    for part in example.data.split(separator: "/") {
      path += "/" + part
      inside.append(path)
    }
    let link = folder.path + "/link.parquet"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: table + "/" + example.data + "part-1.parquet")
    for path in inside + [link] {
      let message = message(path)
      #expect(
        message.hasPrefix(
          "this is part of \(example.kind) (in 't'), whose files also hold rows that"),
        "\(path): \(message)")
      #expect(message.contains("export its current rows to one Parquet file ("))
    }
  }

  @Test func `what merely looks alike is read`() throws {
    let parquet = try ParquetFixture.bytes("pandas.parquet")
    let folder = try folder([
      "a/part-0.parquet": parquet, "a/_delta_log.txt": [],
      "metadata/page.metadata.json": Array("{}".utf8),
      "b/rows.csv": Array("x\n1\n".utf8), "b/_delta_log/00000000000000000000.json": [],
      "snapshot/notes": [], "_delta_log/readme.md": [],
    ])
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(message(folder.path + "/a") == "parquet")
    #expect(message(folder.path + "/a/part-0.parquet") == "parquet")
    // A log knows Parquet files alone.
    #expect(message(folder.path + "/b/rows.csv") == "csv")
  }
}
