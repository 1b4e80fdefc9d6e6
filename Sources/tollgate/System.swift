import Glibc

/// The calls of the operating system that take pointers, behind signatures that do not.
enum System {
  /// Whether the process may use `path` as `mode` says: `F_OK` (it exists), `R_OK`.
  static func access(_ path: String, _ mode: Int32) -> Bool {
    unsafe Glibc.access(path, mode) == 0
  }

  /// A descriptor that no child process inherits, or a negative number; a new file may be read by all.
  static func open(_ path: String, _ flags: Int32) -> Int32 {
    unsafe Glibc.open(path, flags | O_CLOEXEC, 0o644)
  }

  /// How many of the bytes were written: perhaps not all, negative on failure.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
    unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
  }

  /// Writes everything, however many calls it takes; false where that cannot be.
  @discardableResult
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var start = 0
    while start < bytes.count {
      let written = write(bytes[start...], to: descriptor)
      guard written > 0 else { return false }
      start += written
    }
    return true
  }

  /// Whether a file of the disk is behind the descriptor, and no terminal, pipe or device.
  static func isRegularFile(_ descriptor: Int32) -> Bool {
    var facts = Glibc.stat()
    return unsafe fstat(descriptor, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }

  /// Whether the path is such a file.
  static func isRegularFile(at path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK)
    defer { if descriptor >= 0 { close(descriptor) } }
    return descriptor >= 0 && isRegularFile(descriptor)
  }

  /// Takes a file away, if it is there.
  static func remove(_ path: String) { unsafe _ = unlink(path) }

  /// Puts the file in the place of another; false where that cannot be.
  static func rename(_ path: String, to other: String) -> Bool {
    unsafe Glibc.rename(path, other) == 0
  }

  /// What the system says of the last call that failed: `No space left on device`.
  static var lastProblem: String {
    let code = errno
    return unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }

  /// The path without links, from the root; nil where there is nothing.
  static func absolutePath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(validatingCString: resolved)
  }

  /// An environment variable; nil where it is not set.
  static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// The width of the terminal behind a descriptor; nil where there is none.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return Int(size.ws_col)
  }

  /// The machine's name; nil where it has none.
  static var hostName: String? {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, 255) == 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A moment in UTC, by the calendar: months and days count from 1.
  struct Moment {
    let year, month, day, hour, minute, second: Int
  }

  /// The current second.
  static func now() -> Moment {
    var seconds = time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    return unsafe Moment(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
      hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
  }

  /// Leaves `signals` to whoever waits for them, in this thread and those that it starts.
  static func block(_ signals: [Int32]) {
    var set = set(of: signals)
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits for one of `signals`, which are blocked, and gives it.
  static func wait(for signals: [Int32]) -> Int32 {
    var set = set(of: signals)
    var number: Int32 = 0
    while unsafe sigwait(&set, &number) != 0 {}
    return number
  }

  private static func set(of signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal) }
    return set
  }
}
