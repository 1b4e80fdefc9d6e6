import ArgumentParser
import Findings
import Gate
import Glibc
import Kernels
import Tabular

/// Flags that several commands share.
struct ThreadOptions: ParsableArguments {
  @Option(help: "Threads to use; results do not depend on it (default: all processors).")
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 || threads > 1024 {
      throw ValidationError("--threads must be between 1 and 1024, not \(threads)")
    }
  }

  var parallel: Parallel {
    Parallel(threads: threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }
}

/// How a table is written, where it does not say so itself.
struct TableFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The table has no header line; its columns are these, comma-separated.", valueName: "names"))
  var noHeader: String?

  /// The given names, or nil when the file has a header line.
  var names: [String]? {
    noHeader.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  var options: TableOptions {
    var options = TableOptions()
    if let names { options.header = .given(names) }
    return options
  }
}

extension FailOn: ExpressibleByArgument {}

/// Reads a whole text file.
enum TextFile {
  /// Nil when it cannot be read or is not UTF-8; larger than 64 MB counts as unreadable.
  static func read(_ path: String) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe piece.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      guard count >= 0, bytes.count < 64 << 20 else { return nil }
      if count == 0 { break }
      bytes.append(contentsOf: piece[..<count])
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Writes a whole text file; false when it cannot be.
  static func write(_ text: String, to path: String) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    Terminal.write(text, to: descriptor)
    return close(descriptor) == 0
  }
}
