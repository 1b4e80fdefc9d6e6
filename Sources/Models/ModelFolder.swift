package import Kernels

/// A folder whose files a model may name, and nothing outside of it.
package struct ModelFolder: Sendable {
  package let path: String
  /// Is told of the files that are read.
  package let witness: (any ReadingWitness)?

  package init(path: String, witness: (any ReadingWitness)? = nil) {
    self.path = path
    self.witness = witness
  }

  /// The folder that the file at `path` lies in.
  package init(of path: String, witness: (any ReadingWitness)? = nil) {
    self.witness = witness
    guard let slash = path.lastIndex(of: "/") else {
      self.path = "."
      return
    }
    self.path = slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The bytes of the file that the model names `name`, a path relative to the folder.
  ///
  /// - Throws: ``ModelError`` if the name is absolute or climbs out with `..`, a link leads out of
  ///   the folder, or the file cannot be read or is over `limit` bytes.
  package func read(_ name: String, limit: Int) throws(ModelError) -> [UInt8] {
    let file = try location(of: name)
    do throws(WholeFile.Failure) {
      return try WholeFile.read(path: file, limit: limit, witness: witness)
    } catch {
      throw ModelError(error, limit: "\(limit) bytes").inFile(name)
    }
  }

  /// The full path of the file or folder that the model names `name`.
  ///
  /// - Throws: ``ModelError`` as ``read(_:limit:)`` does.
  package func location(of name: String) throws(ModelError) -> String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, !name.utf8.contains(0), !parts.contains(".."), parts.first != "" else {
      throw .malformed(
        place: "the file name '\(name)'", problem: "leads out of the model's folder")
    }
    guard let folder = ResolvedPath.of(path) else {
      throw .unreadable(problem: "the folder '\(path)' cannot be read")
    }
    guard let file = ResolvedPath.of("\(folder)/\(name)") else {
      throw .unreadable(problem: "the file '\(name)', which the model names, is not there")
    }
    guard folder == "/" || file.hasPrefix(folder + "/") || file == folder else {
      throw .malformed(place: "the file '\(name)'", problem: "is a link out of the model's folder")
    }
    return file
  }
}

extension ModelError {
  /// The words for a file that cannot be read.
  ///
  /// - Parameter limit: the words for the size that is over.
  init(_ failure: WholeFile.Failure, limit: String) {
    self =
      switch failure {
      case .system(let reason): .unreadable(problem: "cannot be read: \(reason)")
      case .directory: .unreadable(problem: "is a folder; name the model file in it")
      case .notRegular:
        .unreadable(problem: "is a pipe or a device; a regular file is expected")
      case .tooLarge: .tooLarge(what: "the file", limit: limit)
      }
  }

  /// The same error with the file that it is about, for a model of several files.
  func inFile(_ name: String) -> ModelError {
    switch self {
    case .malformed(let place, let problem):
      .malformed(place: "\(name): \(place)", problem: problem)
    case .tooLarge(let what, let limit): .tooLarge(what: "\(name): \(what)", limit: limit)
    case .unreadable(let problem): .unreadable(problem: "\(name): \(problem)")
    default: self
    }
  }
}
