import Findings
import Glibc

/// One line on standard error that is written over: only on a terminal, never in a log.
struct Progress: Sendable {
  private let isShown = Terminal.showsProgress

  func show(_ text: String) {
    guard isShown else { return }
    Terminal.act("\r\u{1B}[2K\(LogText.line(text, limit: 200)) …", on: STDERR_FILENO)
  }

  func clear() {
    guard isShown else { return }
    Terminal.act("\r\u{1B}[2K", on: STDERR_FILENO)
  }
}
