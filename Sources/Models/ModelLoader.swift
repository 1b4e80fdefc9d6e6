package import Kernels
import Tabular

/// Opens a model file of any format that can be read.
package enum ModelLoader {
  /// The largest model file that is read.
  package static let sizeLimit = 4 << 30

  /// The model at `path`: a file of a format of ``ModelFormatCatalog``, an MLflow model folder (or the
  /// `MLmodel` in it), or a table of predictions.
  ///
  /// The content decides what a file is, never its name. Nothing of a file is ever executed.
  ///
  /// - Parameter witness: is told of every file that is read.
  /// - Throws: ``ModelError`` without the path, which the caller puts in front.
  package static func load(
    path: String, options: ModelOptions = ModelOptions(), parallel: Parallel,
    witness: (any ReadingWitness)? = nil
  ) throws(ModelError) -> any Model {
    if isFolder(path) {
      return try MLflowFolder(path: root(of: path), witness: witness).model(options: options)
    }
    let bytes = try file { () throws(WholeFile.Failure) in
      try WholeFile.read(path: path, limit: sizeLimit, witness: witness)
    }
    let prefix = bytes.prefix(4096)
    for format in ModelFormatCatalog.all where format.recognizes(prefix: prefix) {
      let source = ModelSource(
        bytes: bytes, folder: ModelFolder(of: path, witness: witness), path: path)
      return try format.read(source, options: options)
    }
    if let refusal = RefusedFormat.of(prefix) { throw refusal.error }
    guard RefusedFormat.mayBeTable(prefix) else { throw .unrecognized }
    let table: Table
    do throws(TableError) {
      // These bytes, not what the path leads to by now.
      table = try TableReader.load(MemorySource(bytes), parallel: parallel).table
    } catch {
      throw .unreadable(problem: "is no model file, and read as a table of predictions: \(error)")
    }
    return try PredictionsModel(table, options: options)
  }

  /// Whether the file at `path` is a model by its first bytes: one that can be read, or one that is
  /// known and refused. Anything else may be a table.
  package static func isModel(path: String) throws(ModelError) -> Bool {
    if isFolder(path) { return true }
    let bytes = try file { () throws(WholeFile.Failure) in
      try WholeFile.beginning(of: path, count: 4096)
    }
    let prefix = bytes[...]
    return ModelFormatCatalog.all.contains { $0.recognizes(prefix: prefix) }
      || RefusedFormat.of(prefix) != nil
  }

  /// The file or the folder that a model at `path` is made of: for the `MLmodel` of an MLflow folder
  /// the folder, else `path` itself.
  package static func root(of path: String) -> String { MLflowFolder.path(path) ?? path }

  /// Whether a model at `path` is a folder: then `MLmodel` says what is in it.
  private static func isFolder(_ path: String) -> Bool {
    if MLflowFolder.path(path) != nil { return true }
    do throws(WholeFile.Failure) {
      _ = try WholeFile.beginning(of: path, count: 0)
      return false
    } catch {
      return error == .directory
    }
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
