import Glibc
import Synchronization

/// Decides who ends a run: the run itself or a signal, whichever begins first.
final class RunEnding: Sendable {
  private let hasBegun = Atomic<Bool>(false)

  /// Returns to the first caller only; any other waits for the process to end.
  func begin() {
    guard hasBegun.exchange(true, ordering: .sequentiallyConsistent) else { return }
    while true { pause() }
  }
}
