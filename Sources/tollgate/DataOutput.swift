import Findings
import Glibc
import Kernels
import Tabular

/// Where `predict` and `explain` put their data, which other programs read: every cell exactly as it is.
///
/// A file takes anything. A terminal or a log acts on some texts, and changed ones would be wrong data, so
/// these are refused there; a stream that a shell leads into a file is a file.
struct DataOutput {
  /// The file to write, nil for standard output.
  let path: String?

  /// Refuses to write over what is read: its rows or the model would be gone.
  func refuse(inputs: [String]) throws(Ending) {
    guard let path, let target = System.absolutePath(path), System.isRegularFile(at: target) else {
      return
    }
    for input in inputs where System.absolutePath(input) == target {
      throw Ending(
        .usage, line: "\(path): is read by this command, so '--out' has to name another file")
    }
  }

  func write(_ fields: [CSVWriter.Field], parallel: Parallel) throws(Ending) {
    if path == nil, !System.isRegularFile(STDOUT_FILENO) {
      for field in fields { try refuse(field) }
    }
    try put { descriptor throws(Ending) in
      try CSVWriter.write(fields, parallel: parallel) { bytes throws(Ending) in
        try write(bytes, to: descriptor)
      }
    }
  }

  /// JSON has an escape for all that acts, so it goes anywhere.
  func write(_ document: JSONValue) throws(Ending) {
    try put { descriptor throws(Ending) in
      try write(Array(LogText.json(document).utf8), to: descriptor)
    }
  }

  private func refuse(_ field: CSVWriter.Field) throws(Ending) {
    func check(_ text: String) throws(Ending) {
      guard LogText.acts(text) else { return }
      throw Ending(
        .usage,
        line:
          "column '\(field.name)' holds '\(VisibleText.line(text, limit: 80))', on which a terminal or "
          + "a log may act; '--out FILE' writes it as it is")
    }
    try check(field.name)
    if case .column(.categorical(_, let levels)) = field.values {
      for level in levels { try check(level) }
    }
  }

  /// A file is there whole or not at all.
  private func put(_ body: (_ descriptor: Int32) throws(Ending) -> Void) throws(Ending) {
    guard let path else { return try body(STDOUT_FILENO) }
    // A link stays one, and a device is no file that could be put in another's place.
    let target = System.absolutePath(path) ?? path
    let isFile = !System.access(target, F_OK) || System.isRegularFile(at: target)
    let written = isFile ? "\(target).part-\(getpid())" : target
    let descriptor = System.open(written, O_WRONLY | O_CREAT | O_TRUNC)
    guard descriptor >= 0 else { throw unwritable }
    do {
      try body(descriptor)
    } catch {
      close(descriptor)
      if isFile { System.remove(written) }
      throw error
    }
    guard close(descriptor) == 0, !isFile || System.rename(written, to: target) else {
      throw unwritable
    }
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(Ending) {
    guard System.writeAll(bytes, to: descriptor) else { throw unwritable }
  }

  private var unwritable: Ending {
    Ending(
      .unloadable, line: "\(path ?? "standard output"): cannot be written: \(System.lastProblem)")
  }
}
