package import Kernels
internal import Synchronization

/// The digest of one input, a file or a folder, of the bytes that were read of it.
///
/// Files stay open from the reading to the digest, so a path that leads elsewhere by then makes no
/// difference, and each is compared with what was read of it: a file that changed in between has no
/// digest, but an error.
package final class InputDigest: ReadingWitness {
  private struct State {
    /// Read, and still open.
    var open: [(path: String, file: ReadableFile)] = []
    var digests: [String: FileDigest] = [:]
  }

  private let path: String
  /// What a folder held before anything was read; nil for a file.
  private let listing: [String]?
  private let state = Mutex(State())

  /// A process may have a thousand files open; folders may have more parts.
  private static let mostOpen = 32

  /// - Parameter path: the file, or the folder that is read as one input.
  package init(path: String) {
    self.path = path
    listing = FolderListing.isFolder(path) ? FolderDigest.files(in: path) : nil
  }

  package func hasRead(
    _ file: ReadableFile, at path: String
  ) throws(ReadableFile.Failure) {
    state.withLock { $0.open.append((path, file)) }
    if let oldest = takeOldest(leaving: Self.mostOpen) { try close(oldest) }
  }

  private func takeOldest(leaving count: Int) -> (path: String, file: ReadableFile)? {
    state.withLock { $0.open.count > count ? $0.open.removeFirst() : nil }
  }

  /// The digest of the input, once all of it was read.
  ///
  /// - Throws: ``ReadableFile/Failure`` if a file is no longer what was read, or cannot be read.
  package func digest() throws(ReadableFile.Failure) -> FileDigest {
    while let next = takeOldest(leaving: 0) { try close(next) }
    let digests = state.withLock { $0.digests }
    guard FolderListing.isFolder(path) || listing != nil else {
      guard let digest = digests[path] else { throw ReadableFile.Failure.changed }
      return digest
    }
    guard let listing, FolderDigest.files(in: path) == listing,
      let folder = FolderDigest(path: path, files: listing, known: digests)
    else { throw ReadableFile.Failure.changed }
    return FileDigest(sha256: folder.sha256, bytes: folder.bytes)
  }

  /// The digests of files that were read besides the one at the input's path, by path: a model file may
  /// keep tensors beside it. Complete after ``digest()``.
  package var others: [(path: String, digest: FileDigest)] {
    guard listing == nil else { return [] }
    return state.withLock { $0.digests }.filter { $0.key != path }
      .sorted { $0.key < $1.key }.map { (path: $0.key, digest: $0.value) }
  }

  private func close(
    _ read: (path: String, file: ReadableFile)
  ) throws(ReadableFile.Failure) {
    let digest = try FileDigest(of: read.file)
    let known = state.withLock { state in
      let known = state.digests[read.path]
      state.digests[read.path] = digest
      return known
    }
    // A file that is read twice must be the same both times.
    guard known == nil || known == digest else { throw ReadableFile.Failure.changed }
  }
}
