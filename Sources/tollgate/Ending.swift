import Findings
import Glibc

/// The end of the process: an exit code, and what standard error says last.
struct Ending: Error {
  let code: Findings.ExitCode
  let message: String?

  init(_ code: Findings.ExitCode, _ message: String? = nil) {
    self.code = code
    self.message = message
  }

  func exit() -> Never {
    if let message { Terminal.writeError(message) }
    Glibc.exit(Int32(code.rawValue))
  }
}
