import Findings
import Glibc
import Kernels

/// Ends the process in good order on SIGINT, SIGTERM and SIGHUP: the reports are written before it goes.
enum Signals {
  /// Watches from here on. Call it before any thread starts: threads inherit that the signals are left to
  /// the one that waits for them.
  ///
  /// - Parameter ending: writes what there is and ends the process; called on a thread of its own.
  static func watch(_ ending: @escaping @Sendable (Findings.ExitCode, String) -> Void) {
    // A run under nohup outlives its terminal, as it was told.
    let watched = [SIGINT, SIGTERM] + (IgnoredSignal.contains(SIGHUP) ? [] : [SIGHUP])
    System.block(watched)
    ThreadTeam.detach {
      switch System.wait(for: watched) {
      case SIGINT: ending(.interrupted, "interrupted (SIGINT)")
      case SIGHUP: ending(.terminated, "terminated (SIGHUP)")
      default: ending(.terminated, "terminated (SIGTERM)")
      }
    }
  }

  /// Makes a file that outgrows the limit of its size an error of the write, in every command; the system would
  /// end the process instead. Call it first: threads inherit it.
  static func leaveFileSizesToWrites() { System.block([SIGXFSZ]) }
}
