import Kernels

/// A table whose rows a log decides, not the files in its folder: rows that were overwritten or deleted
/// are still in files that lie beside the others. Such files are no table by themselves.
struct TableLog {
  /// Such as `a Delta table`.
  let kind: String
  /// Where the table begins.
  let folder: String
  /// How its rows become a table that is read.
  let export: String

  /// The refusal of a table at `path`, which lies in the folder of this one.
  var refusal: TableError {
    .refused(
      found: "part of \(kind) (in '\(folder)'), whose files also hold rows that were overwritten or"
        + " deleted",
      instead: "export its current rows to one Parquet file (\(export))")
  }

  /// The table with a log that `path` belongs to, if one of the folders above it, or it itself, is one.
  ///
  /// - Parameter path: As the user gave it; links are followed.
  static func above(_ path: String) -> TableLog? {
    guard let whole = ResolvedPath.of(path) else { return nil }
    var folder = whole
    while true {
      for format in formats where format.isIn(folder) {
        let name = folder.split(separator: "/").last.map(String.init) ?? "/"
        return TableLog(kind: format.kind, folder: name, export: format.export)
      }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  /// How a kind of table with a log is recognised, by what lies in its folder.
  private struct Format: Sendable {
    let kind: String
    let export: String
    let isIn: @Sendable (_ folder: String) -> Bool
  }

  private static let formats = [
    Format(
      kind: "a Delta table",
      export: "deltalake: DeltaTable(path).to_pandas().to_parquet(…); Spark:"
        + " spark.read.format('delta').load(path).write.parquet(…)"
    ) { folder in
      holds(folder + "/_delta_log") { name in
        name.hasSuffix(".json") || name.hasSuffix(".checkpoint.parquet")
          || name == "_last_checkpoint"
      }
    },
    Format(
      kind: "an Iceberg table",
      export: "pyiceberg: table.scan().to_pandas().to_parquet(…); Spark: spark.table(name)"
    ) { folder in
      holds(folder + "/metadata") { name in
        isIcebergMetadata(name, at: folder + "/metadata/" + name)
      }
    },
    Format(
      kind: "a Hudi table", export: "Spark: spark.read.format('hudi').load(path).write.parquet(…)"
    ) { folder in
      holds(folder + "/.hoodie") { $0 == "hoodie.properties" || $0.hasSuffix(".commit") }
    },
    Format(
      kind: "a Paimon table", export: "Spark: spark.table(name).write.parquet(…)"
    ) { folder in
      holds(folder + "/snapshot") { $0.hasPrefix("snapshot-") }
        && holds(folder + "/manifest") { $0.hasPrefix("manifest") }
    },
    Format(
      kind: "a table that Spark streams write",
      export: "Spark: spark.read.parquet(path).write.parquet(…)"
    ) { folder in
      holds(folder + "/_spark_metadata") {
        $0.split(separator: ".").first.flatMap { Int($0) } != nil
      }
    },
  ]

  /// Whether the folder at `path` holds an entry of such a name.
  private static func holds(_ path: String, _ isMark: (String) -> Bool) -> Bool {
    FolderListing.isFolder(path) && FolderListing.holds(path, where: isMark) ?? false
  }

  /// Whether a file is the metadata of an Iceberg table: other tools call files so too.
  private static func isIcebergMetadata(_ name: String, at path: String) -> Bool {
    if name.hasSuffix(".gz.metadata.json") || name.hasSuffix(".metadata.json.gz") { return true }
    guard name.hasSuffix(".metadata.json"),
      let bytes = try? WholeFile.beginning(of: path, count: 1 << 20)
    else { return false }
    // Writers put the keys in any order, behind a list of all columns.
    return bytes.count == 1 << 20
      || String(decoding: bytes, as: UTF8.self).contains("\"format-version\"")
  }
}
