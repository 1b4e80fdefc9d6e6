import Glibc

/// SIGPIPE, which ends a process that writes to a pipe nobody reads.
package enum BrokenPipe {
  /// Runs `body` on this thread without that signal: a write gives `EPIPE` instead.
  ///
  /// The signal goes to the thread that writes, so one that came meanwhile is taken off before the
  /// thread's mask is as it was.
  package static func ignored<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var pipe = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&pipe)
    unsafe sigaddset(&pipe, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer {
      if unsafe sigismember(&before, SIGPIPE) == 0 {
        var none = timespec(tv_sec: 0, tv_nsec: 0)
        while unsafe sigtimedwait(&pipe, nil, &none) == SIGPIPE {}
        unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
      }
    }
    return try body()
  }
}
