internal import CKernels
import Glibc

extension OutputFolder {
  /// Puts `files` in the place of all that the folder holds, in one step: whoever looks sees all of them or none,
  /// and so does a process that is killed meanwhile.
  ///
  /// The files are written into a folder beside it, and the two exchange their names. That needs a folder of its
  /// own, on a file system that can: false where it cannot be done, with nothing changed.
  ///
  /// - Parameter names: All that may stand there.
  package func exchange(for files: [(name: String, text: String)], in place: [String]) -> Bool {
    guard !holdsWorkingDirectory, let twin = FolderTwin(of: self, names: place) else {
      return false
    }
    defer { twin.remove() }
    return twin.fill(with: files) && twin.exchange()
  }

  /// Removes what a process that was killed meanwhile left beside the folder.
  package func removeTwin(_ names: [String]) {
    FolderTwin(beside: self, names: names)?.remove()
  }
}

/// A folder beside another one, which is to take its place.
private final class FolderTwin {
  private let folder: OutputFolder
  private let parent: Int32
  private let name: String
  private let names: [String]
  private var draft: String { ".\(name).part" }

  /// Only where `folder` is what its name leads to.
  init?(beside folder: OutputFolder, names: [String]) {
    let last = folder.path.split(separator: "/").last.map(String.init) ?? ""
    guard !last.isEmpty, last != ".", last != ".." else { return nil }
    let parent = folder.openParent()
    guard parent >= 0 else { return nil }
    guard folder.isEntry(last, of: parent) else {
      _ = close(parent)
      return nil
    }
    (self.folder, self.parent, name) = (folder, parent, last)
    self.names = names
  }

  /// A new one; nil where it cannot be made, and where `folder` holds more than the names.
  convenience init?(of folder: OutputFolder, names: [String]) {
    guard let entries = try? FolderListing.entries(of: folder.path, limit: 1_000),
      entries.allSatisfy({ names.contains($0.name) && !$0.isFolder })
    else { return nil }
    self.init(beside: folder, names: names)
    remove()
    guard unsafe mkdirat(parent, draft, 0o700) == 0 else { return nil }
  }

  deinit { _ = close(parent) }

  /// The draft's descriptor; negative where there is none.
  private func open() -> Int32 {
    unsafe openat(parent, draft, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  }

  func fill(with files: [(name: String, text: String)]) -> Bool {
    let descriptor = open()
    guard descriptor >= 0 else { return false }
    let twin = OutputFolder(holding: descriptor, at: draft)
    guard (try? twin.put(files)) != nil else { return false }
    return twin.withDescriptor { made in folder.withDescriptor { tg_make_twin($0, made) } } == 0
  }

  func exchange() -> Bool { unsafe tg_exchange(parent, draft, name) == 0 }

  /// Removes the draft with the files of the known names.
  func remove() {
    let descriptor = open()
    guard descriptor >= 0 else { return }
    let twin = OutputFolder(holding: descriptor, at: draft)
    _ = try? twin.remove(names)
    _ = unsafe unlinkat(parent, draft, AT_REMOVEDIR)
  }
}
