/// Told of every file that is read for an input, so that its digest can be of the bytes that were read.
package protocol ReadingWitness: AnyObject, Sendable {
  /// `file` was opened at `path`, and what is needed of it has been read.
  ///
  /// - Throws: ``ReadableFile/Failure`` if it is no longer what was read.
  func hasRead(_ file: ReadableFile, at path: String) throws(ReadableFile.Failure)
}
