/// A model file in memory, with the folder that it lies in.
package struct ModelSource: Sendable {
  package let bytes: [UInt8]
  /// For formats that keep parts in files beside it; nil where the bytes come from no file.
  package let folder: ModelFolder?
  /// The file that the bytes come from; nil where they come from none.
  package let path: String?

  package init(bytes: [UInt8], folder: ModelFolder? = nil, path: String? = nil) {
    self.bytes = bytes
    self.folder = folder
    self.path = path
  }
}
