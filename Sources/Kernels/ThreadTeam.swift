import Glibc

/// Runs the same work on several threads at once.
///
/// POSIX threads, not Dispatch: the monitor of its pool reads /proc and ends the process where a
/// chroot has none.
package enum ThreadTeam {
  /// Calls `work` once on each of `count` threads, the caller's among them, and returns when all are
  /// done. Where the system refuses a thread the others do its share, if `work` takes tasks from a
  /// common source.
  static func run(_ count: Int, _ work: @Sendable () -> Void) {
    withoutActuallyEscaping(work) { work in
      var members: [pthread_t] = []
      for _ in 1..<max(1, count) {
        if let member = start(work) { members.append(member) }
      }
      work()
      for member in members { pthread_join(member, nil) }
    }
  }

  /// Starts a thread that lives beside the caller until `work` ends or the process does.
  ///
  /// Returns false where the system refuses one.
  @discardableResult
  package static func detach(_ work: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = start(work) else { return false }
    return pthread_detach(thread) == 0
  }

  private static func start(_ work: @escaping @Sendable () -> Void) -> pthread_t? {
    let task = unsafe Unmanaged.passRetained(Task(work))
    var thread = pthread_t()
    let status = unsafe pthread_create(
      &thread, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Task>.fromOpaque(argument).takeRetainedValue().work()
        return nil
      }, task.toOpaque())
    guard status == 0 else {
      unsafe task.release()
      return nil
    }
    return thread
  }

  /// Work on its way to a thread.
  private final class Task: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
}
