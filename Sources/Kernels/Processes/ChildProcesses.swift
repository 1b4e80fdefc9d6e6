import CKernels
import Glibc
import Synchronization

/// The child processes that run now, so that whoever ends this process can end them first.
package final class ChildProcesses: Sendable {
  private struct State {
    var running: [pid_t] = []
    var isClosed = false
    var isAdopting = false
  }
  private let state = Mutex(State())
  private let adoptsOrphans: Bool

  /// - Parameter adoptsOrphans: Whether what programs leave behind outside of their groups (`setsid`,
  ///   daemons) becomes this process's own and is ended too. For a process all of whose children are
  ///   started here: any other one would be ended with them.
  package init(adoptsOrphans: Bool = false) { self.adoptsOrphans = adoptsOrphans }

  /// Kills every running child with all that it started, and lets no other start.
  package func endAll() {
    state.withLock { state in
      state.isClosed = true
      for child in state.running { kill(-child, SIGKILL) }
      guard state.isAdopting else { return }
      for child in state.running { ChildProcesses.awaitEnd(of: child) }
      ChildProcesses.endOrphans(but: state.running)
    }
  }

  /// Starts a child and remembers it. No child can slip in between ``endAll()`` and its end.
  func start(
    _ spawn: () throws(ChildProcess.Failure) -> pid_t
  ) throws(ChildProcess.Failure) -> pid_t {
    let result = state.withLock { state -> Result<pid_t, ChildProcess.Failure> in
      guard !state.isClosed else { return .failure(.ending) }
      if adoptsOrphans, !state.isAdopting { state.isAdopting = tg_adopt_orphans() == 0 }
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
  /// Until then its number is its own: nothing else can be hit by the kill. What left the child's group
  /// is ended with the last child, since nobody can tell whose it was.
  func reap(_ child: pid_t) -> Int32 {
    state.withLock { state in
      kill(-child, SIGKILL)
      var status: Int32 = 0
      while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
      state.running.removeAll { $0 == child }
      if state.isAdopting, state.running.isEmpty { ChildProcesses.endOrphans(but: []) }
      return status
    }
  }

  /// Waits for a killed child, which stays to be reaped; not for ever, since one may hang in the system.
  private static func awaitEnd(of child: pid_t) {
    for _ in 0..<500 {
      var info = unsafe siginfo_t()
      let code = unsafe waitid(P_PID, id_t(child), &info, WEXITED | WNOHANG | WNOWAIT)
      if code != 0 { return }
      if unsafe info.si_signo == SIGCHLD { return }
      usleep(2000)
    }
  }

  /// Kills and reaps what programs left behind. Each that ends leaves its own children, so this goes on
  /// until there are none; a bound holds against one that starts others as fast.
  private static func endOrphans(but children: [pid_t]) {
    var found = [Int32](repeating: 0, count: 4096)
    for _ in 0..<1000 {
      let count = unsafe Int(tg_children(&found, Int32(found.count)))
      let orphans = found.prefix(count).filter { !children.contains($0) }
      guard !orphans.isEmpty else { return }
      for orphan in orphans { kill(orphan, SIGKILL) }
      for orphan in orphans {
        awaitEnd(of: orphan)
        var status: Int32 = 0
        _ = unsafe waitpid(orphan, &status, WNOHANG)
      }
    }
  }
}
