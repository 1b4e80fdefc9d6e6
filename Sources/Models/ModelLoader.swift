package import Kernels
import Tabular

/// Opens a model file of any format that can be read.
package enum ModelLoader {
  /// The largest model file that is read.
  package static let sizeLimit = 4 << 30

  /// The model in the file at `path`: a booster, or a table of predictions.
  ///
  /// The content decides what a file is, never its name. Nothing of a file is ever executed.
  ///
  /// - Throws: ``ModelError`` without the path, which the caller puts in front.
  package static func load(
    path: String, options: ModelOptions = ModelOptions(), parallel: Parallel
  ) throws(ModelError) -> any Model {
    let bytes = try file { () throws(WholeFile.Failure) in
      try WholeFile.read(path: path, limit: sizeLimit)
    }
    let prefix = bytes.prefix(4096)
    for format in ModelFormatCatalog.all where format.recognizes(prefix: prefix) {
      let source = ModelSource(bytes: bytes, folder: ModelFolder(of: path), path: path)
      return try format.read(source, options: options)
    }
    if let refusal = RefusedFormat.of(prefix) { throw refusal.error }
    guard RefusedFormat.mayBeTable(prefix) else { throw .unrecognized }
    let table: Table
    do throws(TableError) {
      table = try TableReader.read(path: path, parallel: parallel)
    } catch {
      throw .unreadable(problem: "is no model file, and read as a table of predictions: \(error)")
    }
    return try PredictionsModel(table, options: options)
  }

  /// Whether the file at `path` is a model by its first bytes: one that can be read, or one that is
  /// known and refused. Anything else may be a table.
  package static func isModel(path: String) throws(ModelError) -> Bool {
    let bytes = try file { () throws(WholeFile.Failure) in
      try WholeFile.beginning(of: path, count: 4096)
    }
    let prefix = bytes[...]
    return ModelFormatCatalog.all.contains { $0.recognizes(prefix: prefix) }
      || RefusedFormat.of(prefix) != nil
  }

  private static func file(
    _ read: () throws(WholeFile.Failure) -> [UInt8]
  ) throws(ModelError) -> [UInt8] {
    do throws(WholeFile.Failure) {
      return try read()
    } catch {
      throw ModelError(error, limit: "4 GB")
    }
  }
}
