import ArgumentParser
import Findings
import Gate
import Glibc
import Kernels

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

extension FailOn: ExpressibleByArgument {}
