import Glibc
import Synchronization

/// The child processes that run now, so that whoever ends this process can end them first.
package final class ChildProcesses: Sendable {
  private struct State {
    var running: [pid_t] = []
    var isClosed = false
  }
  private let state = Mutex(State())

  package init() {}

  /// Kills every running child with all that it started, and lets no other start.
  package func endAll() {
    state.withLock { state in
      state.isClosed = true
      for child in state.running { kill(-child, SIGKILL) }
    }
  }

  /// Starts a child and remembers it. No child can slip in between ``endAll()`` and its end.
  func start(
    _ spawn: () throws(ChildProcess.Failure) -> pid_t
  ) throws(ChildProcess.Failure) -> pid_t {
    let result = state.withLock { state -> Result<pid_t, ChildProcess.Failure> in
      guard !state.isClosed else { return .failure(.ending) }
      do throws(ChildProcess.Failure) {
        let child = try spawn()
        state.running.append(child)
        return .success(child)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Reaps a child that has ended, once all that it started is killed.
  ///
  /// Until then its number is its own: nothing else can be hit by the kill.
  func reap(_ child: pid_t) -> Int32 {
    state.withLock { state in
      kill(-child, SIGKILL)
      var status: Int32 = 0
      while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
      state.running.removeAll { $0 == child }
      return status
    }
  }
}
