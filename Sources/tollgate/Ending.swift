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

  /// With a message whose names and cells keep it on one line, whatever they hold.
  init(_ code: Findings.ExitCode, line: String) {
    self.init(code, VisibleText.line(line, limit: 4_000))
  }

  func exit() -> Never {
    if let message { Terminal.writeError(message) }
    Glibc.exit(Int32(code.rawValue))
  }
}
