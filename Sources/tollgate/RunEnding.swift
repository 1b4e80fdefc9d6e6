import Glibc
import Synchronization

/// Decides who ends a run: the run itself or a signal, whichever begins first.
final class RunEnding: Sendable {
  private let hasBegun = Atomic<Bool>(false)
  private let place: Mutex<String>

  /// - Parameter directory: where reports go until the configuration says otherwise.
  init(directory: String) { place = Mutex(directory) }

  /// Where the reports go.
  var directory: String {
    get { place.withLock { $0 } }
    set { place.withLock { $0 = newValue } }
  }

  /// Returns to the first caller only; any other waits for the process to end.
  func begin() {
    guard hasBegun.exchange(true, ordering: .sequentiallyConsistent) else { return }
    while true { pause() }
  }
}
