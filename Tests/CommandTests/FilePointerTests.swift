import Foundation
import Testing

/// What stands in a checkout where nobody has fetched the file.
struct FilePointerTests {
  private static let lfs =
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "4d", count: 32))\n"
    + "size 12345\n"
  private static let dvc =
    "outs:\n- md5: a304afb96060aad90176268345e10355\n  size: 12345\n  hash: md5\n  path: model.ubj\n"

  @Test(arguments: [
    "model.ubj", "model.json", "model.onnx", "model.txt", "test.parquet", "test.csv", "test.csv.gz",
  ])
  func `a pointer of Git LFS is told as one, as a model and as a table`(name: String) throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(name, Self.lfs)
    try tool.write("rows.csv", "a,y\n1,0\n2,1\n")
    let wanted =
      "\(name): is a Git LFS pointer (12,345 bytes, sha256 4d4d4d4d…), not the file itself; "
      + "run 'git lfs pull', or set 'lfs: true' at actions/checkout"
    for arguments in [
      ["inspect", name], ["predict", name, "rows.csv"],
      ["check", "--candidate", name, "--data", "rows.csv", "--label", "y", "--ci", "none"],
    ] {
      let result = try tool.run(arguments)
      #expect(result.code == 4 && result.error.contains(wanted), "\(arguments): \(result.error)")
    }
    try tool.write("scores.csv", "probability\n0.1\n0.9\n")
    let table = try tool.run([
      "check", "--candidate", "scores.csv", "--data", name, "--label", "y", "--ci", "none",
    ])
    #expect(table.code == 4 && table.error.contains(wanted), "\(table.error)")
  }

  @Test func `a pointer of DVC is told, and where it alone is there`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("model.ubj.dvc", Self.dvc)
    let named = try tool.run(["inspect", "model.ubj.dvc"])
    #expect(named.code == 4)
    #expect(
      named.error.contains(
        "model.ubj.dvc: is a DVC pointer to 'model.ubj' (12,345 bytes, md5 a304afb9…), not the file "
          + "itself; run 'dvc pull' and name 'model.ubj' instead"), "\(named.error)")
    for arguments in [["inspect", "model.ubj"], ["predict", "model.ubj", "model.ubj"]] {
      let absent = try tool.run(arguments)
      #expect(absent.code == 4)
      #expect(absent.error.contains("'model.ubj.dvc' is; run 'dvc pull model.ubj.dvc'"))
    }
  }

  @Test func `a pointer in a folder is told with its name`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try FileManager.default.createDirectory(
      at: tool.directory.appendingPathComponent("parts"), withIntermediateDirectories: true)
    try tool.write("parts/part-0.parquet", Self.lfs)
    let parts = try tool.run(["inspect", "parts"])
    #expect(parts.code == 4 && parts.error.contains("part-0.parquet"))
    #expect(parts.error.contains("git lfs pull"))
    try FileManager.default.createDirectory(
      at: tool.directory.appendingPathComponent("mlflow"), withIntermediateDirectories: true)
    try tool.write("mlflow/model.xgb", Self.lfs)
    try tool.write("mlflow/MLmodel", "flavors:\n  xgboost: {data: model.xgb, model_format: ubj}\n")
    let folder = try tool.run(["inspect", "mlflow"])
    #expect(folder.code == 4 && folder.error.contains("git lfs pull"), "\(folder.error)")
  }

  @Test func `a table that begins in other words is a table`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("rows.csv", "version https,y\n1,0\n2,1\n")
    #expect(try tool.run(["inspect", "rows.csv"]).code == 0)
    try tool.write("outs.csv", "outs:\n1\n2\n")
    #expect(try tool.run(["inspect", "outs.csv"]).code == 0)
  }
}
