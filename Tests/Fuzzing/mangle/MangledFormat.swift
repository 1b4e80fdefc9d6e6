import Findings
import Foundation
import Gate
import Kernels
import Models
import Tabular

/// A format with the files that are damaged, and its reader as a command uses it.
struct MangledFormat {
  let name: String
  /// Files of the repository; of folders all files, small ones first.
  let paths: [String]
  /// Whether the bytes are read after all.
  let read: @Sendable ([UInt8]) -> Bool

  /// At most so many files take turns, and none is larger than this.
  private static let most = 12
  private static let bytes = 60_000

  static let all: [MangledFormat] =
    models + [
      MangledFormat(
        name: "mlflow-MLmodel", paths: [fixtures + "MLflow/xgboost-classifier/MLmodel"],
        read: { inFolder($0, as: "MLmodel") }),
      MangledFormat(
        name: "mlflow-model", paths: [fixtures + "MLflow/xgboost-classifier/model.ubj"],
        read: { inFolder($0, as: "model.ubj") }),
      MangledFormat(
        name: "pickle", paths: [fixtures + "Pickle"],
        read: { PickleScanner.report(of: $0) != nil }),
      MangledFormat(
        name: "csv", paths: ["scripts/demo-assets/test.csv", tables + "pandas.csv"],
        read: isTable),
      MangledFormat(
        name: "json-lines",
        paths: ["arrow", "common", "other", "int96"].map { tables + $0 + ".jsonl" },
        read: isTable),
      MangledFormat(name: "parquet", paths: [tables], read: isTable),
      MangledFormat(
        name: "report-json", paths: ["Tests/ReportsTests/Goldens"],
        read: { (try? Report.read($0)) != nil }),
      MangledFormat(
        name: "configuration",
        paths: ["scripts/demo-assets/tollgate.yml"],
        read: {
          (try? ConfigurationReader.read(String(decoding: $0, as: UTF8.self), file: "tollgate.yml"))
            != nil
        }),
    ]

  private static let fixtures = "Tests/ModelsTests/Fixtures/"
  private static let tables = "Tests/TabularTests/Fixtures/parquet/"

  private static let models = ModelFormatCatalog.all.map { format in
    MangledFormat(name: format.id, paths: [fixtures]) { bytes in
      FuzzReader.scores(of: bytes, read: format.read)
    }
  }

  private static let isTable: @Sendable ([UInt8]) -> Bool = { bytes in
    (try? TableReader.load(MemorySource(bytes), parallel: Parallel(threads: 1))) != nil
  }

  /// The contents of the files that are of this format.
  func originals() -> [[UInt8]] {
    var found: [[UInt8]] = []
    for path in paths {
      let inner = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
      for file in inner.isEmpty ? [path] : inner.sorted().map({ path + "/" + $0 }) {
        guard fits(file), let data = FileManager.default.contents(atPath: file) else { continue }
        let bytes = [UInt8](data)
        guard !bytes.isEmpty, paths.count > 1 || inner.isEmpty || isOfFormat(bytes) else {
          continue
        }
        found.append(bytes)
      }
    }
    let small = found.filter { $0.count <= MangledFormat.bytes }
    if !small.isEmpty { found = small }
    guard found.count > MangledFormat.most else { return found }
    // Spread over all of them, so that every kind has its turn.
    return (0..<MangledFormat.most).map { found[$0 * found.count / MangledFormat.most] }
  }

  private func fits(_ file: String) -> Bool {
    !file.hasSuffix(".py") && !file.hasSuffix("expected.json") && !file.hasSuffix("tables.json")
  }

  /// Whether a file of a folder is of the format: it is recognised, or read.
  private func isOfFormat(_ bytes: [UInt8]) -> Bool {
    if let format = ModelFormatCatalog.all.first(where: { $0.id == name }) {
      return ModelFormatCatalog.all.first { $0.recognizes(prefix: bytes.prefix(4096)) }?.id
        == format.id
        && read(bytes)
    }
    if name == "parquet", !bytes.starts(with: Array("PAR1".utf8)) { return false }
    return read(bytes)
  }

  /// Reads an MLflow folder, one of whose files is `bytes`.
  private static func inFolder(_ bytes: [UInt8], as name: String) -> Bool {
    let files = FileManager.default
    let folder = "\(NSTemporaryDirectory())/tollgate-mangle-\(getpid())"
    if !files.fileExists(atPath: folder) {
      try? files.copyItem(atPath: fixtures + "MLflow/xgboost-classifier", toPath: folder)
    }
    try? Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    return FuzzReader.scores {
      try ModelLoader.load(path: folder, parallel: Parallel(threads: 1))
    }
  }
}
