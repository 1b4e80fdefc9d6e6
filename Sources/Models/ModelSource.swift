/// A model file in memory, with the folder that it lies in.
package struct ModelSource: Sendable {
  package let bytes: [UInt8]
  /// For formats that keep parts in files beside it; nil where the bytes come from no file.
  package let folder: ModelFolder?

  package init(bytes: [UInt8], folder: ModelFolder? = nil) {
    self.bytes = bytes
    self.folder = folder
  }
}
