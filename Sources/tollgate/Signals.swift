import Findings
import Glibc
import Kernels

/// Ends the process in good order on SIGINT and SIGTERM: the reports are written before it goes.
enum Signals {
  /// Watches from here on. Call it before any thread starts: threads inherit that the two signals are
  /// left to the one that waits for them.
  ///
  /// - Parameter ending: writes what there is and ends the process; called on a thread of its own.
  static func watch(_ ending: @escaping @Sendable (Findings.ExitCode, String) -> Void) {
    System.block([SIGINT, SIGTERM])
    ThreadTeam.detach {
      switch System.wait(for: [SIGINT, SIGTERM]) {
      case SIGINT: ending(.interrupted, "interrupted (SIGINT)")
      default: ending(.terminated, "terminated (SIGTERM)")
      }
    }
  }
}
