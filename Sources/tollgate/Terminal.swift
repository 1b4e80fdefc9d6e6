import Glibc

/// What the process may assume of whoever reads its output.
enum Terminal {
  /// Whether standard output is a terminal that wants colour (`NO_COLOR`, `TERM=dumb` say no).
  static var wantsColour: Bool {
    isatty(STDOUT_FILENO) == 1 && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
  }

  /// Whether progress is welcome on standard error: a terminal, and no CI log.
  static var showsProgress: Bool {
    isatty(STDERR_FILENO) == 1 && environment("CI") == nil && environment("TERM") != "dumb"
  }

  /// Columns of the terminal, 100 where there is none.
  static var width: Int {
    guard let columns = System.columns(of: STDOUT_FILENO), columns > 20 else { return 100 }
    return columns
  }

  /// A variable that is set to something; an empty one counts as not set.
  static func environment(_ name: String) -> String? {
    guard let text = System.variable(name), !text.isEmpty else { return nil }
    return text
  }

  static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

  static func writeError(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Writes everything, however many calls it takes.
  static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) {
    var start = 0
    while start < bytes.count {
      let written = System.write(bytes[start...], to: descriptor)
      guard written > 0 else { return }
      start += written
    }
  }
}
