import Findings
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

  /// Words for people: whatever names and cells stand in them, no line of them acts.
  static func write(_ text: String) { act(LogText.inert(text)) }

  static func writeError(_ text: String) { act(LogText.inert(text) + "\n", on: STDERR_FILENO) }

  /// A document for programs, its strings exact and none of them a command.
  static func write(_ document: JSONValue) { act(LogText.json(document)) }

  /// Lines that are to act: colours, and commands for the platform. Whoever makes them takes from data
  /// what acts; anything else goes another way.
  static func act(_ text: String, on descriptor: Int32 = STDOUT_FILENO) {
    System.writeAll(Array(text.utf8), to: descriptor)
  }
}
