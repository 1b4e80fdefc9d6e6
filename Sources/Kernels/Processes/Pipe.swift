import CKernels
import Glibc

/// A pipe, closed end by end.
struct Pipe {
  /// One end; closes itself when nobody holds it any more.
  final class End {
    private(set) var descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    var isOpen: Bool { descriptor >= 0 }

    func close() {
      guard isOpen else { return }
      _ = Glibc.close(descriptor)
      descriptor = -1
    }

    /// Lets reads and writes return instead of waiting.
    func becomeNonBlocking() { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
  }

  let reading: End
  let writing: End

  init() throws(ChildProcess.Failure) {
    var ends: [Int32] = [0, 0]
    let code = unsafe tg_pipe(&ends)
    guard code == 0 else { throw .system(action: "make a pipe", code: code) }
    reading = End(ends[0])
    writing = End(ends[1])
  }
}
