import CKernels
import Glibc

/// A moment from which on nobody waits any longer.
///
/// It is a timer that can be waited for together with other descriptors; nothing can read a time from
/// it.
final class Deadline {
  /// Readable from the moment on.
  let descriptor: Int32

  init(milliseconds: Int) throws(ChildProcess.Failure) {
    descriptor = tg_timer_open(Int64(clamping: milliseconds))
    guard descriptor >= 0 else { throw .system(action: "set a timer", code: errno) }
  }

  deinit { _ = close(descriptor) }

  /// Whether the moment has come; waits for it up to `milliseconds`.
  func hasPassed(waiting milliseconds: Int32 = 0) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, milliseconds) > 0
  }
}
