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
